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

from haicap.kernel import clock
from haicap.organisation import api as organisation
from tests.cast import cast

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
