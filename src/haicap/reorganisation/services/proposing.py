"""A plan on its way to the day: proposed by one person, approved by another, withdrawn while nothing was done."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from haicap.kernel.errors import Refusal, RefusalError, refuse, require
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, PersonId
from haicap.reorganisation.contract import Plan, PlanCard, PlanId, PlanStatus
from haicap.reorganisation.domain import plan_document, policies
from haicap.reorganisation.domain.sheet_rows import MOST_REASONS
from haicap.reorganisation.models import PlanRow
from haicap.reorganisation.selectors.plans import card_of, of_province
from haicap.reorganisation.selectors.preview import preview
from haicap.territory import api as territory


def propose(*, actor: Actor, document: Mapping[str, Any], at: datetime) -> PlanCard:
    """Keep a plan for approval. The same plan is kept once.

    Refused: what `plan_document.read`, `territory.examine` and `hamlet_plan` find, `reorganisation.not_a_planner`,
    `reorganisation.already_proposed`, `reorganisation.hamlet_elsewhere`, `reorganisation.unit_elsewhere`.
    """
    require(policies.may_propose(actor, organisation.agency(actor.agency_id)))
    plan = plan_document.read(document)
    _require_own_units(actor, plan)
    _require_own_hamlets(actor, plan)
    shown = preview(plan)
    if PlanRow.objects.filter(sha256=shown.sha256).exclude(status__in=_OVER).exists():
        raise refuse("reorganisation.already_proposed", instrument=plan.enactment.instrument)
    if shown.findings:
        raise RefusalError(*shown.findings[:MOST_REASONS])
    try:
        with transaction.atomic():
            row = PlanRow.objects.create(
                province=actor.province_code,
                status=PlanStatus.PROPOSED,
                instrument=plan.enactment.instrument,
                effective_on=plan.enactment.effective_on,
                content=plan_document.write(plan),
                sha256=shown.sha256,
                proposed_by=actor.person_id,
                proposed_label=label(actor),
                proposed_at=at,
            )
    except IntegrityError as problem:
        raise refuse("reorganisation.already_proposed", instrument=plan.enactment.instrument) from problem
    return card_of(row)


@transaction.atomic
def approve(*, actor: Actor, plan_id: PlanId, at: datetime) -> PlanCard:
    """The second person's yes to exactly this content.

    Refused: `reorganisation.not_a_leader`, `own_plan`, `wrong_status`, `unknown_plan`.
    """
    row = locked(actor, plan_id, PlanStatus.PROPOSED)
    require(policies.may_approve(actor, PersonId(row.proposed_by)))
    row.status = PlanStatus.APPROVED
    row.approved_by, row.approved_label, row.approved_at = actor.person_id, label(actor), at
    row.save(update_fields=["status", "approved_by", "approved_label", "approved_at"])
    return card_of(row)


@transaction.atomic
def withdraw(*, actor: Actor, plan_id: PlanId, at: datetime) -> PlanCard:
    """Take a plan back that was not applied. Refused: `not_a_planner`, `wrong_status`, `unknown_plan`."""
    require(policies.may_propose(actor, organisation.agency(actor.agency_id)))
    row = locked(actor, plan_id, PlanStatus.PROPOSED, PlanStatus.APPROVED)
    row.status, row.approved_by, row.approved_at = PlanStatus.WITHDRAWN, None, None
    row.save(update_fields=["status", "approved_by", "approved_at"])
    return card_of(row)


def _require_own_units(actor: Actor, plan: Plan) -> None:
    """Each clause is about the author's provinces on one side at least: what ends on the eve, or what begins.

    What nobody knows on the eve and what begins nothing is left to `territory.examine`.
    """
    eve = plan.enactment.effective_on - timedelta(days=1)
    wrong = []
    for number, change in enumerate(plan.enactment.changes):
        ends = [card for code in change.ends if (card := territory.unit_on(code, eve)) is not None]
        stands_in = {card.code if card.is_province else card.province_code for card in ends}
        stands_in |= {unit.province_code or unit.code for unit in change.begins}
        if stands_in and stands_in.isdisjoint(actor.provinces):
            unit = (*change.ends, *(unit.code for unit in change.begins))[0]
            wrong.append(Refusal("reorganisation.unit_elsewhere", {"unit": unit}, f"changes.{number}"))
    if wrong:
        raise RefusalError(*wrong[:MOST_REASONS])


def _require_own_hamlets(actor: Actor, plan: Plan) -> None:
    """Hamlets are named by the province of their communes."""
    eve = plan.enactment.effective_on - timedelta(days=1)
    for code in sorted({row.commune for row in plan.hamlets}):
        card = territory.unit_on(code, eve)
        if card is not None and card.province_code not in actor.provinces:
            raise refuse("reorganisation.hamlet_elsewhere", field="hamlets", unit=code)


def locked(actor: Actor | None, plan_id: PlanId, *wanted: PlanStatus) -> PlanRow:
    """The row, locked, in one of the statuses `wanted`; `actor` None is the server itself.

    Refused: `unknown_plan` (also a plan of another province), `wrong_status` (what it is).
    """
    row = of_province(actor).select_for_update(of=("self",)).filter(id=plan_id).first()
    if row is None:
        raise refuse("reorganisation.unknown_plan", plan=plan_id)
    if row.status not in wanted:
        raise refuse("reorganisation.wrong_status", status=row.status, instrument=row.instrument)
    return row


def label(actor: Actor) -> str:
    """How a step names whoever did it."""
    return f"{actor.person_name}, {actor.post_title}"


_OVER = [PlanStatus.WITHDRAWN.value, PlanStatus.ANNULLED.value]
