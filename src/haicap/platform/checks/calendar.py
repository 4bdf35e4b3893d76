"""I-D3: the calendar reaches far enough for every deadline that may be given today.

Every province and unit stands on the nation's days, so a year missing there is missing for all. Years that
are only computed are no finding: their deadlines are marked provisional, and `haicap calendar coverage`
counts them.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.db.backends.utils import CursorWrapper

from haicap.kernel import clock
from haicap.kernel.worktime import STATUTORY_HOLIDAYS, DayKind
from haicap.platform.checks import Finding, Law

REACH = timedelta(days=400)

_HOLIDAYS = """
select extract(year from "on")::int, count(*)
from platform_calendar_day
where until_id is null and province_code = '' and unit_code = '' and kind = %s
group by 1
"""


def _coverage(cursor: CursorWrapper, _full: bool) -> Iterator[Finding]:
    cursor.execute(_HOLIDAYS, [DayKind.HOLIDAY.value])
    holidays = dict(cursor.fetchall())
    today = clock.today()
    for year in range(today.year, (today + REACH).year + 1):
        count = holidays.get(year, 0)
        if count < STATUTORY_HOLIDAYS:
            words = (
                f"{count} national holidays of {year} are known, the law gives {STATUTORY_HOLIDAYS} or more"
            )
            yield Finding("", str(year), words, f"{STATUTORY_HOLIDAYS} or more", str(count))


LAWS = (Law("I-D3", "The calendar holds every national holiday of the next 400 days.", _coverage),)
