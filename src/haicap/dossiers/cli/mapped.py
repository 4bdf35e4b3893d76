"""`haicap report dossiers --map`: the figures of a period on the map of a day, by unit or any other key.

What the law divided is listed under `undecided`, whole and with the units it may belong to; it is part of `figures`
of a province, and of no single unit. Told by field, procedure, channel or officer, the rows are of what `figures`
counts, so they add up to it on every map.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from haicap.dossiers.cli.labels import labels
from haicap.dossiers.contract import Figures, MapRow, Period, View
from haicap.kernel import clock
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.territory.contract import Certainty, UnitCard, UnitId

EVENT, TODAY = "event", "today"


def run(options: argparse.Namespace, now: datetime, out: Output) -> int:
    """Report as of `now`; exit code 1 where an identity does not hold. Refuses `territory.unknown_unit`."""
    day = _day(options.map)
    by = options.by or "unit"
    read_on = day or options.end
    asked, rows = _figures(options, now, day, read_on)
    if not asked.is_province:
        rows = [row for row in rows if _concerns(row, asked)]
    certain = [row for row in rows if row.certainty is Certainty.EXACT]
    divided = [row for row in rows if row.certainty is not Certainty.EXACT]
    counted = rows if asked.is_province else certain
    province = _province(asked, read_on)
    document: dict[str, Any] = {
        "unit": options.unit or options.province,
        "map": options.map if day is None else day.isoformat(),
        "from": options.start.isoformat(),
        "to": options.end.isoformat(),
        **asked_for(options, now),
        **told(_sum(row.figures for row in counted)),
        "by": by,
        "rows": [_row(row) for row in certain] if by == "unit" else _groups(options, now, province, counted),
        "undecided": [_row(row) | {"may_be": [_part(part) for part in row.parts]} for row in divided],
    }
    out.result(document, lambda: words(document))
    return DONE if document["unexplained"] == 0 and _adds_up(document, asked) else FINDINGS


def _adds_up(document: dict[str, Any], asked: UnitCard) -> bool:
    """True where the rows (with what is undecided, for a province told by unit) are what `figures` says."""
    rows = document["rows"]
    if document["by"] == "unit" and asked.is_province:
        rows = [*rows, *document["undecided"]]
    return _sum(Figures(**row["figures"]) for row in rows) == Figures(**document["figures"])


def _groups(
    options: argparse.Namespace, now: datetime, province: UnitCard, counted: Sequence[MapRow]
) -> list[dict[str, Any]]:
    """What `counted` holds, told apart by something else than units."""
    from haicap.dossiers import api as dossiers
    from haicap.organisation import api as organisation

    recorded = {unit for row in counted for unit in row.recorded}
    if not recorded:
        return []
    reason = f"haicap report dossiers --by {options.by} --map {options.map}"
    rows = dossiers.figures_recorded(
        actor=organisation.system_actor(province.code, reason),
        recorded=recorded,
        period=Period(options.start, options.end),
        now=now,
        by=(options.by,),
        view=View(options.view),
    )[options.by]
    names = labels(options.by, rows)
    return [{"key": row.key, "label": names.get(row.key, row.key), **told(row.figures)} for row in rows]


def _figures(
    options: argparse.Namespace, now: datetime, day: date | None, read_on: date
) -> tuple[UnitCard, list[MapRow]]:
    """The unit asked for as it stood on the map, and the rows of its province (of all that became of it)."""
    from haicap.dossiers import api as dossiers
    from haicap.organisation import api as organisation
    from haicap.territory import api as territory

    code = options.unit or options.province
    asked = territory.reading(code, read_on)
    if asked.valid_from > read_on:
        territory.require_unit(code, read_on)  # refuses: nobody carried the code yet
    province = _province(asked, read_on)
    today = max(clock.today(), read_on)
    communes = territory.communes_of(province.code, today)
    units: list[UnitId] = [province.unit_id, *(card.unit_id for card in communes)]
    actor = organisation.system_actor(province.code, f"haicap report dossiers {code} --map {options.map}")
    period = Period(options.start, options.end)
    rows = dossiers.figures_on_map(
        actor=actor, units=units, period=period, now=now, day=day, view=View(options.view)
    )
    if asked.is_province and asked.code != province.code:
        rows = tuple(row for row in rows if row.unit.province_code == asked.code)
    return asked, list(rows)


def _province(asked: UnitCard, day: date) -> UnitCard:
    """The province that owns today what the unit's province had on `day`."""
    from haicap.territory import api as territory

    return territory.resolve_for_record(asked.province_code, day)


def _concerns(row: MapRow, asked: UnitCard) -> bool:
    """Whole in the unit, or perhaps a part of it."""
    if row.certainty is Certainty.EXACT:
        return row.unit.unit_id == asked.unit_id
    return any(part.unit.unit_id == asked.unit_id for part in row.parts)


def _row(row: MapRow) -> dict[str, Any]:
    return {
        "key": row.unit.code,
        "label": row.unit.name,
        "certainty": row.certainty.value,
        **told(row.figures),
    }


def _part(part: Any) -> dict[str, Any]:
    return {
        "code": part.unit.code,
        "name": part.unit.name,
        "area_share": _share(part.area_share),
        "population_share": _share(part.population_share),
    }


def _share(share: Any) -> str | None:
    return None if share is None else str(share)


def _sum(figures: Iterable[Figures]) -> Figures:
    sums: Counter[str] = Counter()
    for each in figures:
        sums.update(asdict(each))
    return Figures(**sums)


def _day(text: str) -> date | None:
    """None for the map of the events."""
    if text == EVENT:
        return None
    try:
        return clock.today() if text == TODAY else date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--map is neither event, today nor a day: {text!r}") from None


def asked_for(options: argparse.Namespace, now: datetime) -> dict[str, str]:
    """The view, and the instant where one was asked for."""
    return {"view": options.view, **({"as_of": now.isoformat()} if options.as_of else {})}


def told(figures: Figures) -> dict[str, Any]:
    """Figures with their identity, as the report writes them."""
    left, right = figures.came_in, figures.accounted_for
    identity = {
        "name": "carried_over + received + transferred_in = settled + returned + refused + stopped + withdrawn "
        "+ void + transferred_out + open",
        "left": left,
        "right": right,
        "holds": left == right,
    }
    return {"figures": asdict(figures), "identities": [identity], "unexplained": left - right}


def words(document: dict[str, Any]) -> str:
    """The report for people."""
    as_of = f"  as of {document['as_of']}" if "as_of" in document else ""
    lines = [f"{document['unit']}  {document['from']} … {document['to']}  {document['view']}{as_of}"]
    for row in [document, *document.get("rows", []), *document.get("undecided", [])]:
        if "label" in row:
            lines.append(f"\n{row['label']}")
        if "may_be" in row:
            lines.append("  divided, not decided: " + ", ".join(each["name"] for each in row["may_be"]))
        lines += [f"  {name:20} {value:>9}" for name, value in row["figures"].items()]
        identity = row["identities"][0]
        sign = "=" if identity["holds"] else "≠"
        lines.append(f"  {identity['left']} came in {sign} {identity['right']} accounted for")
    return "\n".join(lines)
