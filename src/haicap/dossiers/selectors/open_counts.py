"""Flows of whole days by unit and field, for statistics that anybody may read: counts, nobody's data, no actor."""

from datetime import date

from django.db import connection

from haicap.dossiers.contract import Period
from haicap.organisation import api as organisation
from haicap.territory.contract import UnitId

_FLOWS = """
SELECT unit_id, field, figure, sum(entries) FROM dossiers_tally
WHERE province = %s AND day BETWEEN %s AND %s GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""


def open_flows(province: str, period: Period) -> dict[tuple[UnitId, str], dict[str, int]]:
    """{(unit, field): {figure: entries}} of a province in the days of `period`, merged units under their heirs."""
    with connection.cursor() as cursor:
        cursor.execute(_FLOWS, [province, period.start, period.end])
        rows = cursor.fetchall()
    heirs = organisation.units_today(UnitId(unit) for unit, *_ in rows)
    found: dict[tuple[UnitId, str], dict[str, int]] = {}
    for unit, field, figure, entries in rows:
        counted = found.setdefault((heirs[UnitId(unit)], field), {})
        counted[figure] = counted.get(figure, 0) + int(entries)
    return found


def first_days() -> dict[str, date]:
    """The first day that anything was counted on, by province."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT province, min(day) FROM dossiers_tally GROUP BY 1 ORDER BY 1")
        return dict(cursor.fetchall())
