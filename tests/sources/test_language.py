"""Which language a text is in, or that it is too short to tell."""

# Sentences are as long as in reports.
# ruff: noqa: E501

import subprocess
import sys

import pytest

from sayso.sources.language import detect

ENGLISH = (
    "The harbour board of Vareholm has ruled out a merger with the ferry company, its chair, Ilse Tamm, said on Monday. "
    "A spokesman for the company said that it had never made an offer and would not comment on the letter of the board."
)


def test_reporting_in_english_is_english():
    code, probability = detect(ENGLISH)
    assert code == "en"
    assert 0.9 < probability <= 1


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "de",
            "Der Hafenrat hat den Zusammenschluss mit der Reederei abgelehnt, sagte die Vorsitzende am Montag dem Kurier.",
        ),
        (
            "fr",
            "Le conseil du port a rejeté la fusion avec la compagnie de ferries, a déclaré sa présidente lundi au Courrier.",
        ),
        (
            "ru",
            "Совет порта отклонил слияние с паромной компанией, заявила в понедельник его председатель газете «Курьер».",
        ),
        (
            "nl",
            "De havenraad heeft de fusie met de veerdienst afgewezen, zei de voorzitter maandag tegen de Koerier van Severin.",
        ),
    ],
)
def test_other_languages_are_told(code, text):
    found, probability = detect(text)
    assert found == code
    assert probability > 0.7


@pytest.mark.parametrize("text", ["", "No.", "Nein, sagte er.", "12 345 – 67 ?!", "Tamm Reve Lund " * 6, "\ud800"])
def test_too_little_to_tell_is_no_language(text):
    assert detect(text) == (None, 0.0)


def test_plain_english_loads_no_model():
    code = (
        f"import sys; from sayso.sources.load import load_text; load_text({ENGLISH!r}); print([m for m in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in ("py3langid", "trafilatura", "lxml", "httpx2", "numpy", "charset_normalizer"):
        assert f"'{heavy}'" not in loaded
