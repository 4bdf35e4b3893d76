"""`haicap calendar show | load | coverage`: what the lawful clock knows, and how it learns more.

The module is read before Django is set up, so the database's calendar is imported where it is used.
"""

import argparse
from collections import Counter
from pathlib import Path

from haicap.kernel import clock
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.kernel.worktime import CalendarDay
from haicap.platform.calendar_file import CalendarFile, read

HELP = "Show the calendar of working time, load another from a CSV file, tell how far it reaches."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    words = parser.add_subparsers(dest="verb", required=True, metavar="show | load | coverage")
    show = words.add_parser("show", help="days that differ from their week, as they hold for a place")
    show.add_argument("--year", type=int, help="only this year")
    show.add_argument("--province", default="", metavar="CODE")
    show.add_argument("--unit", default="", metavar="CODE")
    show.set_defaults(verb=_show)
    load = words.add_parser("load", help="replace the years a CSV file speaks of, as a new version")
    load.add_argument(
        "file", metavar="FILE", help="columns: date, kind, name, source, certainty, province, unit"
    )
    load.add_argument("--dry-run", action="store_true", help="check only")
    load.set_defaults(verb=_load)
    coverage = words.add_parser("coverage", help="which years are decided, computed or missing")
    coverage.set_defaults(verb=_coverage)


def run(options: argparse.Namespace, out: Output) -> int:
    """Do what the verb says."""
    return int(options.verb(options, out))


def _show(options: argparse.Namespace, out: Output) -> int:
    if options.unit and not options.province:
        raise UsageError("--unit needs --province")
    from haicap.platform import calendars

    calendar = calendars.current(options.province, options.unit)
    days = [calendar.days[on] for on in sorted(calendar.days) if options.year in {None, on.year}]
    hours = [f"{session.opens:%H:%M}-{session.closes:%H:%M}" for session in calendar.hours.office]
    document = {
        "version": calendar.version,
        "office_hours": hours,
        "decided_years": sorted(calendar.decided),
        "days": [_document(day) for day in days],
    }
    out.result(document, lambda: _table(calendar.version, hours, days))
    return DONE


def _load(options: argparse.Namespace, out: Output) -> int:
    from haicap.platform import calendars

    file = _file(options)
    rejects = [{"line": one.line, "column": one.column, "message": one.words} for one in file.rejects]
    version = None
    if not rejects and not options.dry_run:
        version = calendars.load(file.days, origin=Path(options.file).name)
    document = {"days": len(file.days), "rejects": rejects, "version": version}
    out.result(document, lambda: _loaded(file, version))
    return FINDINGS if rejects else DONE


def _coverage(_options: argparse.Namespace, out: Output) -> int:
    from haicap.platform import calendars
    from haicap.platform.checks.calendar import REACH

    edition = calendars.edition()
    nation = Counter(day.on.year for day in edition.days if not day.breadth)
    decided = edition.decided_years()
    needed = range(clock.today().year, (clock.today() + REACH).year + 1)
    years = [
        {
            "year": year,
            "days": nation[year],
            "state": _state(nation[year], year in decided),
            "needed": year in needed,
        }
        for year in sorted({*nation, *needed})
    ]
    exceptions = Counter(day.province_code for day in edition.days if day.breadth)
    document = {"version": edition.version, "years": years, "province_exceptions": dict(exceptions)}
    out.result(
        document, lambda: "\n".join(f"{row['year']}  {row['state']:9} {row['days']:3} days" for row in years)
    )
    return DONE


def _file(options: argparse.Namespace) -> CalendarFile:
    try:
        with Path(options.file).open(encoding="utf-8-sig", newline="") as stream:
            return read(stream)
    except OSError as problem:
        raise UsageError(f"{options.file} cannot be read: {problem.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{options.file} is not UTF-8 text") from None


def _state(days: int, decided: bool) -> str:
    return "missing" if not days else "decided" if decided else "computed"


def _document(day: CalendarDay) -> dict[str, str]:
    return {
        "date": day.on.isoformat(),
        "kind": day.kind,
        "name": day.name,
        "source": day.source,
        "certainty": day.certainty,
        "province": day.province_code,
        "unit": day.unit_code,
    }


def _table(version: int, hours: list[str], days: list[CalendarDay]) -> str:
    head = [f"calendar version {version}, office hours {', '.join(hours)}"]
    rows = [
        f"{day.on:%a %Y-%m-%d}  {day.kind:17} {day.certainty:10} {day.name}  [{day.source}]" for day in days
    ]
    return "\n".join(head + rows)


def _loaded(file: CalendarFile, version: int | None) -> str:
    if file.rejects:
        lines = [f"line {one.line}, {one.column}: {one.words}" for one in file.rejects]
        return "\n".join([*lines, "nothing was stored"])
    return f"{len(file.days)} days, " + (
        f"now version {version}" if version else "checked only, nothing stored"
    )
