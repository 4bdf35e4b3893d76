"""A frozen report beside what the journal says now: what differs, and the dossiers that make the difference."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from haicap.documents import api as documents
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import LateEntry, Part, Period, QualityRow, RecordedRow
from haicap.kernel.clock import VIETNAM
from haicap.reporting.contract import Difference, ReportCard
from haicap.reporting.domain import periodic_content, rows_file
from haicap.reporting.domain.columns import COLUMNS


def starting_at(period: Period) -> datetime:
    """The first moment of a period."""
    return datetime.combine(period.start, time(0), VIETNAM)


def frozen_rows(card: ReportCard) -> tuple[list[RecordedRow], list[LateEntry]]:
    """The rows behind a report and its late entries, as they lie in its file."""
    _, content = documents.read(card.rows_file)
    return rows_file.read(content)


def index_rows(card: ReportCard) -> list[QualityRow]:
    """The rows of its index, as they lie in its file."""
    _, content = documents.read(card.rows_file)
    return rows_file.read_index(content)


def parts_now(card: ReportCard) -> tuple[Part, ...]:
    """What the report was counted from, up to today's heads."""
    then = periodic_content.parts_of(card.content)
    heads = {head.unit_id: head for head in dossiers.snapshot(part.head.unit_id for part in then)}
    return tuple(Part(heads[part.head.unit_id], part.agencies) for part in then)


def differences(card: ReportCard) -> tuple[tuple[Difference, ...], tuple[LateEntry, ...]]:
    """Every column that differs from what was frozen, and entries written since about the report's days or before."""
    before, _ = frozen_rows(card)
    parts = parts_now(card)
    after = list(dossiers.rows_recorded(parts, card.period))
    then = {part.head.unit_id: part for part in periodic_content.parts_of(card.content)}
    since = {unit: part.head.seq for unit, part in then.items()}
    since_of = {unit: part.earlier for unit, part in then.items()}
    end = datetime.combine(card.period.end + timedelta(days=1), time(0), VIETNAM)
    gone, come = _without(before, after), _without(after, before)
    found = []
    for column in COLUMNS:
        lost = tuple(row for row in gone if column.counts(row.figure, row.channel))
        won = tuple(row for row in come if column.counts(row.figure, row.channel))
        if lost or won:
            frozen = card.numbers[column.key]
            found.append(Difference(column.key, frozen, frozen - len(lost) + len(won), lost, won))
    return tuple(found), dossiers.entries_after(parts, since, end, since_of)


def _without(rows: Iterable[RecordedRow], others: Iterable[RecordedRow]) -> list[RecordedRow]:
    """`rows` whose dossier and figure are not among `others` as often: a stock may rest on another entry by now."""
    left = Counter((row.dossier, row.figure) for row in others)
    found = []
    for row in rows:
        key = (row.dossier, row.figure)
        if left[key] > 0:
            left[key] -= 1
        else:
            found.append(row)
    return found
