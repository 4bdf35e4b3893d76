"""People of another province neither know a plan nor plan for units that are not theirs, whatever way they come."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from haicap.kernel import messages
from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import Actor, Role
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import PlanStatus
from haicap.reorganisation.models import PlanRow
from tests.reorganisation.cast import leader, official, planner
from tests.reorganisation.eve import DAY, EVENING, MORNING
from tests.reorganisation.plans import act, applied, approved, merger, plan
from tests.reorganisation.test_other_kinds import reparented

Frozen = Callable[[str | datetime], datetime]

pytestmark = pytest.mark.django_db

OLD = ("06652", "06655", "06658")  # wards of Quảng Ninh (22)
NEW = ("06652", "Phường Thử Nghiệm")
ABROAD = merger(("24988", "Xã Nơi Khác"), "24988", province="68", clause="2", kind="renamed") | {"edges": []}
LATER = datetime.fromisoformat("2025-07-08T09:00:00+07:00")


def refusals(step: Callable[[], object]) -> Iterator[tuple[str, str | None, object]]:
    with pytest.raises(RefusalError) as refused:
        step()
    for each in refused.value.refusals:
        assert messages.words(each)
        yield each.code.partition(".")[2], each.field, each.facts.get("unit")


def proposed(actor: Actor, *changes: Any) -> object:
    return reorganisation.propose(actor=actor, document=plan(*changes), at=EVENING)


def test_a_stranger_neither_approves_nor_withdraws_nor_applies(frozen: Frozen) -> None:
    frozen(EVENING)
    waiting = reorganisation.propose(actor=planner(), document=plan(merger(NEW, *OLD)), at=EVENING).id
    stranger, other = leader("68"), planner("68")
    for step in (
        lambda: reorganisation.approve(actor=stranger, plan_id=waiting, at=EVENING),
        lambda: reorganisation.withdraw(actor=other, plan_id=waiting, at=EVENING),
    ):
        assert list(refusals(step)) == [("unknown_plan", None, None)]
    reorganisation.approve(actor=leader(), plan_id=waiting, at=EVENING)
    at = frozen(MORNING)
    stranger, own = leader("68", DAY), leader("22", DAY)
    for step in (
        lambda: reorganisation.withdraw(actor=stranger, plan_id=waiting, at=at),
        lambda: reorganisation.apply(actor=stranger, plan_id=waiting, at=at),
    ):
        assert list(refusals(step)) == [("unknown_plan", None, None)]
    assert PlanRow.objects.get().status == PlanStatus.APPROVED
    assert reorganisation.apply(actor=own, plan_id=waiting, at=at).status is PlanStatus.APPLIED


def test_whoever_may_not_plan_may_not_apply_and_the_timer_may(frozen: Frozen) -> None:
    frozen(EVENING)
    card = approved(plan(merger(NEW, *OLD)))
    at = frozen(MORNING)
    chair = official("06661", Role.CHAIR, DAY)
    with pytest.raises(RefusalError, match="not_a_planner"):
        reorganisation.apply(actor=chair, plan_id=card.id, at=at)
    assert reorganisation.apply(plan_id=card.id, at=at).status is PlanStatus.APPLIED


def test_a_stranger_proposes_no_annulment_and_decides_none(frozen: Frozen) -> None:
    frozen(EVENING)
    card = applied(plan(merger(NEW, *OLD)))
    at = frozen(LATER)
    stranger, author = leader("68", at.date()), planner("22", at.date())
    propose = reorganisation.propose_annulment
    assert [
        code for code, *_ in refusals(lambda: propose(actor=stranger, plan_id=card.id, act=act(), at=at))
    ] == ["unknown_plan"]
    asked = propose(actor=author, plan_id=card.id, act=act(), at=at).id
    for step in (
        lambda: reorganisation.confirm_annulment(actor=stranger, annulment_id=asked, at=at),
        lambda: reorganisation.decline_annulment(actor=stranger, annulment_id=asked, note="", at=at),
    ):
        assert [code for code, *_ in refusals(step)] == ["unknown_annulment"]
    assert PlanRow.objects.get().status == PlanStatus.APPLIED


def test_every_clause_is_about_the_authors_province_on_one_side(frozen: Frozen) -> None:
    frozen(EVENING)
    own = merger(NEW, *OLD)
    assert list(refusals(lambda: proposed(planner("22"), own, ABROAD))) == [
        ("unit_elsewhere", "changes.1", "24988")
    ]
    assert list(refusals(lambda: proposed(planner("68"), own, ABROAD))) == [
        ("unit_elsewhere", "changes.0", OLD[0])
    ]
    assert PlanRow.objects.count() == 0


@pytest.mark.parametrize("province", ["22", "68"])
def test_a_ward_that_changes_its_province_may_be_planned_for_by_either(frozen: Frozen, province: str) -> None:
    frozen(EVENING)
    assert proposed(planner(province), reparented())


def test_a_province_itself_is_its_own(frozen: Frozen) -> None:
    frozen(EVENING)
    name = {"code": "22", "name": "Tỉnh Thử Nghiệm", "province_code": ""}
    change = {"kind": "renamed", "clause": "1", "ends": ["22"], "begins": [name], "edges": []}
    assert list(refusals(lambda: proposed(planner("68"), change))) == [("unit_elsewhere", "changes.0", "22")]
    assert proposed(planner("22"), change)
