"""Law I-U5: the map has the units that its sources declare, in the country and under each resolution."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from haicap.platform.checks import Finding, Law
from haicap.territory.domain.build import declared_counts
from haicap.territory.services.load import data_file, data_files

_ON = """
    SELECT kind, count(*) FROM territory_unit_state
    WHERE status = 'valid' AND daterange(valid_from, valid_to) @> %s::date GROUP BY kind
"""
# a plan does acts of several resolutions under the first one's name, the number of the other behind the clause
_OF = """
    SELECT s.kind, count(*)
    FROM territory_unit_state s
    JOIN territory_mutation m ON m.id = s.opened_by_id AND m.effective_on = s.valid_from
    JOIN territory_instrument i ON i.id = m.instrument_id
    WHERE i.number = %s AND s.status = 'valid' AND m.clause NOT LIKE '%%(%%/%%)' GROUP BY s.kind
"""


def _in_the_country(cursor: CursorWrapper) -> Iterator[Finding]:
    for day, expected in declared_counts(data_files()).items():
        cursor.execute(_ON, [day])
        found = Counter(dict(cursor.fetchall()))
        for kind in sorted(set(expected) | set(found)):
            wanted = expected.get(kind, 0)
            if found[kind] != wanted:
                yield Finding("", str(day), f"{found[kind]} units of kind {kind} on {day}, {wanted} declared")


def _under_each_resolution(cursor: CursorWrapper) -> Iterator[Finding]:
    """What each resolution of 2025 says in its last clause, against what stands as its work."""
    declared: dict[str, dict[str, int]] = defaultdict(dict)
    for row in data_file("totals"):
        declared[row["instrument"]][row["kind"]] = int(row["count"])
    for instrument, expected in declared.items():
        cursor.execute(_OF, [instrument])
        found = dict(cursor.fetchall())
        if found != expected:
            yield Finding("", instrument, f"{instrument} declares {expected}, the map has {found}")


def _totals(cursor: CursorWrapper, _full: bool) -> Iterator[Finding]:
    yield from _in_the_country(cursor)
    yield from _under_each_resolution(cursor)


LAWS = (
    Law(
        id="I-U5",
        words="The map has as many units of each kind as the law and the statistics office declare, on the days of "
        "the counts and under each resolution of 2025.",
        test=_totals,
        fast=False,
    ),
)
