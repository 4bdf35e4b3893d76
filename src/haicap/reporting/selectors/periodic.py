"""Periodic reports as cards. Who may see which is asked by the callers (`domain/periodic_rights.py`).

Cards of a list carry of their content the body and the numbers only: that of a province holds thousands of lines.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import JSONObject

from haicap.dossiers.contract import Period
from haicap.kernel.errors import refuse
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyId, PersonId
from haicap.reporting.contract import Kind, Level, ReportCard, ReportId, Step, StepTaken
from haicap.reporting.models import PeriodicAct, PeriodicReport
from haicap.territory.contract import UnitId

_NEWEST = ("-ends_on", "kind", "body_id", "-edition")


def report(report_id: UUID) -> ReportCard:
    """One report; refuses `reporting.unknown_report`."""
    found = _cards(PeriodicReport.objects.filter(id=report_id))
    if not found:
        raise refuse("reporting.unknown_report")
    return found[0]


def report_by_hash(text: str) -> ReportCard:
    """The report whose hash begins with `text` (8 digits or more); refuses `reporting.unknown_report`."""
    rows = PeriodicReport.objects.filter(sha256__startswith=text.lower()) if len(text) >= 8 else None  # noqa: PLR2004
    found = _cards(rows) if rows is not None else ()
    if len(found) != 1:
        raise refuse("reporting.unknown_report")
    return found[0]


def reports_of(bodies: Iterable[AgencyId], *, most: int = 200) -> tuple[ReportCard, ...]:
    """The reports of bodies, the newest period first."""
    return _listed(PeriodicReport.objects.filter(body_id__in=sorted(bodies)), most=most)


def all_reports(province: str, *, most: int = 500) -> tuple[ReportCard, ...]:
    """The reports of a province, the newest period first."""
    return _listed(PeriodicReport.objects.filter(province=province), most=most)


def of_period(bodies: Iterable[AgencyId], kind: Kind, start: date) -> Mapping[AgencyId, ReportCard]:
    """The last edition of each body for the period of `kind` that begins on `start`."""
    rows = PeriodicReport.objects.filter(body_id__in=sorted(bodies), kind=kind.value, starts_on=start)
    return {card.body: card for card in reversed(_listed(rows, most=2_000))}


def that_began(bodies: Iterable[AgencyId], days: Iterable[date]) -> tuple[ReportCard, ...]:
    """The reports of these bodies whose period began on one of `days`, the last edition of each first."""
    return _listed(
        PeriodicReport.objects.filter(body_id__in=sorted(bodies), starts_on__in=sorted(days)), most=500
    )


def former(bodies: Iterable[AgencyId], kind: Kind, start: date) -> tuple[ReportCard, ...]:
    """Reports of `kind` of these bodies that ended on the day before `start` and were not sent back."""
    ended = start - timedelta(days=1)
    rows = PeriodicReport.objects.filter(body_id__in=sorted(bodies), kind=kind.value, ends_on=ended)
    return tuple(card for card in _cards(rows, most=500) if card.step is not Step.RETURNED)


def whole(cards: Iterable[ReportCard]) -> tuple[ReportCard, ...]:
    """Cards of a list with all of their content."""
    return _cards(PeriodicReport.objects.filter(id__in=[card.id for card in cards]), most=2_000)


def ids() -> Sequence[UUID]:
    """All reports, oldest first."""
    return list(PeriodicReport.objects.order_by("frozen_at", "id").values_list("id", flat=True))


def _listed(rows: QuerySet[PeriodicReport], *, most: int) -> tuple[ReportCard, ...]:
    told = JSONObject(numbers=KeyTransform("numbers", "content"), body=KeyTransform("body", "content"))
    return _cards(rows.defer("content").annotate(told=told), most=most)


def _cards(rows: QuerySet[PeriodicReport], *, most: int = 10) -> tuple[ReportCard, ...]:
    """Two queries."""
    found = list(rows.order_by(*_NEWEST, "id")[:most])
    steps: dict[UUID, list[StepTaken]] = defaultdict(list)
    acts = PeriodicAct.objects.filter(report_id__in=[row.id for row in found]).order_by("report_id", "seq")
    for act in acts:
        taken = StepTaken(Step(act.step), act.at, PersonId(act.person_id), act.actor_label, act.note)
        steps[act.report_id].append(taken)
    names = organisation.agencies(frozenset(AgencyId(row.body_id) for row in found))
    return tuple(
        _card(row, names[AgencyId(row.body_id)].name, tuple(steps[row.id])) for row in found if steps[row.id]
    )


def _card(row: PeriodicReport, body_name: str, steps: tuple[StepTaken, ...]) -> ReportCard:
    return ReportCard(
        id=ReportId(row.id),
        province=row.province,
        body=AgencyId(row.body_id),
        body_name=body_name,
        unit_id=UnitId(row.unit_id),
        level=Level(row.level),
        kind=Kind(row.kind),
        period=Period(row.starts_on, row.ends_on),
        edition=row.edition,
        sha256=row.sha256,
        rows_file=row.rows_file_id,
        rows_sha256=row.rows_sha256,
        rows_count=row.rows_count,
        frozen_at=row.frozen_at,
        content=getattr(row, "told", None) or row.content,
        steps=steps,
    )
