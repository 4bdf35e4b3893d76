"""The columns of the settlement report: which rows each counts. A number and the list behind it are the same condition.

Received, settled, in process and their parts are those of form II.06 (Circular 01/2020/TT-VPCP); the others are ours,
so that every dossier that came in is accounted for (docs/decisions/0009-figures.md).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from haicap.dossiers.contract import Channel, RecordedRow


@dataclass(frozen=True, slots=True)
class Column:
    """Rows of `figures`; `online` narrows to those filed online, or to all others."""

    key: str
    figures: frozenset[str]
    online: bool | None = None

    def counts(self, figure: str, channel: Channel) -> bool:
        """True where a row of `figure`, filed by `channel`, counts here."""
        fits = self.online is None or self.online == (channel is Channel.ONLINE)
        return fits and figure in self.figures


def _column(key: str, *figures: str, online: bool | None = None) -> Column:
    return Column(key, frozenset(figures or (key,)), online)


COLUMNS: tuple[Column, ...] = (
    _column("came_in", "received", "carried_over", "transferred_in"),
    _column("received_online", "received", online=True),
    _column("received_otherwise", "received", online=False),
    _column("carried_over"),
    _column("transferred_in"),
    _column("settled", "settled_early", "settled_on_time", "settled_overdue"),
    _column("settled_early"),
    _column("settled_on_time"),
    _column("settled_overdue"),
    _column("still_open", "in_process_within", "in_process_overdue", "awaiting_applicant"),
    _column("in_process_within"),
    _column("in_process_overdue"),
    _column("awaiting_applicant"),
    _column("returned"),
    _column("refused"),
    _column("stopped"),
    _column("withdrawn"),
    _column("void"),
    _column("transferred_out"),
)
LEFT = ("came_in",)
RIGHT = ("settled", "still_open", "returned", "refused", "stopped", "withdrawn", "void", "transferred_out")
# sums that only screens show
OTHER_ENDS = _column("other_ends", *RIGHT[2:])
ACCOUNTED_FOR = _column(
    "accounted_for", *(figure for column in COLUMNS if column.key in RIGHT for figure in column.figures)
)
OVERDUE = _column("overdue", "settled_overdue", "in_process_overdue")
BY_KEY = {column.key: column for column in (*COLUMNS, OTHER_ENDS, ACCOUNTED_FOR, OVERDUE)}
_OF = {
    (figure, online): tuple(
        column.key for column in COLUMNS if figure in column.figures and column.online in (None, online)
    )
    for figure in frozenset().union(*(column.figures for column in COLUMNS))
    for online in (True, False)
}


def numbers_of(rows: Iterable[RecordedRow]) -> dict[str, int]:
    """How many of `rows` each column counts, every column named."""
    counted: Counter[str] = Counter()
    for row in rows:
        counted.update(_OF[row.figure, row.channel is Channel.ONLINE])
    return {column.key: counted[column.key] for column in COLUMNS}


def number(numbers: Mapping[str, int], column: Column) -> int:
    """What `numbers` (of COLUMNS) say of any column."""
    return numbers[column.key] if column.key in numbers else sum(numbers[figure] for figure in column.figures)


def unexplained(numbers: dict[str, int]) -> int:
    """What came in and is not accounted for; 0 where the identity holds."""
    return sum(numbers[key] for key in LEFT) - sum(numbers[key] for key in RIGHT)
