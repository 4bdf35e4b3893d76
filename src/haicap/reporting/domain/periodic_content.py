"""What a frozen report says: counted from its rows, as JSON whose canonical form is hashed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from haicap.dossiers.contract import Head, LateEntry, Part, Period, RecordedRow
from haicap.kernel.clock import local
from haicap.kernel.text import sort_key
from haicap.organisation.contract import AgencyId
from haicap.reporting.domain.columns import COLUMNS, LEFT, RIGHT, numbers_of, unexplained
from haicap.territory.contract import UnitId

FORM = "II.06"
FORMAT = 2  # 2: rows name the agency and, of what is overdue, the recorded cause
_CAME = frozenset({"received", "transferred_in"})


def counted(rows: Sequence[RecordedRow]) -> dict[str, Any]:
    """The totals of `rows`, their lines by field, the identity of the totals, and of what is overdue the causes."""
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
        "overdue": _causes(rows),
        "overdue_fields": [
            {"field": name, "numbers": causes}
            for name in sorted(by_field, key=sort_key)
            if (causes := _causes(by_field[name]))
        ],
    }


def _causes(rows: Iterable[RecordedRow]) -> dict[str, int]:
    """How many of the overdue have which recorded cause; only causes that occur."""
    return dict(sorted(Counter(row.cause for row in rows if row.cause).items()))


def chains(
    parts: Iterable[Part],
    rows: Iterable[RecordedRow],
    codes: Mapping[UnitId, str],
    former: Mapping[UnitId, Mapping[str, Any]],
    taken_in: Mapping[UnitId, Sequence[Mapping[str, Any]]],
) -> list[dict[str, Any]]:
    """Every chain with its head, its head in the report before (`since`), and what was open on it before and after.

    `taken_in`: of which agencies entries count up to an earlier link only, that of the report they sent (`earlier`).
    """
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
            "earlier": list(taken_in.get(part.head.unit_id, ())),
            "since": former[part.head.unit_id]["seq"] if part.head.unit_id in former else None,
            "since_earlier": former.get(part.head.unit_id, {}).get("earlier", []),
            "carried_over": stocks[part.head.unit_id][0],
            "still_open": stocks[part.head.unit_id][1],
        }
        for part in parts
    ]


_OPEN = next(column.figures for column in COLUMNS if column.key == "still_open")


def heads_of(content: Mapping[str, Any]) -> tuple[Head, ...]:
    """The heads a report names, one for each chain."""
    return tuple(_head(chain["unit"], chain) for chain in content["chains"])


def links_of(content: Mapping[str, Any]) -> tuple[Head, ...]:
    """The heads, and the earlier links up to which some agencies were counted."""
    earlier = (_head(chain["unit"], link) for chain in content["chains"] for link in chain.get("earlier", ()))
    return (*heads_of(content), *earlier)


def parts_of(content: Mapping[str, Any]) -> tuple[Part, ...]:
    """What a report was counted from."""
    return tuple(
        Part(
            _head(chain["unit"], chain),
            None if chain["agencies"] is None else frozenset(chain["agencies"]),
            earlier_of(chain.get("earlier", ())),
        )
        for chain in content["chains"]
    )


def earlier_of(links: Iterable[Mapping[str, Any]]) -> dict[AgencyId, int]:
    """Up to which link the entries of which agency count."""
    return {AgencyId(agency): link["seq"] for link in links for agency in link["agencies"]}


def _head(unit: int, link: Mapping[str, Any]) -> Head:
    return Head(UnitId(unit), link["seq"], link["hash"])


def since(content: Mapping[str, Any]) -> dict[UnitId, int]:
    """The link of each chain behind which its entries are new to the report; a chain that is new is missing."""
    chains_ = content["chains"]
    return {UnitId(chain["unit"]): chain["since"] for chain in chains_ if chain["since"] is not None}


def since_of(content: Mapping[str, Any]) -> dict[UnitId, dict[AgencyId, int]]:
    """The same of agencies that the report before counted up to an earlier link."""
    return {UnitId(chain["unit"]): earlier_of(chain.get("since_earlier", ())) for chain in content["chains"]}


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
