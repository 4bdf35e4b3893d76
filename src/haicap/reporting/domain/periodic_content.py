"""What a frozen report says: counted from its rows, as JSON whose canonical form is hashed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from haicap.dossiers.contract import Head, LateEntry, Part, Period, RecordedRow
from haicap.kernel.clock import local
from haicap.kernel.text import sort_key
from haicap.reporting.domain.columns import COLUMNS, LEFT, RIGHT, numbers_of, unexplained
from haicap.territory.contract import UnitId

FORM = "II.06"
_CAME = frozenset({"received", "transferred_in"})


def counted(rows: Sequence[RecordedRow]) -> dict[str, Any]:
    """The totals of `rows`, their lines by field, and the identity of the totals."""
    by_field: dict[str, list[RecordedRow]] = defaultdict(list)
    for row in rows:
        by_field[row.field].append(row)
    numbers = numbers_of(rows)
    return {
        "numbers": numbers,
        "fields": [
            {"field": name, "numbers": numbers_of(by_field[name])} for name in sorted(by_field, key=sort_key)
        ],
        "identity": {
            "left": sum(numbers[key] for key in LEFT),
            "right": sum(numbers[key] for key in RIGHT),
            "unexplained": unexplained(numbers),
        },
    }


def chains(
    parts: Iterable[Part],
    rows: Iterable[RecordedRow],
    codes: Mapping[UnitId, str],
    former: Mapping[UnitId, Mapping[str, Any]],
) -> list[dict[str, Any]]:
    """Every chain with its head, its head in the report before (`since`), and what was open on it before and after."""
    stocks: dict[UnitId, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if row.figure == "carried_over":
            stocks[row.unit_id][0] += 1
        elif row.figure in _OPEN:
            stocks[row.unit_id][1] += 1
    return [
        {
            "unit": part.head.unit_id,
            "code": codes[part.head.unit_id],
            "seq": part.head.seq,
            "hash": part.head.hash,
            "agencies": None if part.agencies is None else sorted(part.agencies),
            "since": former[part.head.unit_id]["seq"] if part.head.unit_id in former else None,
            "carried_over": stocks[part.head.unit_id][0],
            "still_open": stocks[part.head.unit_id][1],
        }
        for part in parts
    ]


_OPEN = next(column.figures for column in COLUMNS if column.key == "still_open")


def heads_of(content: Mapping[str, Any]) -> tuple[Head, ...]:
    """The heads a report names."""
    return tuple(Head(UnitId(each["unit"]), each["seq"], each["hash"]) for each in content["chains"])


def parts_of(content: Mapping[str, Any]) -> tuple[Part, ...]:
    """What a report was counted from."""
    return tuple(
        Part(head, None if each["agencies"] is None else frozenset(each["agencies"]))
        for head, each in zip(heads_of(content), content["chains"], strict=True)
    )


def adjusted(
    late: Sequence[LateEntry],
    chains_now: Sequence[Mapping[str, Any]],
    former: Mapping[UnitId, Mapping[str, Any]],
) -> dict[str, Any] | None:
    """How the stock of the period before became what this one begins with; None where no period before was frozen.

    `former`: by unit the chain as the report before has it. Only chains that one has are compared.
    """
    if not former:
        return None
    flows = [entry for entry in late if entry.figure]
    came = sum(entry.figure in _CAME for entry in flows)
    before = sum(chain["still_open"] for chain in former.values())
    carried = sum(chain["carried_over"] for chain in chains_now if chain["unit"] in former)
    figures: dict[str, int] = defaultdict(int)
    for entry in flows:
        figures[entry.figure] += 1
    return {
        "open_before": before,
        "came": came,
        "went": len(flows) - came,
        "carried_over": carried,
        "holds": before + came - (len(flows) - came) == carried,
        "figures": dict(sorted(figures.items())),
        "entries": len(late),
    }


def days(period: Period) -> dict[str, str]:
    """The days of a period as the report gives them."""
    return {"from": period.start.isoformat(), "to": period.end.isoformat()}


def moment(at: datetime) -> str:
    """A moment as the report gives it: Vietnamese local time with offset."""
    return local(at).isoformat()
