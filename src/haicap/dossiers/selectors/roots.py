"""Reading daily roots, and holding the journal against them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db import connection

from haicap.dossiers.contract.roots import KeptDay, Root, RootDifference, RootsFile
from haicap.dossiers.domain.roots import SHORT, untrue
from haicap.dossiers.models import DailyRoot

_HELD = """
SELECT w.unit_id, w.chain_seq, encode(e.hash, 'hex')
FROM unnest(%s::bigint[], %s::bigint[]) AS w (unit_id, chain_seq)
LEFT JOIN dossiers_journal e USING (unit_id, chain_seq)"""

_SHORT = f"""
SELECT chain_seq, left(encode(hash, 'hex'), {SHORT}) FROM dossiers_journal
WHERE unit_id = %s AND chain_seq BETWEEN %s AND %s ORDER BY chain_seq"""

_GROWN = f"""
SELECT e.unit_id, string_agg(left(encode(e.hash, 'hex'), {SHORT}), '' ORDER BY e.chain_seq)
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS w (unit_id, low, high)
JOIN dossiers_journal e ON e.unit_id = w.unit_id AND e.chain_seq > w.low AND e.chain_seq <= w.high
GROUP BY 1"""

_CODE = """
SELECT code FROM territory_unit_state WHERE unit_id = %s AND status = 'valid' ORDER BY valid_from DESC LIMIT 1"""


def latest_root() -> Root | None:
    """The youngest root; None before the first midnight after the first entry."""
    row = DailyRoot.objects.order_by("-day").first()
    return _root(row) if row else None


def roots(*, since: date | None = None) -> Iterator[Root]:
    """All roots, or those from a day on, oldest first."""
    rows = DailyRoot.objects.order_by("day")
    yield from map(_root, (rows.filter(day__gte=since) if since else rows).iterator(100))


def kept_days(*, since: date | None = None) -> Iterator[KeptDay]:
    """The same with the links of each day: what a file takes away."""
    former: dict[int, tuple[int, str]] = {}
    if since and (before := DailyRoot.objects.filter(day__lt=since).order_by("-day").first()):
        former = dict(_root(before).heads)
    for root in roots(since=since):
        grown = {
            unit: (former.get(unit, (0, ""))[0], seq)
            for unit, (seq, _link) in root.heads.items()
            if former.get(unit, (0, ""))[0] < seq
        }
        yield KeptDay(root, _links_of(grown))
        former = dict(root.heads)


def against(file: RootsFile) -> Iterator[RootDifference]:
    """Where the file is not true in itself, our roots differ from its, or the journal lacks what a root names."""
    yield from untrue(file.days)
    ours = {root.day: root for root in roots(since=min((kept.root.day for kept in file.days), default=None))}
    for kept in file.days:
        mine = ours.get(kept.root.day)
        if mine is None or mine.root != kept.root.root:
            words = "the root kept elsewhere is not the one kept here"
            found = mine.root if mine else "none"
            yield RootDifference("", kept.root.day, f"root {kept.root.day}", words, kept.root.root, found)
    yield from rewritten(file.days)


def rewritten(days: Iterable[KeptDay]) -> Iterator[RootDifference]:
    """For each unit the first entry that is not what the roots say, by its links where the days hold them."""
    kept = list(days)
    held = _held({(unit, seq) for each in kept for unit, (seq, _link) in each.root.heads.items()})
    sound: dict[int, int] = {}  # unit -> the last head that is as told
    broken: set[int] = set()
    for each in kept:
        for unit, (seq, link) in each.root.heads.items():
            if unit in broken:
                continue
            if held[unit, seq] == link:
                sound[unit] = seq
                continue
            broken.add(unit)
            first = _first_differing(unit, sound.get(unit, 0), seq, each.links.get(unit, ""))
            where = f"from entry {first} on" if each.links else f"somewhere in entries {first} to {seq}"
            words = f"the chain is not that of {each.root.day}, {where}"
            yield RootDifference(
                unit_code(unit),
                each.root.day,
                f"link {first}",
                words,
                link,
                held[unit, seq] or "no such entry",
            )


def unit_code(unit: int) -> str:
    """The code a unit bears, or bore last."""
    with connection.cursor() as cursor:
        cursor.execute(_CODE, [unit])
        found = cursor.fetchone()
    return str(found[0]) if found else f"unit {unit}"


def _first_differing(unit: int, sound: int, head: int, told: str) -> int:
    begin = head - len(told) // SHORT  # the day's links follow the entry `begin`
    ours = _links(unit, begin + 1, head)
    for place, seq in enumerate(range(begin + 1, head + 1)):
        if ours.get(seq) != told[place * SHORT : (place + 1) * SHORT]:
            return seq
    return sound + 1


def _links(unit: int, first: int, last: int) -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(_SHORT, [unit, first, last])
        return dict(cursor.fetchall())


def _links_of(grown: Mapping[int, tuple[int, int]]) -> dict[int, str]:
    """The links of each unit's entries behind the first number up to the second, in one question."""
    units = sorted(grown)
    with connection.cursor() as cursor:
        cursor.execute(
            _GROWN, [units, [grown[unit][0] for unit in units], [grown[unit][1] for unit in units]]
        )
        return dict(cursor.fetchall())


def _held(pairs: set[tuple[int, int]]) -> dict[tuple[int, int], str | None]:
    wanted = sorted(pairs)
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [[unit for unit, _ in wanted], [seq for _, seq in wanted]])
        return {(unit, seq): link for unit, seq, link in cursor.fetchall()}


def _root(row: DailyRoot) -> Root:
    heads = {int(unit): (int(seq), str(link)) for unit, (seq, link) in row.heads.items()}
    return Root(row.day, row.previous, row.root, heads)
