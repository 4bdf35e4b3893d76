"""Prepared statements read what Django reads, are counted as queries, and remember nothing."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction

from haicap.platform.models import CalendarDayRow, CalendarVersion, GivenAnswer
from haicap.platform.statements import Reading, Statement

NOW = datetime.fromisoformat("2026-03-02T08:15:00+07:00")
DAYS = Reading(CalendarDayRow, "WHERE this.kind = %(kind)s ORDER BY this.on, this.id", "since")
ANSWERS = Reading(GivenAnswer, "WHERE this.appointment_id = %(appointment)s ORDER BY this.key")

pytestmark = pytest.mark.django_db


def answer(status: int) -> GivenAnswer:
    return GivenAnswer.objects.create(
        appointment_id=7, key=UUID(int=1), status=status, headers={"ETag": "ă"}, given_at=NOW
    )


def test_places_are_numbered_by_name_and_values_are_never_words_of_the_statement() -> None:
    told = Statement("SELECT %(b)s::text, %(a)s::int, %(b)s::text")
    assert told.rows(a=1, b="'; --") == [("'; --", 1, "'; --")]
    assert told.row(a=1, b="", unused=2) == ("", 1, "")
    assert Statement("SELECT 1 WHERE %(no)s::boolean").row(no=False) is None


def test_rows_are_those_of_django_with_the_rows_they_refer_to(django_assert_num_queries: Any) -> None:
    kind = CalendarDayRow.objects.order_by("id")[0].kind
    expected = list(CalendarDayRow.objects.filter(kind=kind).select_related("since").order_by("on", "id"))
    with django_assert_num_queries(1):
        found = DAYS.all(kind=kind)
        assert [(row, row.since, row.since.loaded_at) for row in found] == [
            (row, row.since, row.since.loaded_at) for row in expected
        ]
    assert [vars(row).keys() for row in found] == [vars(row).keys() for row in expected]
    assert {type(row.since) for row in found} == {CalendarVersion}


def test_json_and_moments_are_read_as_django_reads_them() -> None:
    kept = answer(200)
    (found,) = ANSWERS.all(appointment=7)
    assert (found.headers, found.given_at, found.key) == (kept.headers, NOW, kept.key)
    found.status = 201
    found.save()  # a whole instance: it can be changed as any other
    assert GivenAnswer.objects.get().status == 201


def test_a_change_is_seen_by_the_next_reading() -> None:
    answer(200)
    for status in range(201, 210):
        GivenAnswer.objects.update(status=status)
        found = ANSWERS.first(appointment=7)
        assert found is not None and found.status == status
    GivenAnswer.objects.all().delete()
    assert ANSWERS.first(appointment=7) is None


def test_a_statement_that_fails_raises_djangos_error() -> None:
    with pytest.raises(ProgrammingError), transaction.atomic():
        Statement("SELECT nothing_of_the_kind").rows()
