"""Numbers that come with a dossier and look like ours: our counter steps over them, so that none is given twice."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection

_OURS = re.compile(r"^(?P<agency>.+)-(?P<day>\d{6})-(?P<sequence>\d{4,6})$")


def step_over(numbers: Iterable[str]) -> None:
    """Raise the counters of the agencies and days that `numbers` name to at least their sequence.

    Those series are marked as carried: their gaps are the other system's, law I-N1 holds them to be unique only.
    """
    highest: dict[tuple[str, date], int] = {}
    for number in numbers:
        found = _OURS.match(number)
        day = _day(found["day"]) if found else None
        if found and day:
            place = (found["agency"], day)
            highest[place] = max(highest.get(place, 0), int(found["sequence"]))
    if highest:
        _raise(sorted((agency, day, sequence) for (agency, day), sequence in highest.items()))


def _day(digits: str) -> date | None:
    try:
        return datetime.strptime(digits, "%y%m%d").date()  # noqa: DTZ007 - a day, no moment
    except ValueError:
        return None


def _raise(places: list[tuple[str, date, int]]) -> None:
    codes, days, sequences = zip(*places, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_counter AS c (agency_id, day, last, carried) "
            "SELECT a.id, n.day, n.last, true FROM unnest(%s::text[], %s::date[], %s::integer[]) n (code, day, last) "
            "JOIN organisation_agency a ON a.code = n.code ORDER BY a.id, n.day "
            "ON CONFLICT (agency_id, day) DO UPDATE SET last = greatest(c.last, EXCLUDED.last), carried = true",
            [list(codes), list(days), list(sequences)],
        )
