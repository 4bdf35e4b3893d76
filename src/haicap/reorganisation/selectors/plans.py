"""Plans as cards, newest first."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from haicap.documents.contract.custody import CustodyLine
from haicap.kernel.errors import refuse
from haicap.organisation.contract import Actor
from haicap.reorganisation.contract import (
    AnnulmentCard,
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
from haicap.reorganisation.selectors import annulments
from haicap.territory import api as territory


def of_province(actor: Actor | None) -> QuerySet[PlanRow]:
    """The rows that there are for an actor: those of their provinces. None, the server itself: all."""
    return PlanRow.objects.filter(province__in=sorted(actor.provinces)) if actor else PlanRow.objects.all()


def plans(actor: Actor) -> tuple[PlanCard, ...]:
    """All plans of the actor's province, without their reports. Two queries."""
    rows = of_province(actor).annotate(subject=KT("content__subject")).defer("content", "units", "report")
    found = list(rows.order_by("-effective_on", "id"))
    told = annulments.of_plans(row.id for row in found)
    return tuple(_card(row, row.subject or "", None, told.get(row.id, ())) for row in found)


def plan_of_province(actor: Actor, plan_id: PlanId) -> PlanCard:
    """One plan of the actor's province, else `reorganisation.unknown_plan`: those of others are as if they were not."""
    return card_of(row_of_province(actor, plan_id))


def row_of_province(actor: Actor, plan_id: PlanId) -> PlanRow:
    """Its row, for who shows or changes more of it; refused likewise."""
    row = of_province(actor).filter(id=plan_id).first()
    if row is None:
        raise refuse("reorganisation.unknown_plan", plan=plan_id)
    return row


def plan_card(plan_id: PlanId) -> PlanCard:
    """One plan; `reorganisation.unknown_plan`."""
    return card_of(_row(plan_id))


def plan_of(plan_id: PlanId) -> Plan:
    """What a plan says; `reorganisation.unknown_plan`."""
    return plan_document.read(_row(plan_id).content)


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
    report = report_of(row.report) if row.report else None
    told = annulments.of_plans([row.id]).get(row.id, ())
    return _card(row, row.content.get("subject", ""), report, told)


def report_of(document: Mapping[str, Any]) -> Report:
    """A stored report."""
    return Report(
        tuple(ConservationLine(**line) for line in document["lines"]),
        document["marks"],
        tuple(_custody_line(line) for line in document.get("custody", ())),
    )


def _custody_line(line: Mapping[str, Any]) -> CustodyLine:
    since, until = line["since"], line["until"]
    days = {"since": date.fromisoformat(since), "until": date.fromisoformat(until) if until else None}
    return CustodyLine(**{**line, **days})


def _row(plan_id: PlanId) -> PlanRow:
    row = PlanRow.objects.filter(id=plan_id).first()
    if row is None:
        raise refuse("reorganisation.unknown_plan", plan=plan_id)
    return row


def _card(row: PlanRow, subject: str, report: Report | None, told: tuple[AnnulmentCard, ...]) -> PlanCard:
    return PlanCard(
        id=PlanId(row.id),
        status=PlanStatus(row.status),
        instrument=row.instrument,
        subject=subject,
        effective_on=row.effective_on,
        sha256=row.sha256,
        proposed=Signed(row.proposed_label, row.proposed_at),
        approved=_signed(row.approved_label, row.approved_at),
        applied=_signed(row.applied_label, row.applied_at),
        annulled=_signed(row.annulled_label, row.annulled_at),
        report=report,
        report_sha256=row.report_sha256,
        annulments=told,
    )


def _signed(label: str, at: datetime | None) -> Signed | None:
    return Signed(label, at) if at else None
