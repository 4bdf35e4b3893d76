"""The database itself keeps frozen reports as they were frozen, whatever the application does."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import IntegrityError

from haicap.documents.models import StoredFile
from haicap.kernel.ids import uuid7
from haicap.organisation import api as organisation
from haicap.reporting.models import PeriodicAct, PeriodicReport
from haicap.territory import api as territory
from tests.cast import DI_LINH

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat("2026-03-02T08:00:00+07:00")


def report(edition: int = 1) -> PeriodicReport:
    unit = territory.require_unit(DI_LINH, AT.date())
    body = organisation.committee_of_unit(unit.unit_id)
    file = StoredFile.objects.create(
        id=uuid7(),
        sha256="0" * 64,
        size=1,
        media_type="application/pdf",
        name="x",
        province="68",
        stored_at=AT,
        stored_by=0,
        agency_id=body.id,
    )
    return PeriodicReport.objects.create(
        id=uuid7(),
        province="68",
        body_id=body.id,
        unit_id=unit.unit_id,
        level="commune",
        kind="month",
        starts_on=date(2026, 2, 1),
        ends_on=date(2026, 2, 28),
        edition=edition,
        content={"figures": {}},
        sha256="0" * 64,
        rows_file=file,
        rows_sha256="0" * 64,
        rows_count=0,
        frozen_at=AT,
    )


def step(of: PeriodicReport, seq: int, name: str, person: int, note: str = "") -> PeriodicAct:
    return PeriodicAct.objects.create(
        report=of, seq=seq, step=name, at=AT, person_id=person, appointment_id=1, actor_label="x", note=note
    )


def refused(constraint: str, deed: Any) -> None:
    with pytest.raises(DatabaseError) as told, transaction.atomic():
        deed()
    assert constraint in f"{told.value.__cause__.diag.constraint_name}"  # type: ignore[union-attr]


@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize(
    ("table", "column"), [("reporting_periodic_report", "content"), ("reporting_periodic_act", "note")]
)
def test_what_was_frozen_and_what_was_done_is_never_changed(verb: str, table: str, column: str) -> None:
    step(report(), 1, "prepared", 1)

    def change() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(verb.format(table, column, column))

    refused("reporting_append_only", change)


def test_a_period_is_closed_once_and_again_only_after_it_was_sent_back() -> None:
    first = report()
    with pytest.raises(IntegrityError), transaction.atomic():
        report()
    step(first, 1, "prepared", 1)
    refused("reporting_periodic_edition", lambda: report(edition=2))
    step(first, 2, "returned", 2, "thiếu hồ sơ")
    report(edition=2)


def test_steps_follow_one_another_and_two_people_take_part() -> None:
    of = report()
    refused("reporting_periodic_step", lambda: step(of, 1, "signed", 2))
    step(of, 1, "prepared", 1)
    refused("reporting_periodic_two_people", lambda: step(of, 2, "checked", 1))
    refused("reporting_periodic_step", lambda: step(of, 3, "checked", 2))
    refused("reporting_periodic_act_reason", lambda: step(of, 2, "returned", 2))
    step(of, 2, "checked", 2)
    refused("reporting_periodic_two_people", lambda: step(of, 3, "signed", 1))
    step(of, 3, "signed", 3)
    step(of, 4, "submitted", 1)
    step(of, 5, "rolled_up", 9)
    refused("reporting_periodic_step", lambda: step(of, 6, "returned", 9, "muộn"))
