"""The laws hold after a merger and after its annulment, and name what is broken behind the application's back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from haicap.config.laws import ALL
from haicap.organisation.models import Agency, Appointment, Succession
from haicap.platform.checks.runner import run_laws
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.models import PlanRow
from tests.reorganisation.eve import EVENING, MORNING
from tests.reorganisation.plans import annulled, applied, merger, of_law, plan

pytestmark = pytest.mark.django_db

Frozen = Callable[[str | datetime], datetime]

MERGER = merger(("06652", "Phường Thử Nghiệm"), "06652", "06655", "06658")
LATER = MORNING + timedelta(days=7, hours=9)
# of this database, not of its records; and I-U5 counts the whole country, of which one resolution is carried out here
ELSEWHERE = {"I-G1", "I-D3", "I-U5"}


def broken() -> dict[str, str]:
    return {
        verdict.law.id: str(verdict.findings[:2])
        for verdict in run_laws(ALL, full=True)
        if not verdict.holds and verdict.law.id not in ELSEWHERE
    }


def test_every_law_holds_before_a_reform_after_it_and_after_an_annulment(
    frozen: Frozen, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    frozen(EVENING)
    assert broken() == {}
    applied(of_law("1671/NQ-UBTVQH15"), "68")
    card = applied(plan(MERGER))
    frozen(MORNING)
    assert broken() == {}
    assert reorganisation.seal_reports(at=MORNING) == 0
    frozen(LATER)
    annulled(card, LATER)
    assert reorganisation.seal_reports(at=LATER) == 0
    assert broken() == {}


@pytest.mark.breaks("I-U2", "organisation")
def test_a_body_without_heir_is_found(frozen: Frozen) -> None:
    frozen(EVENING)
    applied(plan(MERGER))
    with connection.cursor() as cursor:  # as somebody with the database might
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE documents_custody DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM documents_custody")
        cursor.execute("ALTER TABLE documents_custody ENABLE TRIGGER USER")
    Succession.objects.filter(predecessor__slug="office").delete()
    assert "I-U2" in broken()


def test_a_circle_of_heirs_is_found(frozen: Frozen) -> None:
    frozen(EVENING)
    applied(plan(MERGER))
    one = Succession.objects.order_by("id")[0]
    Agency.objects.filter(id=one.successor_id).update(valid_to=date(2026, 1, 1))
    assert "I-U2" in broken()
    Succession.objects.create(
        predecessor_id=one.successor_id,
        successor_id=one.predecessor_id,
        reorganisation=one.reorganisation,
        starts_on=one.starts_on,
    )
    assert "I-U2" in broken()


@pytest.mark.breaks("I-U3", "organisation")
def test_somebody_doubled_is_found(frozen: Frozen) -> None:
    frozen(EVENING)
    card = applied(plan(MERGER))
    frozen(LATER)
    annulled(card, LATER)
    mine = Appointment.objects.filter(continues__isnull=False).order_by("id")[0]
    Agency.objects.filter(id=mine.post.agency_id).update(valid_to=None)
    Appointment.objects.filter(id=mine.id).update(ends_on=None)
    assert "I-U3" in broken()


@pytest.mark.breaks("I-R3", "reorganisation")
def test_a_report_touched_up_is_found(frozen: Frozen) -> None:
    frozen(EVENING)
    card = applied(plan(MERGER))
    row = PlanRow.objects.get(id=card.id)
    row.report["lines"][0]["after"] += 1
    row.save(update_fields=["report"])
    assert "I-R3" in broken()
    PlanRow.objects.filter(id=card.id).update(content={**row.content, "subject": "khác"})
    assert "I-R3" in broken()


@pytest.mark.breaks("I-S2", "reorganisation")
def test_a_plan_approved_by_its_own_proposer_is_found(frozen: Frozen) -> None:
    frozen(EVENING)
    card = applied(plan(MERGER))
    assert "I-S2" not in broken()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'reorganisation_plan'::regclass AND contype = 'c' "
            "AND pg_get_constraintdef(oid) LIKE '%%approved_by = proposed_by%%'"
        )
        (constraint,) = [name for (name,) in cursor.fetchall()]
        cursor.execute(f"ALTER TABLE reorganisation_plan DROP CONSTRAINT {constraint}")
    PlanRow.objects.filter(id=card.id).update(approved_by=PlanRow.objects.get(id=card.id).proposed_by)
    assert f"plan:{card.id}" in broken()["I-S2"]
