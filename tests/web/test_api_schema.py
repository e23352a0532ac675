"""Requests made up from the API's own description: none is answered by a fault of ours, and all keep to it."""

from __future__ import annotations

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rooms import listening
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from sayso.record.store import open_record
from sayso.services.room import Room
from sayso.web.app import create_app
from sayso.web.settings import Settings


@pytest.fixture(scope="module")
def api(example_record, reader, embedder, tmp_path_factory):
    """The API of a record that may be changed at will."""
    path = tmp_path_factory.mktemp("api") / "sayso.db"
    path.write_bytes(example_record.read_bytes())
    with Room(open_record(path), lambda: reader, lambda: embedder) as room:
        room.issues.add("The crew", "Whether the detained crew goes free.", author="Tess")
        with listening(room) as server:
            yield server


@pytest.fixture(scope="module")
def writing(api):
    """Headers with which everything may be written."""
    answer = httpx.get(f"{api.url}/api/session")
    cookie = "; ".join(f"{name}={value}" for name, value in answer.cookies.items())
    return {"X-Sayso-Token": answer.json()["token"], "Cookie": cookie}


def operations():
    """Everything that the description names; the app is made without a record, since it opens nothing by itself."""
    described = create_app(None, Settings("nobody")).openapi()
    found = [result.ok() for result in schemathesis.openapi.from_dict(described).get_all_operations()]
    return [pytest.param(operation, id=operation.label) for operation in found]


@pytest.fixture(scope="module")
def there(api):
    """Names that are in the record, for the parameters of addresses."""
    document = next(api.record.documents())
    return {
        "uid": api.record.view(document.id).statements[0].uid,
        "document": document.key,
        "issue": "crew",
        "actor": api.room.actors.list(limit=1)[0].id,
        "seq": 1,
    }


@pytest.mark.parametrize("operation", operations())
def test_no_request_breaks_it(operation, api, writing, there):
    checks = [not_a_server_error, content_type_conformance, response_schema_conformance]
    answered = set()

    @given(case=operation.as_strategy(), named=st.booleans())
    @settings(max_examples=20, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def made_up(case, named):
        if named:  # what is made up is hardly ever there
            case.path_parameters.update({k: v for k, v in there.items() if k in case.path_parameters})
        answer = case.call_and_validate(base_url=api.url, headers=writing, checks=checks, timeout=30)
        answered.add(answer.status_code)

    made_up()
    if operation.label not in HARD_TO_GUESS:
        assert answered & {200, 201, 202}, answered


HARD_TO_GUESS = (
    "GET /api/read/{job}", "GET /api/utterances/{uid}", "PATCH /api/statements/{uid}", "GET /api/news",
    "POST /api/documents/{document}/statements", "POST /api/issues/{issue}/members",
    "POST /api/issues/judgements/{seq}/revoke", "POST /api/corrections/{seq}/revoke",
)  # fmt: skip
"""What needs more than a name that is there: words of the text, a job under way, a number that is not revoked yet."""
