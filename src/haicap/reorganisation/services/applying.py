"""Carrying an approved plan out: one transaction, all carriers, proof or nothing.

Two appliers wait for each other (advisory lock) and the second finds the work done. Whatever would change what is
conserved waits until the end: intakes and acts of the units concerned, nobody else's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from django.db import connection, transaction

from haicap.kernel import clock, memory
from haicap.kernel.errors import RefusalError, refuse, require
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, Move
from haicap.platform import outbox
from haicap.reorganisation.contract import (
    EVENT_PROVED,
    Plan,
    PlanCard,
    PlanId,
    PlanStatus,
    Proved,
    Report,
)
from haicap.reorganisation.domain import conservation, heirs, plan_document, policies
from haicap.reorganisation.domain.sheet_rows import MOST_REASONS
from haicap.reorganisation.models import PlanRow, ReportRow
from haicap.reorganisation.selectors import carriers, moves
from haicap.reorganisation.selectors.custody import handed_over
from haicap.reorganisation.selectors.hamlet_plans import hamlet_plan
from haicap.reorganisation.selectors.plans import card_of
from haicap.reorganisation.selectors.preview import ending, late_records
from haicap.reorganisation.services import hamlet_changes
from haicap.reorganisation.services.proposing import label, locked
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard, UnitId


@memory.apart()
@transaction.atomic
def apply(*, plan_id: PlanId, at: datetime, actor: Actor | None = None) -> PlanCard:
    """Carry out an approved plan on its day (or later, where no record came to its units since).

    `actor` None: the job or the server's command line. Refused: `reorganisation.not_a_planner`, `too_early`,
    `later_records`, `wrong_status`, `unknown_plan`, `not_conserved` (with the lines), and what `territory.enact` finds.
    """
    if actor is not None:
        require(policies.may_propose(actor, organisation.agency(actor.agency_id)))
    one_at_a_time()
    row = locked(actor, plan_id, PlanStatus.APPROVED)
    plan = plan_document.read(row.content)
    _require_day(plan, at)
    old, hamlets = ending(plan), hamlet_plan(plan)
    if hamlets.findings:
        raise RefusalError(*hamlets.findings[:MOST_REASONS])
    before_units = [*(card.unit_id for card in old), *moves.heirs_beside(plan, old)]
    carriers.hold(before_units)
    marks = carriers.marks(before_units)
    before = carriers.conserved(before_units, row.effective_on)
    successions = territory.enact(plan.enactment, at=at) if plan.enactment.changes else ()
    lines, kept = hamlet_changes.carry_out(plan, hamlets, officer=row.approved_label, at=at)
    move = heirs.move_of(
        row.id, plan.enactment, successions, moves.orphans(old, successions, row.effective_on)
    )
    for carrier in carriers.carriers():
        carrier.carry(move, at)
    owners = {unit: card.unit_id for unit, card in move.heirs.items()}
    after = standing(move)
    report = conservation.compare(
        before,
        carriers.conserved(list(after), row.effective_on),
        owners=owners,
        cards=after,
        marks=marks,
    )
    prove(row, replace(report, lines=(*report.lines, *lines)), Proved.APPLIED, at)
    row.status, row.units = PlanStatus.APPLIED, {**moves.ids(move), "hamlets": kept}
    row.applied_label, row.applied_at = label(actor) if actor else "", at
    row.save()
    return card_of(row)


def due(at: datetime) -> list[PlanId]:
    """Approved plans whose day has come, oldest first."""
    rows = PlanRow.objects.filter(status=PlanStatus.APPROVED, effective_on__lte=clock.local_day(at))
    return [PlanId(pk) for pk in rows.order_by("effective_on", "id").values_list("id", flat=True)]


def one_at_a_time() -> None:
    """Until this transaction ends no other plan is applied or annulled; what it waits and works for may take longer."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '10min'; SET LOCAL lock_timeout = '60s'")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('reorganisation', 0))")


def _require_day(plan: Plan, at: datetime) -> None:
    day, on = clock.local_day(at), plan.enactment.effective_on
    if day < on:
        raise refuse("reorganisation.too_early", on=on)
    if day > on:
        require(late_records(plan))


def standing(move: Move) -> Mapping[UnitId, UnitCard]:
    """Who owns something afterwards: units that begin, that go on, and heirs of those that ended alone."""
    cards: Sequence[UnitCard] = (*move.begun, *(after for _, after in move.kept), *move.heirs.values())
    return {card.unit_id: card for card in cards}


def prove(row: PlanRow, report: Report, proved: Proved, at: datetime) -> None:
    """Keep the report of a step with the plan and tell that it waits for its seal.

    Refused: `reorganisation.not_conserved` where a line does not hold.
    """
    broken = [line for line in report.lines if not line.holds]
    if broken:
        first = broken[0]
        raise refuse(
            "reorganisation.not_conserved",
            lines=len(broken),
            what=first.name,
            unit=first.unit,
            before=first.before,
            after=first.after,
        )
    row.report = plan_document.plain(asdict(replace(report, custody=handed_over(PlanId(row.id)))))
    row.report_sha256 = plan_document.digest(row.report)
    kept = ReportRow.objects.create(
        plan=row, proved=proved.value, content=row.report, sha256=row.report_sha256, made_at=at
    )
    outbox.tell(
        type=EVENT_PROVED, subject=f"plan:{row.id}", data={"report": kept.id, "proved": proved.value}, at=at
    )
