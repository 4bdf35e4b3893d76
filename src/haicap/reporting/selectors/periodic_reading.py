"""What an actor may see of periodic reports: those of the own body and of those it succeeded; the province sees all."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from haicap.documents import api as documents
from haicap.documents.contract import FileCard
from haicap.dossiers.contract import LateEntry
from haicap.kernel.errors import Refusal, refuse, require
from haicap.organisation.contract import Actor, AgencyId
from haicap.reporting.contract import Difference, Due, Kind, ReportCard, Step
from haicap.reporting.domain import periodic_rights
from haicap.reporting.models import PeriodicOverdue, PeriodicPaper
from haicap.reporting.selectors import due, late, periodic, periodic_bodies, verifying
from haicap.reporting.selectors.schedule import require_rule


def open_report(*, actor: Actor, report_id: UUID) -> ReportCard:
    """One report; refuses `reporting.unknown_report`, `not_a_reader`, `outside_body`."""
    card = periodic.report(report_id)
    collects = periodic_bodies.collects(actor) and card.province in actor.provinces
    mine = card.province in actor.provinces and actor.whole_province
    own = periodic_bodies.own_bodies(actor)
    refusal = periodic_rights.may_read(actor, own=own, body=card.body, collects=collects or mine)
    require(refusal)
    return card


def reports_for(*, actor: Actor) -> tuple[ReportCard, ...]:
    """The reports of the actor's body and of those it succeeded, the newest first."""
    require(None if actor.holds(*periodic_rights.READERS) else _no_reader())
    return periodic.reports_of(periodic_bodies.own_bodies(actor))


def due_for(*, actor: Actor, today: date) -> tuple[Due, ...]:
    """What the actor's body owes, with what bodies it succeeded owe; nothing for who has no part in it."""
    if not actor.holds(*periodic_rights.READERS):
        return ()
    return due.due_of(_reporting(periodic_bodies.own_bodies(actor)), today)


def reminded_of(*, actor: Actor, today: date) -> tuple[Due, ...]:
    """What the actor has to prepare and is not prepared yet (or was sent back)."""
    if not actor.holds(*periodic_rights.PREPARERS):
        return ()
    return tuple(each for each in due_for(actor=actor, today=today) if each.due_on is not None and each.waits)


def collection(*, actor: Actor, kind: Kind, day: date) -> tuple[Due, ...]:
    """What every body of the province has made of a period; refuses `reporting.not_a_collector`, `no_rule`."""
    if not (
        actor.holds(*periodic_rights.READERS) and (periodic_bodies.collects(actor) or actor.whole_province)
    ):
        raise refuse("reporting.not_a_collector")
    return tuple(due.of_province(actor.province_code, require_rule(kind, day), day))


def marked(*, actor: Actor, kind: Kind, start: date) -> Mapping[AgencyId, date]:
    """Bodies that were marked for not submitting a period in time, with the day it was due."""
    rows = PeriodicOverdue.objects.filter(province=actor.province_code, kind=kind.value, starts_on=start)
    return {AgencyId(body): on for body, on in rows.order_by("body_id").values_list("body_id", "due_on")}


def adjustments(
    *, actor: Actor, report_id: UUID
) -> tuple[ReportCard, tuple[Difference, ...], tuple[LateEntry, ...]]:
    """A report, what differs from it by now, and the entries written since about its days or before."""
    card = open_report(actor=actor, report_id=report_id)
    return card, *late.differences(card)


def verify(*, actor: Actor, report_id: UUID) -> tuple[str, ...]:
    """What is wrong with a report, in words; empty where it is what it was."""
    return verifying.verified(open_report(actor=actor, report_id=report_id)).wrong


def paper_of(card: ReportCard) -> tuple[FileCard, bytes]:
    """The sealed paper of a report; refuses `reporting.not_signed_yet`, `not_sealed_yet`."""
    row = PeriodicPaper.objects.filter(report_id=card.id).first()
    if row is None:
        signed = any(each.step is Step.SIGNED for each in card.steps)
        raise refuse("reporting.not_sealed_yet" if signed else "reporting.not_signed_yet")
    return documents.read(row.file_id)


def _reporting(bodies: frozenset[AgencyId]) -> list[AgencyId]:
    return [body for body in bodies if periodic_bodies.reports(body)]


def _no_reader() -> Refusal:
    return Refusal("reporting.not_a_reader")
