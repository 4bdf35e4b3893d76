"""Plans as cards, newest first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from haicap.kernel.errors import refuse
from haicap.organisation.contract import Actor, PersonId
from haicap.reorganisation.contract import (
    ConservationLine,
    Plan,
    PlanCard,
    PlanId,
    PlanStatus,
    Report,
    Signed,
)
from haicap.reorganisation.domain import plan_document
from haicap.reorganisation.models import PlanRow
from haicap.territory import api as territory


def plans(actor: Actor) -> tuple[PlanCard, ...]:
    """All plans of the actor's province."""
    rows = PlanRow.objects.filter(province__in=sorted(actor.provinces))
    return tuple(card_of(row) for row in rows.order_by("-effective_on", "id"))


def plan_card(plan_id: PlanId) -> PlanCard:
    """One plan; `reorganisation.unknown_plan`."""
    row = PlanRow.objects.filter(id=plan_id).first()
    if row is None:
        raise refuse("reorganisation.unknown_plan", plan=plan_id)
    return card_of(row)


def plan_of(plan_id: PlanId) -> Plan:
    """What a plan says; `reorganisation.unknown_plan`."""
    row = PlanRow.objects.filter(id=plan_id).first()
    if row is None:
        raise refuse("reorganisation.unknown_plan", plan=plan_id)
    return plan_document.read(row.content)


def author_of(plan_id: PlanId) -> PersonId:
    """Who proposed a plan; `reorganisation.unknown_plan`."""
    person = PlanRow.objects.filter(id=plan_id).values_list("proposed_by", flat=True).first()
    if person is None:
        raise refuse("reorganisation.unknown_plan", plan=plan_id)
    return PersonId(person)


def of_register(instruments: Sequence[str]) -> Plan:
    """The plan of resolutions of the register; `reorganisation.unknown_instrument`."""
    enactment = territory.drafted(instruments)
    if enactment is None:
        raise refuse("reorganisation.unknown_instrument", field="instrument", instrument=instruments[0])
    return Plan(enactment)


def find(name: str) -> PlanCard | None:
    """The plan of an id or of a content's hash (the one that is not withdrawn or annulled, else the latest)."""
    try:
        rows = PlanRow.objects.filter(id=UUID(name))
    except ValueError:
        rows = PlanRow.objects.filter(sha256=name)
    over = [PlanStatus.WITHDRAWN.value, PlanStatus.ANNULLED.value]
    row = rows.exclude(status__in=over).order_by("id").first() or rows.order_by("-proposed_at", "id").first()
    return card_of(row) if row else None


def card_of(row: PlanRow) -> PlanCard:
    """The card of one row."""
    return PlanCard(
        id=PlanId(row.id),
        status=PlanStatus(row.status),
        instrument=row.instrument,
        subject=row.content.get("subject", ""),
        effective_on=row.effective_on,
        sha256=row.sha256,
        proposed=Signed(row.proposed_label, row.proposed_at),
        approved=_signed(row.approved_label, row.approved_at),
        applied=_signed(row.applied_label, row.applied_at),
        annulled=_signed(row.annulled_label, row.annulled_at),
        report=report_of(row.report) if row.report else None,
        report_sha256=row.report_sha256,
    )


def report_of(document: Mapping[str, Any]) -> Report:
    """A stored report."""
    return Report(tuple(ConservationLine(**line) for line in document["lines"]), document["marks"])


def _signed(label: str, at: datetime | None) -> Signed | None:
    return Signed(label, at) if at else None
