"""I-C1: the figures of every unit and month add up, flows from the journal, stocks from where dossiers stood."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.backends.utils import CursorWrapper

from haicap.dossiers.contract import Period, View
from haicap.dossiers.selectors.figures import count_figures
from haicap.dossiers.selectors.roots import unit_code
from haicap.kernel import clock
from haicap.platform.checks import Finding
from haicap.territory.contract import UnitId


def figures_add_up(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-C1 for the present month, by competent and by receiving unit; a full run goes through every month since the
    first dossier.
    """
    cursor.execute("SELECT DISTINCT province FROM dossiers_dossier ORDER BY province")
    for (province,) in cursor.fetchall():
        cursor.execute("SELECT min(received_at) FROM dossiers_dossier WHERE province = %s", [province])
        first = clock.local_day(cursor.fetchone()[0])
        cursor.execute(
            "SELECT unit_id FROM dossiers_chain UNION SELECT unit_id FROM organisation_agency ORDER BY 1"
        )
        units = [UnitId(unit) for (unit,) in cursor.fetchall()]
        for month in _months(first if full else clock.today().replace(day=1)):
            for view in View:
                yield from _broken(province, units, month, view)


def _broken(province: str, units: list[UnitId], month: Period, view: View) -> Iterator[Finding]:
    told = count_figures(
        provinces=[province], units=units, period=month, now=clock.now(), by=("unit",), view=view
    )
    for row in told["unit"]:
        if row.figures.came_in != row.figures.accounted_for:
            words = f"{row.figures.came_in} came in, {row.figures.accounted_for} are accounted for"
            words += ", by who received" if view is View.RECEIVED else ""
            figures = row.figures
            expected, found = str(figures.came_in), str(figures.accounted_for)
            yield Finding(unit_code(int(row.key or 0)), f"{month.start:%Y-%m}", words, expected, found)


def _months(first: date) -> Iterator[Period]:
    start = first.replace(day=1)
    while start <= clock.today():
        following = (start + timedelta(days=32)).replace(day=1)
        yield Period(start, following - timedelta(days=1))
        start = following
