"""A ward that goes to another province, gives away a part, or whose tier is abolished: what is carried, who may, what
the clock and the numbers do, and that an annulment gives every answer back.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import ListFilter, Period
from haicap.dossiers.models import Dossier
from haicap.organisation import api as organisation
from haicap.organisation.contract import Role
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import PlanCard
from haicap.reorganisation.selectors.balance import balance
from haicap.territory import api as territory
from tests.reorganisation.cast import actors, leader, official
from tests.reorganisation.eve import DAY, EVE, EVENING, MORNING
from tests.reorganisation.hamlets import listed, names, row
from tests.reorganisation.intakes import receive
from tests.reorganisation.plans import annulled, applied, edge, plan
from tests.reorganisation.test_laws import broken

pytestmark = pytest.mark.django_db

Frozen = Callable[[str | datetime], datetime]

WARD, OTHER = "06652", "06655"
LATER = datetime.fromisoformat("2025-07-08T09:00:00+07:00")
OPENING = MORNING + timedelta(hours=8)


def unit(code: str, province: str = "22") -> dict[str, str]:
    return {"code": code, "name": territory.require_unit(code, EVE).name, "province_code": province}


def reparented() -> dict[str, Any]:
    return {"kind": "reparented", "clause": "1", "ends": [WARD], "begins": [unit(WARD, "68")], "edges": []}


def transferred() -> dict[str, Any]:
    return {
        "kind": "transferred",
        "clause": "1",
        "ends": [WARD, OTHER],
        "begins": [unit(WARD), unit(OTHER)],
        "edges": [edge(OTHER, OTHER, "remainder"), edge(OTHER, WARD, "part_area"), edge(WARD, WARD)],
    }


def abolished() -> dict[str, Any]:
    return {"kind": "tier_abolished", "clause": "1", "ends": [WARD], "begins": [], "edges": []}


def answers(day: date) -> Mapping[str, Any]:
    """What the people of both wards are told, and what these wards' people may."""
    told: dict[str, Any] = {}
    for code in (WARD, OTHER):
        actor = official(code, Role.SPECIALIST, day, field="Hộ tịch")
        unit_id = territory.require_unit(code, day).unit_id
        period = Period(date(2025, 5, 1), EVE)
        told[code] = (
            actor.roles,
            actor.post_title,
            dossiers.count(actor=actor, filter=ListFilter(), now=EVENING),
            dossiers.count(actor=actor, filter=ListFilter(desk=True), now=EVENING),
            dossiers.figures(actor=actor, units=[unit_id], period=period, now=EVENING),
            organisation.centre_of_unit(unit_id),
            territory.require_unit(code, day).province_code,
            names(code, day),
        )
    return told


def conserved(card: PlanCard) -> Mapping[str, int]:
    assert card.report is not None and card.report.holds
    return {line.name: line.after for line in card.report.lines if not line.code}


@pytest.mark.parametrize("change", [reparented, transferred, abolished])
def test_everything_is_carried_and_an_annulment_gives_every_answer_back(
    frozen: Frozen, change: Callable[[], dict[str, Any]], settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    frozen(EVENING)
    receipt = receive(official(WARD, Role.RECEIVER, EVE), WARD, EVENING)
    own = official(WARD, Role.SPECIALIST, EVE, field="Hộ tịch")
    before, rows = answers(EVE), list(Dossier.objects.order_by("id").values())
    card = applied(plan(change()))
    held = conserved(card)
    assert held["appointments"] > 0 and held["acts"] > 0 and held["numbers"] > 0
    assert list(Dossier.objects.order_by("id").values()) == rows, "nothing of a dossier is rewritten"
    frozen(OPENING)
    assert broken() == {}
    tracked = dossiers.track(number=receipt.number, secret=receipt.secret)
    assert tracked is not None and tracked.due_at == receipt.due_at, "the clock runs on"
    frozen(LATER)
    annulled(card, LATER)
    assert answers(LATER.date()) == before
    again = organisation.actor_of_appointment(own.appointment_id, LATER.date())
    assert own.own <= again.own and own.provinces <= again.provinces
    assert reorganisation.seal_reports(at=LATER) == 0
    assert broken() == {}


def test_a_ward_in_another_province_keeps_its_people_and_dossiers_and_numbers_anew(frozen: Frozen) -> None:
    frozen(EVENING)
    old = official(WARD, Role.RECEIVER, EVE)
    receipt = receive(old, WARD, EVENING)
    applied(plan(reparented()))
    at = frozen(OPENING)
    now = organisation.actor_of_appointment(old.appointment_id, DAY)
    assert (now.unit_id, now.roles, now.province_code) == (old.unit_id, old.roles, "68")
    assert now.provinces == {"22", "68"}, "the records of before lie with the old province"
    assert dossiers.open_file(actor=official(WARD, Role.SPECIALIST, field="Hộ tịch"), dossier_id=receipt.id)
    fresh = receive(official(WARD, Role.RECEIVER), WARD, at)
    assert fresh.number.split("-")[0] != receipt.number.split("-")[0]
    assert not Dossier.objects.filter(pk=fresh.id).in_scope_of(leader("22", DAY)).exists()
    assert Dossier.objects.filter(pk=fresh.id).in_scope_of(leader("68", DAY)).exists()


def test_a_part_that_goes_away_moves_nobody_and_no_number_series(frozen: Frozen) -> None:
    frozen(EVENING)
    old = official(OTHER, Role.RECEIVER, EVE)
    receipt = receive(old, OTHER, EVENING)
    listed(OTHER, "Khu 1")
    shown = reorganisation.preview(reorganisation.read_document(plan(transferred())))
    assert {one.code: one.owner_code for one in shown.ends} == {WARD: WARD, OTHER: OTHER}
    applied(plan(transferred()))
    at = frozen(OPENING)
    assert organisation.actor_of_appointment(old.appointment_id, DAY).own == old.own
    fresh = receive(official(OTHER, Role.RECEIVER), OTHER, at)
    assert fresh.number.split("-")[0] == receipt.number.split("-")[0]
    assert names(OTHER, DAY) == ["Khu 1"], "land without people takes no hamlet along"


def test_the_heirs_of_an_abolished_tier_are_its_province_and_nobodys_rights_widen(frozen: Frozen) -> None:
    frozen(EVENING)
    receipt = receive(official(WARD, Role.RECEIVER, EVE), WARD, EVENING)
    unit_id = territory.require_unit(WARD, EVE).unit_id
    mine = [
        actor
        for role in (Role.CHAIR, Role.BUSINESS_ADMIN, Role.SPECIALIST, Role.RECEIVER)
        for actor in actors(WARD, role, EVE)
    ]
    assert {actor.unit_id for actor in mine} == {unit_id}
    shown = reorganisation.preview(reorganisation.read_document(plan(abolished())))
    assert [(one.owner_code, one.owner_name) for one in shown.ends] == [("22", "Tỉnh Quảng Ninh")]
    assert all(line.holds for line in balance(shown))
    applied(plan(abolished()))
    frozen(OPENING)
    for actor in mine:
        now = organisation.actor_of_appointment(actor.appointment_id, DAY)
        assert (now.roles, now.agencies, now.whole_province) == (frozenset(), frozenset(), False)
    assert dossiers.open_file(actor=leader("22", DAY), dossier_id=receipt.id)


def test_hamlets_of_an_abolished_tier_must_be_told_where_they_go(frozen: Frozen) -> None:
    frozen(EVENING)
    listed(WARD, "Khu 1", "Khu 2")
    document = plan(abolished())
    shown = reorganisation.preview(reorganisation.read_document(document))
    assert [each.code for each in shown.findings] == ["reorganisation.hamlet_left_over"] * 2
    document["hamlets"] = [
        row("moved", WARD, "Khu 1", "Khu Đảo", to_commune=OTHER),
        row("retired", WARD, "Khu 2", reason="Không còn hộ dân"),
    ]
    card = applied(document)
    frozen(MORNING)
    assert names(OTHER, DAY) == ["Khu Đảo"]
    assert conserved(card)["hamlets"] == 2
    frozen(LATER)
    annulled(card, LATER)
    assert names(WARD, LATER.date()) == ["Khu 1", "Khu 2"]
