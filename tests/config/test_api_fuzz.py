"""The whole API against its own schema: whatever is sent, nothing breaks, and every "no" is a problem."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import response_schema_conformance

from haicap.dossiers.services.importing.run import run
from haicap.kernel import clock
from haicap.organisation import api as organisation
from tests.cast import cast
from tests.dossiers.test_import import record

pytestmark = pytest.mark.django_db
SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
EXAMPLES = 20  # of each operation; a long run is `--hypothesis-profile` with more


@pytest.fixture(autouse=True)
def _one_transaction() -> Iterator[None]:
    """The requests share the test's connection, as those of Django's own test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def key() -> str:
    """The key of a receiving officer."""
    now = clock.now()
    ends = now + timedelta(days=1)
    return organisation.issue_token(actor=cast().receiver, name="fuzz", expires_at=ends, at=now)


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_nothing_that_is_sent_breaks_anything(case: Any, key: str) -> None:
    answer = case.call(headers={"Authorization": f"Bearer {key}", "Accept-Language": "en"})
    assert answer.status_code < 500, case.as_curl_command()
    kind = answer.headers["content-type"][0]
    if answer.status_code >= 400:
        assert kind == "application/problem+json", (answer.status_code, case.as_curl_command())
        assert answer.json()["status"] == answer.status_code
    case.validate_response(answer, checks=[response_schema_conformance])


@pytest.fixture
def published() -> dict[str, str]:
    """A province and month of which there are open statistics."""
    told = run([(1, record(external_id="1", number=None))], now=clock.now())
    assert told.imported == 1, told.rejects
    return {"province": "68", "month": "2025-07"}


@SCHEMA.include(path_regex="^/api/v1/statistics").parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_what_is_published_is_told_whatever_else_is_asked(case: Any, published: dict[str, str]) -> None:
    """Addresses made up seldom hit a month that is there, so these are put into it."""
    case.path_parameters = {name: published[name] for name in case.path_parameters or {}}
    answer = case.call()
    expected = {200, 400, 422} if case.method == "GET" else {405}
    assert answer.status_code in expected, case.as_curl_command()
    case.validate_response(answer, checks=[response_schema_conformance])
