"""The versions of a procedure, who did what to them, and what is being worked on. For administrators' pages."""

from dataclasses import dataclass

from haicap.kernel.errors import refuse
from haicap.procedures.contract import (
    EventCard,
    ProcedureCard,
    ProcedureVersionId,
    VersionCard,
    VersionStatus,
)
from haicap.procedures.models import Procedure, ProcedureEvent, ProcedureVersion
from haicap.procedures.models.procedure import CATALOGUE, VersionQuerySet
from haicap.procedures.selectors.versions import card_of


@dataclass(frozen=True, slots=True)
class WorkCard:
    """A version with its state: what administrators see of drafts and proposals."""

    card: ProcedureCard
    status: VersionStatus
    revision: int
    proposed_by_id: int | None
    shipped: bool


def versions(code: str) -> list[VersionCard]:
    """Every version of `code`, newest first; refuses `procedures.unknown`."""
    if not Procedure.objects.filter(code=code).exists():
        raise refuse("procedures.unknown", procedure=code)
    people = {
        (event.version_id, event.act): event.person_name
        for event in ProcedureEvent.objects.filter(version__procedure__code=code).order_by("id")
    }
    return [
        VersionCard(
            id=ProcedureVersionId(row.id),
            number=row.number,
            status=VersionStatus(row.status),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            source=row.source,
            proposed_by=people.get((row.id, "submitted"), "") if row.proposed_by_id else "",
            approved_by=people.get((row.id, "approved"), ""),
        )
        for row in ProcedureVersion.objects.filter(procedure__code=code).order_by("-number")
    ]


def events(code: str) -> list[EventCard]:
    """Who did what to the versions of `code`, newest first."""
    rows = ProcedureEvent.objects.filter(version__procedure__code=code).select_related("version")
    return [
        EventCard(row.act, row.person_name, row.at, row.note, row.version.number)
        for row in rows.order_by("-id")
    ]


def work(version_id: ProcedureVersionId) -> WorkCard:
    """One version with its state; refuses `procedures.unknown_version`."""
    row = _rows().filter(id=version_id).first()
    if row is None:
        raise refuse("procedures.unknown_version", id=version_id)
    return _work_of(row)


def in_work() -> list[WorkCard]:
    """All drafts and proposals, proposals first."""
    return [_work_of(row) for row in _rows().open_work().order_by("-status", "procedure__code")]


def former(card: ProcedureCard) -> ProcedureCard | None:
    """The approved version before this one, if there is any."""
    rows = _rows().approved().filter(procedure__code=card.code, number__lt=card.version)
    row = rows.order_by("-number").first()
    return card_of(row) if row else None


def last_approved(code: str) -> ProcedureCard | None:
    """The newest approved version, in force, ended or still to come."""
    row = _rows().approved().filter(procedure__code=code).order_by("-number").first()
    return card_of(row) if row else None


def _rows() -> VersionQuerySet:
    return ProcedureVersion.objects.select_related("procedure", "field")


def _work_of(row: ProcedureVersion) -> WorkCard:
    return WorkCard(
        card_of(row), VersionStatus(row.status), row.revision, row.proposed_by_id, row.origin == CATALOGUE
    )
