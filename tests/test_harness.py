"""The harness keeps its own promises."""

import socket
import warnings
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.template import Context, Template

from haicap.kernel import clock
from haicap.platform.models import OutboxEvent
from haicap.platform.outbox import tell

MOMENT = datetime.fromisoformat("2025-07-09T08:15:00+07:00")


def _tell(count: int) -> None:
    for number in range(count):
        tell(type="vn.haicap.test.happened.v1", subject=str(number), data={}, at=MOMENT)


@pytest.mark.django_db
def test_the_database_is_a_real_postgresql_in_unicode_that_knows_vietnamese_letters() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT upper('đặng thị ấp'), current_setting('server_version_num')::int")
        upper, version = cursor.fetchone()
    assert upper == "ĐẶNG THỊ ẤP"
    assert version >= 150000


@pytest.mark.django_db
def test_rows_without_an_order_come_back_shuffled() -> None:
    _tell(30)
    as_stored = [str(number) for number in range(30)]
    assert [row.subject for row in OutboxEvent.objects.all()] != as_stored
    assert [row.subject for row in OutboxEvent.objects.order_by("id")] == as_stored


@pytest.mark.django_db(transaction=True)
def test_a_test_may_commit_for_real() -> None:
    _tell(1)
    connection.close()
    assert OutboxEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_another_test_committed_is_gone() -> None:
    assert not OutboxEvent.objects.exists()


def test_the_network_is_closed() -> None:
    with socket.socket() as line, pytest.raises(AssertionError, match="network"):
        line.connect(("192.0.2.1", 80))


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning):
        warnings.warn("beware", stacklevel=1)


def test_an_unknown_template_variable_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="nobody"):
        Template("{{ nobody }}").render(Context({}))


def test_time_stands_still(frozen: Callable[[str], datetime]) -> None:
    assert frozen("2025-07-09T08:15:00+07:00") == clock.now() == MOMENT


@pytest.mark.django_db
def test_a_page_has_a_budget_of_queries(query_budget: Callable[[int], Any]) -> None:
    with query_budget(1):
        OutboxEvent.objects.exists()
    with pytest.raises(pytest.fail.Exception), query_budget(1):
        OutboxEvent.objects.exists()
        OutboxEvent.objects.exists()
