"""I-D1, I-D2, I-T1, I-T2: due moments follow the rule, classes follow the facts, time does not run backwards."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise

from django.db.backends.utils import CursorWrapper

from haicap.dossiers.checks.reading import MOST, reach, rows
from haicap.dossiers.contract import Channel, Status
from haicap.dossiers.models import Dossier
from haicap.dossiers.selectors.cards import limit_of, stops_of
from haicap.kernel import deadlines, tally
from haicap.kernel.limits import OnSupplement
from haicap.kernel.stops import Stop
from haicap.kernel.worktime import CalendarEdition
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyId
from haicap.platform import calendars
from haicap.platform.checks import Finding

_BATCH = 5000


def due_follows(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-D2: due = rule(received, limit, stops, calendar version). Declared moments follow nobody's rule but theirs."""
    return islice(_due_differs(), MOST)


def _due_differs() -> Iterator[Finding]:
    for row in Dossier.objects.filter(due_declared=False).order_by("id").iterator(_BATCH):
        deadline = _deadline(row, _answered(row))
        if deadline is not None and deadline.due_at != row.due_at:
            words = f"due {row.due_at}, by the rule {deadline.due_at}"
            yield Finding(_agency(row), row.number, words, str(deadline.due_at), str(row.due_at))


def _answered(row: Dossier) -> tuple[Stop, ...]:
    """Stops that moved the due moment: those ended by an answer, not by the end of the dossier."""
    return tuple(stop for stop in stops_of(row) if stop.to_at is not None and stop.to_at != row.closed_at)


def _deadline(row: Dossier, stops: tuple[Stop, ...]) -> deadlines.Deadline | None:
    limit = limit_of(row)
    if limit is None:
        return None
    receiver = _place(row.received_by_id)
    return deadlines.due(
        calendar=_edition(row.calendar_version).for_unit(*receiver),
        received_at=row.received_at,
        limit=limit,
        stops=stops,
        on_supplement=OnSupplement(row.on_supplement),
        channel_online=row.channel == Channel.ONLINE,
    )


@lru_cache(maxsize=8)
def _edition(version: int) -> CalendarEdition:
    return calendars.read(version)


@lru_cache(maxsize=4096)
def _place(agency_id: int) -> tuple[str, str]:
    agency = organisation.agency(AgencyId(agency_id))
    return agency.province_code, agency.unit_code


def _agency(row: Dossier) -> str:
    return organisation.agency(AgencyId(row.competent_id)).code


def time_adds_up(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-D1: stops lie in the life of the dossier without overlap; consumed + remaining = allowed at its end."""
    return islice(_time_differs(), MOST)


def _time_differs() -> Iterator[Finding]:
    stopped = Dossier.objects.exclude(stops=[]).order_by("id")
    for row in stopped.iterator(_BATCH):
        stops = stops_of(row)
        for words in _untidy(row, stops):
            yield Finding(_agency(row), row.number, words, "stops within the life, one after another", words)
        deadline = None if row.due_declared else _deadline(row, _answered(row))
        if deadline is not None:
            measured = tally.progress(deadline, row.closed_at or row.last_at)
            if measured.consumed + measured.remaining != measured.allowed:
                words = f"consumed {measured.consumed}, remaining {measured.remaining}"
                found = str(measured.consumed + measured.remaining)
                yield Finding(_agency(row), row.number, words, str(measured.allowed), found)


def _untidy(row: Dossier, stops: tuple[Stop, ...]) -> Iterator[str]:
    if stops[0].from_at < row.received_at:
        yield "a stop begins before the receipt"
    if any(former.to_at is None or former.to_at > later.from_at for former, later in pairwise(stops)):
        yield "stops overlap"
    standing = stops[-1].to_at is None
    if standing != (row.status == Status.AWAITING_APPLICANT):
        yield f"the clock {'stands' if standing else 'runs'} in status {row.status}"


_DAY = "(({column}) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"

_MISCLASSED = f"""
SELECT a.code, d.number, d.timeliness, d.due_at, d.settled_at, t.proper FROM dossiers_dossier d
JOIN organisation_agency a ON a.id = d.competent_id
CROSS JOIN LATERAL (SELECT coalesce(CASE
    WHEN d.settled_at IS NULL THEN ''
    WHEN d.settled_at > d.due_at THEN 'overdue'
    WHEN {_DAY.format(column="d.settled_at")} < {_DAY.format(column="d.due_at")} THEN 'early'
    ELSE 'on_time' END, '') AS proper) t
WHERE {{reach}} AND d.timeliness <> t.proper
ORDER BY d.number"""

_NOT_OPEN = """
SELECT a.code, d.number, d.status, d.closed_at FROM dossiers_dossier d
JOIN organisation_agency a ON a.id = d.competent_id
WHERE {reach} AND (d.closed_at IS NULL) <> (d.status IN ('received', 'in_process', 'awaiting_applicant'))
ORDER BY d.number"""


def classes(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-T1: the frozen class is what settlement and due moment say; open is what has not ended."""
    for unit, number, timeliness, due_at, settled_at, proper in rows(
        cursor, _MISCLASSED.replace("{reach}", reach(full=full))
    ):
        words = f"class {timeliness or 'none'}: due {due_at}, settled {settled_at}"
        yield Finding(unit, number, words, proper or "none", timeliness or "none")
    for unit, number, status, closed_at in rows(cursor, _NOT_OPEN.replace("{reach}", reach(full=full))):
        words = f"status {status}, closed at {closed_at}"
        yield Finding(
            unit, number, words, "not closed" if closed_at else "closed", str(closed_at or "not closed")
        )


_BACKWARDS = """
SELECT a.code, d.number, t.seq, t.at, t.former, t.recorded_at FROM dossiers_dossier d
JOIN organisation_agency a ON a.id = d.competent_id CROSS JOIN LATERAL (
  SELECT j.seq, j.at, j.recorded_at, lag(j.at) OVER (ORDER BY j.seq) AS former
  FROM dossiers_journal j WHERE j.dossier_id = d.id) t
WHERE {reach} AND (t.at < t.former OR t.at > t.recorded_at + interval '5 minutes')
ORDER BY d.number, t.seq"""


def order_of_time(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-T2: no entry is earlier than the one before it, none claims a moment after it was written down."""
    for unit, number, seq, at, former, recorded_at in rows(
        cursor, _BACKWARDS.replace("{reach}", reach(full=full))
    ):
        words = f"entry {seq} at {at}; before it {former}, recorded {recorded_at}"
        yield Finding(unit, number, words, f"from {former or '…'} to {recorded_at}", str(at))
