"""A plan's life: refused with every fault, approved by another, applied once, annulled so that every answer is back."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from haicap.documents.models.forms import FormCounter
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, ListFilter, Period
from haicap.dossiers.models import Dossier
from haicap.kernel.errors import RefusalError
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, Capacity, Role
from haicap.organisation.models import Appointment
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import PlanStatus
from haicap.territory import api as territory
from haicap.territory.contract import UnitId
from tests.reorganisation.cast import leader, official, planner
from tests.reorganisation.eve import DAY, EVE, EVENING, MORNING
from tests.reorganisation.intakes import receive
from tests.reorganisation.plans import annulled, applied, approved, edge, merger, plan

Frozen = Callable[[str | datetime], datetime]

pytestmark = pytest.mark.django_db

OLD = ("06652", "06655", "06658")  # three wards of the old Hạ Long
NEW = ("06652", "Phường Thử Nghiệm")
LATER = datetime.fromisoformat("2025-07-08T09:00:00+07:00")


def codes(refused: pytest.ExceptionInfo[RefusalError]) -> set[str]:
    return {each.code for each in refused.value.refusals}


def chair(code: str) -> Actor:
    """The chair on the eve, not a deputy."""
    committee = organisation.committee_of_unit(territory.require_unit(code, EVE).unit_id).id
    held = [
        organisation.actor_of_appointment(card.id, EVE)
        for card in organisation.holders(committee, Role.CHAIR, EVE)
    ]
    return next(actor for actor in held if actor.capacity is Capacity.COLLECTIVE)


def answers(day: date) -> Mapping[str, Any]:
    """What the old communes' officials and the province are told."""
    told: dict[str, Any] = {}
    for code in OLD:
        actor = official(code, Role.SPECIALIST, day, field="Hộ tịch")
        unit = territory.require_unit(code, day).unit_id
        month = Period(date(2025, 5, 1), EVE)
        now = EVENING
        told[code] = (
            actor.agencies,
            dossiers.count(actor=actor, filter=ListFilter(), now=now),
            dossiers.count(actor=actor, filter=ListFilter(desk=True), now=now),
            dossiers.figures(actor=actor, units=[unit], period=month, now=now),
            organisation.centre_of_unit(unit),
            actor.post_title,
        )
    return told


def test_a_merger_is_applied_once_and_only_on_its_day(frozen: Frozen) -> None:
    frozen(EVENING)
    card = approved(plan(merger(NEW, *OLD)))
    with pytest.raises(RefusalError, match="too_early"):
        reorganisation.apply(plan_id=card.id, at=EVENING)
    frozen(MORNING)
    assert reorganisation.due(MORNING) == [card.id]
    done = reorganisation.apply(plan_id=card.id, at=MORNING)
    assert done.status is PlanStatus.APPLIED
    with pytest.raises(RefusalError, match="wrong_status"):
        reorganisation.apply(plan_id=card.id, at=MORNING)
    with pytest.raises(RefusalError, match="already_proposed"):
        approved(plan(merger(NEW, *OLD)), at=MORNING)


def test_two_people_of_the_province_decide(frozen: Frozen) -> None:
    frozen(EVENING)
    author = leader("22")
    document = plan(merger(NEW, *OLD))
    with pytest.raises(RefusalError, match="not_a_planner"):
        reorganisation.propose(actor=official(OLD[0], Role.CHAIR, EVE), document=document, at=EVENING)
    card = reorganisation.propose(actor=author, document=document, at=EVENING)
    with pytest.raises(RefusalError, match="own_plan"):
        reorganisation.approve(actor=author, plan_id=card.id, at=EVENING)
    with pytest.raises(RefusalError, match="not_a_leader"):
        reorganisation.approve(actor=planner("22"), plan_id=card.id, at=EVENING)
    frozen(MORNING)
    with pytest.raises(RefusalError, match="wrong_status"):
        reorganisation.apply(plan_id=card.id, at=MORNING)
    reorganisation.withdraw(actor=author, plan_id=card.id, at=MORNING)
    assert reorganisation.plan_card(card.id).status is PlanStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (merger(NEW, OLD[0], OLD[0]), "territory.plan_unit_twice"),
        (merger(NEW, "99999"), "territory.plan_unit_unknown"),
        (merger(("06661", "Phường Khác"), OLD[0]), "territory.plan_code_in_use"),
        (merger(("66", "Phường Thử"), *OLD), "territory.plan_code_malformed"),
        (merger(NEW, *OLD, province="99"), "territory.plan_no_province"),
    ],
)
def test_bad_plans_are_named_and_nothing_is_kept(frozen: Frozen, change: Any, code: str) -> None:
    frozen(EVENING)
    with pytest.raises(RefusalError) as refused:
        approved(plan(change))
    assert code in codes(refused)
    assert reorganisation.plans(leader("22")) == ()


def test_a_day_in_the_past_with_later_records_is_refused(frozen: Frozen) -> None:
    frozen(EVENING)
    card = approved(plan(merger(NEW, *OLD)))
    frozen(LATER)
    receive(official(OLD[1], Role.RECEIVER, LATER.date()), OLD[1], LATER)
    with pytest.raises(RefusalError, match="later_records") as refused:
        reorganisation.apply(plan_id=card.id, at=LATER)
    assert refused.value.refusal.facts["count"] == 1


def test_people_keep_their_rights_and_other_heads_wait_to_be_placed(frozen: Frozen) -> None:
    frozen(EVENING)
    chairs = [chair(code) for code in OLD]
    receiver = official(OLD[2], Role.RECEIVER, EVE)
    applied(plan(merger(NEW, *OLD)))
    frozen(MORNING)
    first = organisation.actor_of_appointment(chairs[0].appointment_id, DAY)
    assert first.holds(Role.CHAIR) and first.unit_id == territory.require_unit(NEW[0], DAY).unit_id
    second = organisation.actor_of_appointment(chairs[1].appointment_id, DAY)
    assert (second.roles, second.post_title, second.agencies) == (
        frozenset(),
        "Chờ bố trí công tác",
        frozenset(),
    )
    carried = organisation.actor_of_appointment(receiver.appointment_id, DAY)
    assert carried.roles == receiver.roles and receiver.agency_id in carried.own
    assert receiver.appointment_id in carried.tenures


def test_numbers_go_on_under_a_code_of_its_own(frozen: Frozen) -> None:
    frozen(EVENING)
    old = official(OLD[0], Role.RECEIVER, EVE)
    before = receive(old, OLD[0], EVENING)
    applied(plan(merger(NEW, *OLD)))
    at = frozen(MORNING + timedelta(hours=8))
    after = receive(official(NEW[0], Role.RECEIVER), NEW[0], at)
    assert before.number.split("-")[0] != after.number.split("-")[0]
    tracked = dossiers.track(number=before.number, secret=before.secret)
    assert tracked is not None and tracked.due_at == before.due_at
    centre = organisation.agency(organisation.heir_of(tracked.returned_by))
    assert centre.name.endswith("phường Thử Nghiệm")


def test_numbers_of_forms_stay_under_the_unit_that_answers_for_them(frozen: Frozen) -> None:
    frozen(EVENING)
    for code, last in zip(OLD, (7, 5, 0), strict=True):
        centre = organisation.centre_of_unit(territory.require_unit(code, EVE).unit_id)
        FormCounter.objects.create(agency_id=centre.id, form="01", year=2025, last=last)
    card = applied(plan(merger(NEW, *OLD)))
    assert card.report is not None
    told = {line.code: (line.before, line.after) for line in card.report.lines if line.name == "forms"}
    assert told == {"": (12, 12), NEW[0]: (12, 12)}


def test_a_divided_unit_leaves_everything_to_who_got_the_rest_until_it_is_given_out(frozen: Frozen) -> None:
    frozen(EVENING)
    receipt = receive(official(OLD[0], Role.RECEIVER, EVE), OLD[0], EVENING)
    parts = {
        "kind": "divided",
        "clause": "1",
        "ends": [OLD[0]],
        "begins": [
            {"code": OLD[0], "name": "Phường Phần Lại", "province_code": "22"},
            {"code": "06990", "name": "Phường Phần Đầu", "province_code": "22"},
        ],
        "edges": [edge(OLD[0], "06990", "partial"), edge(OLD[0], OLD[0], "remainder")],
    }
    shown = reorganisation.preview(reorganisation.read_document(plan(parts)))
    assert [(one.owner_code, one.others) for one in shown.ends] == [(OLD[0], ("06990",))]
    card = applied(plan(parts))
    assert card.report is not None and card.report.holds
    at = frozen(MORNING + timedelta(hours=8))
    rest = official(OLD[0], Role.DIVISION_HEAD, field="Hộ tịch")
    assert dossiers.open_file(actor=rest, dossier_id=receipt.id)
    queue = ListFilter(left_by=rest_of(OLD[0]))
    assert receipt.id in {row.id for row in dossiers.listing(actor=rest, filter=queue, now=at, size=100).rows}
    deed = Deed(Action.TRANSFER_OUT, to_unit="06990", reason="Thôn 3 thuộc Phường Phần Đầu")
    dossiers.act(actor=rest, dossier_id=receipt.id, deed=deed, at=at)
    assert receipt.id not in {
        row.id for row in dossiers.listing(actor=rest, filter=queue, now=at, size=100).rows
    }
    unit = territory.require_unit("06990", DAY).unit_id
    assert Dossier.objects.get(pk=receipt.id).unit_id == unit


def rest_of(code: str) -> UnitId:
    """The unit that carried a code on the eve."""
    return territory.require_unit(code, EVE).unit_id


def test_an_annulment_gives_every_answer_back(frozen: Frozen) -> None:
    frozen(EVENING)
    receipt = receive(official(OLD[1], Role.RECEIVER, EVE), OLD[1], EVENING)
    before = answers(EVE)
    rows = list(Dossier.objects.order_by("id").values())
    card = applied(plan(merger(NEW, *OLD)))
    frozen(LATER)
    newer = receive(official(NEW[0], Role.RECEIVER, DAY), NEW[0], LATER)
    back = annulled(card, LATER)
    assert (back.status, back.report and back.report.holds) == (PlanStatus.ANNULLED, True)
    day = LATER.date()
    kept = Dossier.objects.filter(pk=newer.id)
    assert list(Dossier.objects.exclude(pk=newer.id).order_by("id").values()) == rows
    own = official(OLD[0], Role.SPECIALIST, day, field="Hộ tịch")
    assert dossiers.open_file(actor=own, dossier_id=newer.id), "the main predecessor owns what came meanwhile"
    for code in OLD[1:]:
        other = official(code, Role.SPECIALIST, day, field="Hộ tịch")
        assert not kept.in_scope_of(other).exists()
    after = answers(day)
    for code in OLD[1:]:
        assert after[code] == before[code]
    assert after[OLD[0]][1] == before[OLD[0]][1] + 1
    assert dossiers.open_file(actor=official(OLD[1], Role.RECEIVER, day), dossier_id=receipt.id)
    assert not Appointment.objects.filter(continues__isnull=False, ends_on__isnull=True).exists()


def test_an_annulment_has_its_window_and_its_two_people(frozen: Frozen) -> None:
    frozen(EVENING)
    card = applied(plan(merger(NEW, *OLD)))
    frozen(MORNING)
    with pytest.raises(RefusalError, match="annulled_today"):
        annulled(card, MORNING)
    late = frozen(MORNING + timedelta(days=91))
    with pytest.raises(RefusalError, match="window_over"):
        annulled(card, late)


@pytest.mark.parametrize("kind", ["absorbed", "renamed", "retyped"])
def test_units_that_go_on_keep_their_bodies(frozen: Frozen, kind: str) -> None:
    frozen(EVENING)
    old = territory.require_unit(OLD[0], EVE)
    body = organisation.committee_of_unit(old.unit_id)
    name = {"absorbed": old.name, "renamed": "Phường Tên Mới", "retyped": "Xã " + old.name.split(" ", 1)[1]}[
        kind
    ]
    ends = OLD if kind == "absorbed" else OLD[:1]
    change = merger((OLD[0], name), *ends, kind=kind)
    change["edges"] = [edge(code, OLD[0]) for code in ends] if kind == "absorbed" else []
    card = applied(plan(change))
    assert card.report is not None and card.report.holds
    frozen(MORNING)
    unit = territory.require_unit(OLD[0], DAY)
    now = organisation.committee_of_unit(unit.unit_id)
    assert (unit.unit_id, now.id) == (old.unit_id, body.id)
    assert now.name.endswith(name[:1].lower() + name[1:])
