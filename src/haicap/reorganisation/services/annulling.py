"""Undoing an applied plan: proposed by one person, decided by another, then done in one transaction with proof."""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from haicap.kernel import clock, memory, text
from haicap.kernel.errors import RefusalError, refuse, require
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, PersonId
from haicap.reorganisation.contract import (
    AnnullingAct,
    AnnulmentCard,
    AnnulmentId,
    AnnulmentStatus,
    PlanCard,
    PlanId,
    PlanStatus,
    Proved,
)
from haicap.reorganisation.domain import annulments as rule
from haicap.reorganisation.domain import conservation, plan_document, policies
from haicap.reorganisation.models import AnnulmentRow, PlanRow
from haicap.reorganisation.selectors import annulments, carriers, moves
from haicap.reorganisation.selectors.plans import card_of, of_province
from haicap.reorganisation.services import hamlet_changes
from haicap.reorganisation.services.applying import one_at_a_time, prove, standing
from haicap.reorganisation.services.proposing import label, locked
from haicap.territory import api as territory
from haicap.territory.contract import UnitId


@transaction.atomic
def propose(*, actor: Actor, plan_id: PlanId, act: AnnullingAct, at: datetime) -> AnnulmentCard:
    """Keep a proposal to annul an applied plan until another person decides; nothing else changes.

    Refused: `reorganisation.not_a_planner`, `unknown_plan`, `wrong_status`, `annulment_waits`, what is wrong with the
    act (`annulment_untold`, `annulment_same_act`, `annulment_early`) and `annulled_today`, `window_over` or what
    `territory.annullable` finds.
    """
    require(policies.may_propose(actor, organisation.agency(actor.agency_id)))
    row = locked(actor, plan_id, PlanStatus.APPLIED)
    told = AnnullingAct(
        text.clean(act.instrument), text.clean(act.reason), text.clean(act.body), act.decided_on
    )
    today = clock.local_day(at)
    wrong = (
        *rule.faults(told, row.instrument, today),
        *annulments.in_the_way(plan_document.read(row.content), told, today),
    )
    if wrong:
        raise RefusalError(*wrong)
    return annulments.card_of(_kept(actor, row, told, at))


@transaction.atomic
def decline(*, actor: Actor, annulment_id: AnnulmentId, note: str, at: datetime) -> AnnulmentCard:
    """The second person's no, or the author's who takes it back; the plan stays applied.

    Refused: `reorganisation.not_a_leader`, `unknown_annulment`, `annulment_decided`.
    """
    _, proposal = _waiting(actor, annulment_id)
    require(rule.may_decline(actor, PersonId(proposal.proposed_by)))
    proposal.note = text.clean(note)
    _decide(proposal, AnnulmentStatus.DECLINED, actor, at)
    return annulments.card_of(proposal)


@memory.apart()
@transaction.atomic
def confirm(*, actor: Actor, annulment_id: AnnulmentId, at: datetime) -> PlanCard:
    """The second person's yes: the plan is undone from today on by a new act. Old units stand again, newer records
    keep one owner, and before = after or nothing happens.

    Refused: `reorganisation.not_a_leader`, `own_annulment`, `unknown_annulment`, `annulment_decided`,
    `annulled_today` (on the plan's own day), `window_over`, `not_conserved`, and what `territory.annul` and
    `territory.restore_hamlets` find.
    """
    one_at_a_time()
    row, proposal = _waiting(actor, annulment_id)
    require(rule.may_confirm(actor, PersonId(proposal.proposed_by)))
    plan, day = plan_document.read(row.content), clock.local_day(at)
    require(rule.untimely(row.effective_on, plan.window_days, day))
    move = moves.again(row.id, plan, row.units)
    units = list(standing(move))
    carriers.hold(units)
    marks = carriers.marks(units)
    before = carriers.conserved(units, day)
    act = annulments.act_on_the_map(plan, annulments.card_of(proposal).act, day)
    if plan.enactment.changes:
        territory.annul(act, at=at)
    lines = hamlet_changes.give_back(row.units.get("hamlets", {}), act, officer=label(actor), at=at)
    for carrier in carriers.carriers():
        carrier.undo(move, day, at)
    again = [*(UnitId(unit) for unit in row.units["ended"]), *moves.beside(row.units)]
    after = carriers.conserved(again, day)
    report = conservation.compare(before, after, owners=None, cards={}, marks=marks)
    prove(row, replace(report, lines=(*report.lines, *lines)), Proved.ANNULLED, at)
    row.status, row.annulled_at, row.annulled_on = PlanStatus.ANNULLED, at, day
    row.annulled_label = f"{proposal.proposed_label}; {label(actor)}"
    row.save()
    _decide(proposal, AnnulmentStatus.CONFIRMED, actor, at)
    return card_of(row)


@memory.apart()
@transaction.atomic
def annul(*, plan_id: PlanId, act: AnnullingAct, author: Actor, approver: Actor, at: datetime) -> PlanCard:
    """Both people at once, for the command line: all of it or nothing. Refused as by `propose` and `confirm`."""
    proposal = propose(actor=author, plan_id=plan_id, act=act, at=at)
    return confirm(actor=approver, annulment_id=proposal.id, at=at)


def _kept(actor: Actor, row: PlanRow, act: AnnullingAct, at: datetime) -> AnnulmentRow:
    try:
        with transaction.atomic():
            return AnnulmentRow.objects.create(
                plan=row,
                status=AnnulmentStatus.WAITING,
                instrument=act.instrument,
                body=act.body,
                decided_on=act.decided_on,
                reason=act.reason,
                proposed_by=actor.person_id,
                proposed_label=label(actor),
                proposed_at=at,
            )
    except IntegrityError as problem:
        raise refuse("reorganisation.annulment_waits", instrument=row.instrument) from problem


def _waiting(actor: Actor, annulment_id: AnnulmentId) -> tuple[PlanRow, AnnulmentRow]:
    """The plan and the proposal that waits, both locked, the plan first: of two who decide, one comes second."""
    mine = AnnulmentRow.objects.filter(id=annulment_id, plan__in=of_province(actor))
    plan_id = mine.values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise refuse("reorganisation.unknown_annulment")
    row = locked(actor, PlanId(plan_id), PlanStatus.APPLIED, PlanStatus.ANNULLED)
    proposal = AnnulmentRow.objects.select_for_update(of=("self",)).get(id=annulment_id)
    if proposal.status != AnnulmentStatus.WAITING:
        raise refuse("reorganisation.annulment_decided", who=proposal.decided_label)
    return row, proposal


def _decide(proposal: AnnulmentRow, status: AnnulmentStatus, actor: Actor, at: datetime) -> None:
    proposal.status, proposal.decided_by, proposal.decided_at = status, actor.person_id, at
    proposal.decided_label = label(actor)
    proposal.save(update_fields=["status", "note", "decided_by", "decided_label", "decided_at"])
