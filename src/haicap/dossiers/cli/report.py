"""`haicap report dossiers`: the classes of a unit or province for a period, with their identity."""

import argparse
from datetime import date
from typing import Any

from haicap.dossiers.cli import mapped
from haicap.dossiers.cli.labels import labels
from haicap.dossiers.contract import FIGURE_GROUPS, FigureRow, Period, View
from haicap.kernel import clock
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.kernel.errors import RefusalError
from haicap.kernel.messages import words as words_of
from haicap.territory.contract import UnitCard, UnitId

HELP = "dossiers by class, counted from the journal"


def arguments(leaf: argparse.ArgumentParser) -> None:
    """Declare the options."""
    place = leaf.add_mutually_exclusive_group(required=True)
    place.add_argument("--unit", metavar="CODE", help="a commune: what it is competent for")
    place.add_argument("--province", metavar="CODE", help="a province with all its communes and departments")
    leaf.add_argument("--from", dest="start", required=True, type=_day, metavar="D", help="first day")
    leaf.add_argument("--to", dest="end", required=True, type=_day, metavar="D", help="last day")
    leaf.add_argument(
        "--map",
        metavar="event|today|D",
        help="on the map of a day: of the events, of today, or of day D; CODE is read on it",
    )
    leaf.add_argument(
        "--as-of",
        metavar="INSTANT",
        help="as it stood at a past moment (RFC 3339, Vietnamese time without zone) or at the end of a day",
    )
    leaf.add_argument(
        "--view",
        choices=[view.value for view in View],
        default=View.COMPETENT.value,
        help="by the unit that has to settle, or by the one whose counter took in",
    )
    leaf.add_argument("--by", choices=FIGURE_GROUPS, default="", help="one row for each")


def run(options: argparse.Namespace, out: Output) -> int:
    """Report; exit code 1 where an identity does not hold."""
    from haicap.dossiers import api as dossiers  # only now is Django up
    from haicap.organisation import api as organisation

    if options.end < options.start:
        raise UsageError("--to lies before --from")
    code = options.unit or options.province
    try:
        now = dossiers.past_instant(options.as_of, clock.now()) if options.as_of else clock.now()
        if options.map:
            return mapped.run(options, now, out)
        province, units = _units(code, options.end)
    except RefusalError as refused:
        raise UsageError(words_of(refused.refusal)) from refused
    actor = organisation.system_actor(province, f"haicap report dossiers {code}")
    period = Period(options.start, options.end)

    by = ("", options.by)
    view = View(options.view)
    figures = dossiers.figures_by(actor=actor, units=sorted(units), period=period, now=now, by=by, view=view)
    total = figures[""][0].figures
    document: dict[str, Any] = {
        "unit": code,
        "from": options.start.isoformat(),
        "to": options.end.isoformat(),
        **mapped.asked_for(options, now),
        **mapped.told(total),
    }
    if options.by:
        document["by"] = options.by
        document["rows"] = _rows(options.by, figures[options.by], units)
    out.result(document, lambda: mapped.words(document))
    return DONE if document["unexplained"] == 0 else FINDINGS


def _units(code: str, day: date) -> tuple[str, dict[UnitId, UnitCard]]:
    """The province's code and the units meant: one commune, or the province with its communes."""
    from haicap.territory import api as territory

    unit = territory.resolve_for_record(code, day)
    if not unit.is_province:
        return unit.province_code, {unit.unit_id: unit}
    communes = {card.unit_id: card for card in territory.communes_of(code, max(day, clock.today()))}
    return code, {unit.unit_id: unit, **communes}


def _rows(by: str, rows: tuple[FigureRow, ...], units: dict[UnitId, UnitCard]) -> list[dict[str, Any]]:
    names = {str(unit_id): card.name for unit_id, card in units.items()} if by == "unit" else labels(by, rows)
    return [
        {"key": _key(by, row, units), "label": names.get(row.key, row.key), **mapped.told(row.figures)}
        for row in rows
    ]


def _key(by: str, row: FigureRow, units: dict[UnitId, UnitCard]) -> str:
    return units[UnitId(int(row.key))].code if by == "unit" and row.key else row.key


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a day (YYYY-MM-DD): {text!r}") from None
