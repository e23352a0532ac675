"""Named users: a file of hashed passwords that only its owner can read."""

import json

import pytest

from sayso.errors import InputError
from sayso.web.users import Users, add_user, password_fits, read_users

WORD = "a long enough word"


@pytest.fixture
def path(tmp_path):
    add_user(tmp_path / "users.json", "Nele Brandt", WORD)
    return tmp_path / "users.json"


def test_only_the_right_password_of_the_right_user_fits(path):
    users = read_users(path)
    assert password_fits(users, "Nele Brandt", WORD)
    for name, password in (("Nele Brandt", WORD + " "), ("Nele", WORD), ("Nele Brandt", ""), ("", ""), ("Ivo", WORD)):
        assert not password_fits(users, name, password)


def test_the_file_holds_salted_scrypt_and_no_password(path):
    add_user(path, "Ivo", WORD)
    users = json.loads(path.read_text("utf-8"))["users"]
    assert WORD not in path.read_text("utf-8")
    assert path.stat().st_mode & 0o777 == 0o600
    assert users["Ivo"]["hash"] != users["Nele Brandt"]["hash"]
    assert all(len(bytes.fromhex(u["salt"])) == 16 and u["n"] >= 2**15 for u in users.values())


def test_names_of_any_script_and_passwords_of_any_signs(path):
    add_user(path, "Zoë Ünal 李", "😀 pass \x00 wörd")
    assert password_fits(read_users(path), "Zoë Ünal 李", "😀 pass \x00 wörd")


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "Ne\nle", "Nele\x00", "\u202eeleN"])
def test_names_that_will_not_do(path, name):
    with pytest.raises(InputError, match="will not do"):
        add_user(path, name, WORD)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"users": []}', '{"users": {"Nele": 3}}',
     '{"users": {"Nele": {"salt": "0", "hash": "", "n": 1}}}',
     '{"users": {"Nele": {"salt": "00", "hash": "00", "n": "x"}}}', "\udcff"],
)  # fmt: skip
def test_a_file_that_is_none_of_users_is_said_so(tmp_path, text):
    (tmp_path / "bad.json").write_text(text, "utf-8", "surrogateescape")
    with pytest.raises(InputError, match="is no file of users"):
        read_users(tmp_path / "bad.json")


def test_a_change_of_the_file_counts_at_once(path):
    users = Users(path)
    mark = users.mark("Nele Brandt")
    assert mark and users.mark("Ivo") is None
    add_user(path, "Ivo", WORD)
    assert users.mark("Ivo") and users.mark("Nele Brandt") == mark
    add_user(path, "Nele Brandt", "another long word")
    assert users.mark("Nele Brandt") != mark
    path.unlink()
    assert users.mark("Ivo") is None
