"""What all tests share: the real reader, the example reports, the schema; and in CI, no test may be skipped."""

import json
import os
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="session")
def reader():
    from sayso.reading.reader import Reader

    return Reader()


@pytest.fixture(scope="session")
def example_paths():
    return sorted(p for p in EXAMPLES.iterdir() if p.suffix in (".txt", ".html"))


@pytest.fixture(scope="session")
def example_readings(reader):
    """Every example report read, in order of their names."""
    from sayso.services.reading import find_inputs, load_inputs, read_inputs

    results = list(read_inputs(load_inputs(find_inputs([str(EXAMPLES)])), reader))
    assert all(r.reading is not None for r in results)
    return [r.reading for r in results]


@pytest.fixture(scope="session")
def schema_validator():
    from jsonschema import Draft202012Validator

    schema = json.loads((ROOT / "docs" / "reading.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def pytest_configure():
    # How long one example takes says something of the machine and nothing of the program.
    hypothesis.settings.register_profile(
        "sayso", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.load_profile("sayso")


def pytest_sessionfinish(session):
    """With ``CI`` set, a run that skipped anything has failed: there everything that a test could need is there."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") and skipped and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"CI allows no skipped tests, and {len(skipped)} were skipped", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
