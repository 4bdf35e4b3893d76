"""An applied plan is taken back by two people: proposed, shown with what is in the way, decided once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import Role
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import AnnulmentCard, AnnulmentId, AnnulmentStatus, PlanCard, PlanStatus
from haicap.reorganisation.models import AnnulmentRow, PlanRow
from haicap.reorganisation.selectors.annulments import restoration
from haicap.territory import api as territory
from tests.reorganisation.cast import leader, official, planner
from tests.reorganisation.eve import DAY, EVE, EVENING, MORNING
from tests.reorganisation.intakes import receive
from tests.reorganisation.plans import act, applied, approved, merger, plan

Frozen = Callable[[str | datetime], datetime]

pytestmark = pytest.mark.django_db

OLD = ("06652", "06655", "06658")  # three wards of the old Hạ Long
NEW = ("06652", "Phường Thử Nghiệm")
LATER = datetime.fromisoformat("2025-07-08T09:00:00+07:00")
TODAY = LATER.date()


def done(frozen: Frozen, **more: object) -> PlanCard:
    """An applied merger, a week later."""
    frozen(EVENING)
    card = applied({**plan(merger(NEW, *OLD)), **more})
    frozen(LATER)
    return card


def proposed(card: PlanCard) -> AnnulmentCard:
    return reorganisation.propose_annulment(actor=planner("22", TODAY), plan_id=card.id, act=act(), at=LATER)


def codes(refused: pytest.ExceptionInfo[RefusalError]) -> set[str]:
    return {each.code.partition(".")[2] for each in refused.value.refusals}


def test_one_proposes_and_nothing_happens_until_another_confirms(frozen: Frozen) -> None:
    card = done(frozen)
    asked = proposed(card)
    assert reorganisation.plan_card(card.id).annulment == asked
    assert territory.require_unit(OLD[0], TODAY).name == NEW[1]
    back = reorganisation.confirm_annulment(actor=leader("22", TODAY), annulment_id=asked.id, at=LATER)
    assert (back.status, back.annulment) == (PlanStatus.ANNULLED, None)
    assert back.report is not None and back.report.holds
    assert [territory.require_unit(code, TODAY).name for code in OLD] == [
        territory.require_unit(code, EVE).name for code in OLD
    ]
    (one,) = back.annulments
    assert (one.status, one.act.reason) == (AnnulmentStatus.CONFIRMED, "Trái thẩm quyền")
    assert back.annulled is not None and one.decided is not None
    assert back.annulled.label == f"{one.proposed.label}; {one.decided.label}"


def test_who_may_propose_and_who_may_decide(frozen: Frozen) -> None:
    card = done(frozen)
    stranger = official(NEW[0], Role.CHAIR, TODAY)
    abroad = leader("68", TODAY)
    with pytest.raises(RefusalError, match="not_a_planner"):
        reorganisation.propose_annulment(actor=stranger, plan_id=card.id, act=act(), at=LATER)
    with pytest.raises(RefusalError, match="unknown_plan"):
        reorganisation.propose_annulment(actor=abroad, plan_id=card.id, act=act(), at=LATER)
    author = leader("22", TODAY)
    asked = reorganisation.propose_annulment(actor=author, plan_id=card.id, act=act(), at=LATER)
    for actor, why in (
        (author, "own_annulment"),
        (planner("22", TODAY), "not_a_leader"),
        (abroad, "unknown_annulment"),
    ):
        with pytest.raises(RefusalError, match=why):
            reorganisation.confirm_annulment(actor=actor, annulment_id=asked.id, at=LATER)
    for actor, why in ((planner("22", TODAY), "not_a_leader"), (abroad, "unknown_annulment")):
        with pytest.raises(RefusalError, match=why):
            reorganisation.decline_annulment(actor=actor, annulment_id=asked.id, note="", at=LATER)
    with pytest.raises(RefusalError, match="unknown_annulment"):
        reorganisation.confirm_annulment(actor=author, annulment_id=AnnulmentId(uuid4()), at=LATER)
    assert reorganisation.plan_card(card.id).status is PlanStatus.APPLIED


def test_what_was_declined_or_taken_back_cannot_be_confirmed_and_may_be_proposed_anew(frozen: Frozen) -> None:
    card = done(frozen)
    other, author = leader("22", TODAY), planner("22", TODAY)
    for actor, note in ((other, "Chưa đủ căn cứ"), (author, "")):
        asked = proposed(card)
        with pytest.raises(RefusalError, match="annulment_waits"):
            proposed(card)
        told = reorganisation.decline_annulment(actor=actor, annulment_id=asked.id, note=note, at=LATER)
        assert (told.status, told.note) == (AnnulmentStatus.DECLINED, note)
        with pytest.raises(RefusalError, match="annulment_decided"):
            reorganisation.confirm_annulment(actor=other, annulment_id=asked.id, at=LATER)
        with pytest.raises(RefusalError, match="annulment_decided"):
            reorganisation.decline_annulment(actor=other, annulment_id=asked.id, note="", at=LATER)
    assert reorganisation.plan_card(card.id).status is PlanStatus.APPLIED
    assert len(reorganisation.plan_card(card.id).annulments) == 2


def test_an_act_that_is_none_is_named_word_by_word(frozen: Frozen) -> None:
    card = done(frozen)
    bad = replace(act(" ", "\t"), decided_on=TODAY + timedelta(days=1))
    with pytest.raises(RefusalError) as refused:
        reorganisation.propose_annulment(actor=planner("22", TODAY), plan_id=card.id, act=bad, at=LATER)
    assert codes(refused) == {"annulment_untold", "annulment_early"}
    assert {each.field for each in refused.value.refusals} == {"instrument", "reason", "decided_on"}
    with pytest.raises(RefusalError, match="annulment_same_act"):
        reorganisation.propose_annulment(
            actor=planner("22", TODAY), plan_id=card.id, act=act(card.instrument), at=LATER
        )
    assert not AnnulmentRow.objects.exists()


def test_the_window_binds_whoever_proposes_and_whoever_confirms(frozen: Frozen) -> None:
    card = done(frozen, window_days=10)
    asked = proposed(card)
    last, late = frozen(MORNING + timedelta(days=10)), MORNING + timedelta(days=11)
    row = PlanRow.objects.get(id=card.id)
    assert restoration(row, asked.act, last.date()).findings == ()
    frozen(late)
    assert [one.code for one in restoration(row, asked.act, late.date()).findings] == [
        "reorganisation.window_over"
    ]
    with pytest.raises(RefusalError, match="window_over"):
        reorganisation.confirm_annulment(actor=leader("22", late.date()), annulment_id=asked.id, at=late)
    reorganisation.decline_annulment(actor=leader("22", late.date()), annulment_id=asked.id, note="", at=late)
    with pytest.raises(RefusalError, match="window_over"):
        reorganisation.propose_annulment(
            actor=planner("22", late.date()), plan_id=card.id, act=act(), at=late
        )


def test_only_what_was_applied_can_be_annulled(frozen: Frozen) -> None:
    frozen(EVENING)
    card = approved(plan(merger(NEW, *OLD)))
    with pytest.raises(RefusalError, match="wrong_status"):
        reorganisation.propose_annulment(actor=planner(), plan_id=card.id, act=act(), at=EVENING)
    row = AnnulmentRow(
        plan_id=card.id,
        status="waiting",
        instrument="9/NQ",
        reason="x",
        proposed_by=1,
        proposed_label="x",
        proposed_at=EVENING,
    )
    with pytest.raises(IntegrityError, match="is not applied"), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"reason": " \t"}, "reorganisation_annulment_told"),
        ({"instrument": ""}, "reorganisation_annulment_told"),
        ({"status": "eaten", "decided_by": 2, "decided_at": LATER}, "reorganisation_annulment_status"),
        ({"status": "confirmed"}, "reorganisation_annulment_decided"),
        ({"status": "declined", "decided_by": 2}, "reorganisation_annulment_decided"),
        (
            {"status": "confirmed", "decided_by": 1, "decided_at": LATER},
            "reorganisation_annulment_two_people",
        ),
    ],
)
def test_the_database_holds_the_rules(frozen: Frozen, change: dict[str, object], constraint: str) -> None:
    card = done(frozen)
    told = {
        "instrument": "9/NQ",
        "reason": "x",
        "proposed_by": 1,
        "proposed_label": "x",
        "proposed_at": LATER,
    }
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        AnnulmentRow.objects.create(plan_id=card.id, **{"status": "waiting", **told, **change})


def test_a_decided_proposal_is_never_rewritten_nor_removed(frozen: Frozen) -> None:
    card = done(frozen)
    asked = proposed(card)
    rows = AnnulmentRow.objects.filter(id=asked.id)
    with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
        rows.update(reason="khác")
    reorganisation.decline_annulment(actor=leader("22", TODAY), annulment_id=asked.id, note="", at=LATER)
    for rewrite in (lambda: rows.update(status="waiting", decided_by=None, decided_at=None), rows.delete):
        with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
            rewrite()


def test_dossiers_received_since_are_named_before_and_belong_to_the_main_predecessor_after(
    frozen: Frozen,
) -> None:
    card = done(frozen)
    for _ in range(2):
        receive(official(NEW[0], Role.RECEIVER, DAY), NEW[0], LATER)
    shown = restoration(PlanRow.objects.get(id=card.id), act(), TODAY)
    assert shown.findings == ()
    (one,) = shown.ceases
    assert (one.name, one.newer, one.heir) == (NEW[1], 2, "Phường Hà Phong (06652)")
    assert [each.code for each in shown.restores] == list(OLD)
    assert all(each.holds["appointments"] and each.holds["bodies"] for each in shown.restores)
    assert not any("since" in each.holds for each in shown.restores)
    asked = proposed(card)
    back = reorganisation.confirm_annulment(actor=leader("22", TODAY), annulment_id=asked.id, at=LATER)
    assert back.report is not None and back.report.holds


def test_a_later_act_on_the_map_stands_in_the_way_and_is_named(frozen: Frozen) -> None:
    card = done(frozen)
    change = merger((NEW[0], "Phường Tên Sau"), NEW[0], kind="renamed")
    change["edges"] = []
    document = reorganisation.write_document(
        reorganisation.read_document(plan(change, instrument="2/NQ-TEST", on=TODAY))
    )
    later = reorganisation.propose(actor=planner("22", TODAY), document=document, at=LATER)
    reorganisation.approve(actor=leader("22", TODAY), plan_id=later.id, at=LATER)
    reorganisation.apply(plan_id=later.id, at=LATER)
    shown = restoration(PlanRow.objects.get(id=card.id), act(), TODAY)
    assert {each.code for each in shown.findings} == {"territory.annul_built_upon"}
    assert {each.facts["name"] for each in shown.findings} == {NEW[1], "Phường Tên Sau"}
    with pytest.raises(RefusalError, match="annul_built_upon"):
        proposed(card)


def test_an_annulment_leaves_alone_what_another_plan_did_by_the_same_instrument(frozen: Frozen) -> None:
    frozen(EVENING)
    one = applied(plan(merger(NEW, *OLD, clause="1")))
    other = applied(plan(merger(("06661", "Phường Kia"), "06661", "06664", clause="2")))
    assert one.instrument == other.instrument
    frozen(LATER)
    asked = proposed(one)
    reorganisation.confirm_annulment(actor=leader("22", TODAY), annulment_id=asked.id, at=LATER)
    assert territory.require_unit("06661", TODAY).name == "Phường Kia"
    assert reorganisation.plan_card(other.id).status is PlanStatus.APPLIED


def test_nothing_is_half_done_where_the_proof_fails(frozen: Frozen, monkeypatch: pytest.MonkeyPatch) -> None:
    from haicap.dossiers.services.carrying import DossierCarrier

    card = done(frozen)
    asked = proposed(card)
    seen = iter([DossierCarrier.conserved, lambda *_: ()])
    monkeypatch.setattr(DossierCarrier, "conserved", lambda *told: next(seen)(*told))  # noqa: PLW0108 - one after the other
    with pytest.raises(RefusalError, match="not_conserved"):
        reorganisation.confirm_annulment(actor=leader("22", TODAY), annulment_id=asked.id, at=LATER)
    assert reorganisation.plan_card(card.id).annulment == asked
    assert territory.require_unit(OLD[0], TODAY).name == NEW[1]
