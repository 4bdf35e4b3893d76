"""`haicap deadline`: when something is due, and every day behind the answer. Needs no database.

The database's calendar is used only where `HAICAP_DATABASE_URL` names one; without it the shipped file
answers.
"""

import argparse
import os
import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from haicap.kernel.clock import VIETNAM
from haicap.kernel.console import DONE, Output, UsageError
from haicap.kernel.deadlines import Deadline, due
from haicap.kernel.errors import RefusalError
from haicap.kernel.limits import Limit, LimitUnit, OnSupplement
from haicap.kernel.stops import Stop, StopKind
from haicap.kernel.tally import ExcludedDay, Tally, tally
from haicap.kernel.worktime import DEFAULT_HOURS, WorkCalendar
from haicap.platform.calendar_file import shipped_edition

HELP = "When a dossier received at a moment is due under a limit, and which days were counted."
DATABASE = False

_OPENS = DEFAULT_HOURS.office[0].opens
_LIMIT = re.compile(r"(?:(?P<amount>\d{1,5})[ _-]?)?(?P<unit>[a-z][a-z _-]*?)")
_SENTENCES = {
    "clock.limit_not_positive": "a limit is at least 1 (and exactly 1 for same_day)",
    "clock.stop_before_receipt": "the clock cannot stop before the dossier was received",
    "clock.resume_before_stop": "the clock cannot resume before it stopped",
    "clock.beyond_calendar": "dates from {first} to {last} only",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    units = ", ".join(LimitUnit)
    parser.add_argument(
        "--received", required=True, type=_moment, metavar="ISO", help="date or date-time of receipt"
    )
    parser.add_argument(
        "--limit", required=True, type=_limit, metavar="LIMIT", help=f'"5 working_day"; units: {units}'
    )
    parser.add_argument(
        "--stop", dest="events", action="append", type=_stop, metavar="ISO", help="the clock stops"
    )
    parser.add_argument(
        "--resume", dest="events", action="append", type=_resume, metavar="ISO", help="and runs again"
    )
    parser.add_argument("--stop-kind", type=StopKind, choices=list(StopKind), default=StopKind.SUPPLEMENT)
    parser.add_argument(
        "--on-supplement", type=OnSupplement, choices=list(OnSupplement), default=OnSupplement.PAUSE
    )
    parser.add_argument(
        "--online", action="store_true", help="filed online: outside working time it counts from the next"
    )
    parser.add_argument("--province", default="", metavar="CODE", help="use the exceptions of this province")
    parser.add_argument("--unit", default="", metavar="CODE", help="and of this unit of it")


def run(options: argparse.Namespace, out: Output) -> int:
    """Compute and print."""
    if options.unit and not options.province:
        raise UsageError("--unit needs --province")
    try:
        deadline = due(
            calendar=_calendar(options),
            received_at=options.received,
            limit=options.limit,
            stops=_stops(options),
            on_supplement=options.on_supplement,
            channel_online=options.online,
        )
    except RefusalError as refused:
        sentence = _SENTENCES[refused.refusal.code]
        raise UsageError(sentence.format(**refused.refusal.facts)) from None
    days = tally(deadline)
    out.result(_document(deadline, days), lambda: _words(deadline, days))
    return DONE


def _calendar(options: argparse.Namespace) -> WorkCalendar:
    if not os.environ.get("HAICAP_DATABASE_URL"):
        return shipped_edition().for_unit(options.province, options.unit)
    import django
    from django.db import DatabaseError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
    django.setup()
    from haicap.platform import calendars

    try:
        return calendars.current(options.province, options.unit)
    except DatabaseError as problem:
        raise UsageError(f"the calendar of HAICAP_DATABASE_URL cannot be read: {problem}") from None


def _document(deadline: Deadline, days: Tally) -> dict[str, Any]:
    return {
        "due_at": deadline.due_at.isoformat() if deadline.due_at else None,
        "counted": [day.isoformat() for day in days.counted],
        "excluded": [_excluded(day) for day in days.excluded],
        "ends_on": deadline.ends_on.isoformat() if deadline.ends_on else None,
        "counted_from": deadline.starts_at.isoformat(),
        "stopped": deadline.is_stopped,
        "provisional": deadline.provisional,
        "calendar_version": deadline.calendar_version,
    }


def _excluded(day: ExcludedDay) -> dict[str, str]:
    row = {"date": day.on.isoformat(), "why": str(day.why)}
    return row | {key: str(value) for key, value in (("name", day.name), ("source", day.source)) if value}


def _words(deadline: Deadline, days: Tally) -> str:
    head = (
        f"due {deadline.due_at:%a %Y-%m-%d %H:%M}"
        if deadline.due_at
        else "the clock stands still: no due date"
    )
    lines = [head, f"counted from {deadline.starts_at:%a %Y-%m-%d %H:%M}, {len(days.counted)} days counted:"]
    lines += [f"  {number:3}  {day:%a %Y-%m-%d}" for number, day in enumerate(days.counted, 1)]
    lines += ["not counted:"] if days.excluded else []
    lines += [f"       {day.on:%a %Y-%m-%d}  {day.why} {day.name}".rstrip() for day in days.excluded]
    if deadline.ends_on and deadline.due_at and deadline.due_at.date() != deadline.ends_on:
        lines.append(
            f"the limit ends on {deadline.ends_on}, when it cannot end: it moves to the next working day"
        )
    if deadline.provisional:
        lines.append("provisional: the days off of a year it touches are not decided yet")
    lines.append(f"calendar version {deadline.calendar_version}")
    return "\n".join(lines)


def _stops(options: argparse.Namespace) -> list[Stop]:
    """Pair the words in the order they were written."""
    stops: list[Stop] = []
    for word, moment in options.events or ():
        stopped = bool(stops) and stops[-1].to_at is None
        if word == "stop" and stopped:
            raise UsageError("--stop again before --resume: a stopped clock cannot be stopped")
        if word == "resume" and not stopped:
            raise UsageError("--resume without a --stop before it")
        if word == "stop":
            stops.append(Stop(moment, None, options.stop_kind))
        else:
            stops[-1] = replace(stops[-1], to_at=moment)
    return stops


def _stop(text: str) -> tuple[str, datetime]:
    return "stop", _moment(text)


def _resume(text: str) -> tuple[str, datetime]:
    return "resume", _moment(text)


def _moment(text: str) -> datetime:
    """A date means the opening of that day; a time without offset is Vietnamese."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return datetime.combine(date.fromisoformat(text), _OPENS, VIETNAM)
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)).astimezone(VIETNAM)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no date or time: write 2026-04-23 or 2026-04-23T08:15:00+07:00"
        ) from None


def _limit(text: str) -> Limit:
    found = _LIMIT.fullmatch(text.strip().lower())
    unit = re.sub(r"[ -]", "_", found["unit"]).removesuffix("s") if found else ""
    if (
        found is None
        or unit not in set(LimitUnit)
        or (found["amount"] is None and unit != LimitUnit.SAME_DAY)
    ):
        raise argparse.ArgumentTypeError(
            f'{text!r} is no limit: write "5 working_day"; units: {", ".join(LimitUnit)}'
        )
    return Limit(int(found["amount"] or 1), LimitUnit(unit))
