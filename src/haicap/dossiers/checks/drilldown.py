"""I-R2: a number is as great as the list it opens: counts by day beside the dossiers behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from django.db import connection
from django.db.backends.utils import CursorWrapper

from haicap.dossiers.contract import Period
from haicap.dossiers.models.clauses import TRUE, Clause
from haicap.dossiers.selectors.behind import counted, entry_by_entry
from haicap.dossiers.selectors.figures import count_figures
from haicap.dossiers.selectors.roots import unit_code
from haicap.kernel import clock
from haicap.platform.checks import Finding
from haicap.territory.contract import UnitId

_SAMPLE = 10  # units looked at one by one; others tomorrow


def opens_its_rows(cursor: CursorWrapper, _full: bool) -> Iterator[Finding]:
    """I-R2 for the present month: every number of each province as a whole, and of some of its units."""
    cursor.execute("SELECT DISTINCT province FROM dossiers_dossier ORDER BY province")
    provinces = [province for (province,) in cursor.fetchall()]
    cursor.execute("SELECT unit_id FROM dossiers_chain ORDER BY unit_id")
    units = [UnitId(unit) for (unit,) in cursor.fetchall()]
    yield from _differing("", provinces, units)
    begin = clock.today().toordinal() * _SAMPLE % max(len(units), 1)
    for unit in (units + units)[begin : begin + min(_SAMPLE, len(units))]:
        yield from _differing(unit_code(unit), provinces, [unit])


def _differing(label: str, provinces: Sequence[str], units: Sequence[UnitId]) -> Iterator[Finding]:
    today = clock.today()
    period, now = Period(today.replace(day=1), today), clock.now()
    (row,) = count_figures(provinces=provinces, units=units, period=period, now=now, by=("",))[""]
    for name, number in asdict(row.figures).items():
        found = counted((name,), provinces=provinces, units=units, period=period, now=now)
        table = entry_by_entry(Clause("dossiers_dossier"), TRUE, found)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table.sql}", table.values)
            (rows,) = cursor.fetchone()
        if rows != number:
            words = f"{name} of {period.start:%Y-%m}: the number is {number}, its list has {rows} rows"
            yield Finding(label, f"{period.start:%Y-%m} {name}", words, str(rows), str(number))
