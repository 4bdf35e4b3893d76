"""The life of a frozen report: checked, signed, submitted, rolled up, or sent back. Each step is a row of its own."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from haicap.kernel import text
from haicap.kernel.errors import refuse, require
from haicap.organisation.contract import Actor, AgencyId
from haicap.platform import outbox
from haicap.reporting.contract import EVENT_SIGNED, Level, ReportCard, ReportId, Step
from haicap.reporting.domain import periodic_rights
from haicap.reporting.models import PeriodicAct
from haicap.reporting.selectors import periodic, periodic_bodies

LONGEST_NOTE = 2_000


def check(*, actor: Actor, report_id: UUID, at: datetime, note: str = "") -> ReportCard:
    """Checked by somebody else than who prepared it. Refusals of `move`."""
    return move(actor, report_id, Step.CHECKED, at=at, note=note)


def sign(*, actor: Actor, report_id: UUID, at: datetime) -> ReportCard:
    """Signed in the capacity of the signer's post; a province's report takes in those it is made of."""
    return move(actor, report_id, Step.SIGNED, at=at)


def submit(*, actor: Actor, report_id: UUID, at: datetime) -> ReportCard:
    """Sent to the province (the province's own: to the Government Office)."""
    return move(actor, report_id, Step.SUBMITTED, at=at)


def send_back(*, actor: Actor, report_id: UUID, reason: str, at: datetime) -> ReportCard:
    """Sent back to be prepared anew, with a reason; what was submitted, by the province."""
    return move(actor, report_id, Step.RETURNED, at=at, note=reason)


@transaction.atomic
def move(actor: Actor, report_id: UUID, step: Step, *, at: datetime, note: str = "") -> ReportCard:
    """Take a step. Refused: what `may_do` refuses, `unknown_report`, `wrong_step` (names where it stands),
    `reason_missing`, `note_too_long`, `included_returned` (a province signs no sum of what it sent back).
    """
    card = periodic.report(report_id)
    require(
        periodic_rights.may_do(
            actor, step, own=own_for(actor, card, step), body=card.body, prepared_by=card.prepared_by
        )
    )
    if card.step not in periodic_rights.FOLLOWS[step]:
        raise refuse("reporting.wrong_step", who=card.steps[-1].who, step=card.step.value)
    said = text.clean(note)
    if step is Step.RETURNED and not said:
        raise refuse("reporting.reason_missing", field="reason")
    if len(said) > LONGEST_NOTE:
        raise refuse("reporting.note_too_long", field="reason", most=LONGEST_NOTE)
    _take_or_refuse(actor, card, step, at=at, note=said)
    if step is Step.SIGNED:
        _signed(actor, card, at)
    return periodic.report(report_id)


def own_for(actor: Actor, card: ReportCard, step: Step) -> frozenset[AgencyId]:
    """Bodies the actor answers for; what was submitted lies with the province."""
    own = periodic_bodies.own_bodies(actor)
    if step is not Step.RETURNED or card.step not in (Step.SUBMITTED, Step.ROLLED_UP):
        return own
    theirs = periodic_bodies.collects(actor) and card.province in actor.provinces
    return frozenset({card.body}) if theirs else frozenset()


def _take_or_refuse(actor: Actor, card: ReportCard, step: Step, *, at: datetime, note: str) -> None:
    try:
        with transaction.atomic():
            take(actor, card.id, len(card.steps) + 1, step, at=at, note=note)
    except IntegrityError as problem:
        now = periodic.report(card.id)
        if now.step is card.step:
            raise
        raise refuse("reporting.wrong_step", who=now.steps[-1].who, step=now.step.value) from problem


def _signed(actor: Actor, card: ReportCard, at: datetime) -> None:
    """The paper is sealed after the commit; the reports that a province's is made of are rolled up with it."""
    outbox.tell(type=EVENT_SIGNED, subject=f"report:{card.id}", data={"report": str(card.id)}, at=at)
    if card.level is not Level.PROVINCE:
        return
    for each in card.content["included"]:
        other = periodic.report(UUID(each["report"]))
        if other.step is Step.RETURNED:
            raise refuse("reporting.included_returned", body=other.body_name)
        if other.step is Step.SUBMITTED:
            _take_or_refuse(actor, other, Step.ROLLED_UP, at=at, note=card.sha256)


def take(actor: Actor, report: ReportId, seq: int, step: Step, *, at: datetime, note: str = "") -> None:
    """Write a step down."""
    PeriodicAct.objects.create(
        report_id=report,
        seq=seq,
        step=step.value,
        at=at,
        person_id=actor.person_id,
        appointment_id=actor.appointment_id,
        actor_label=f"{actor.person_name}, {actor.post_title}",
        capacity=actor.capacity.value,
        note=note,
    )
