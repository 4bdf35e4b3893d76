"""What may never happen to an acknowledged dossier, told from the clients' journal and the database's rows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Ack:
    """A server's word: the dossier with this key bears this number."""

    key: UUID
    number: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A dossier as the database has it."""

    id: UUID
    number: str
    agency: int
    day: str
    sequence: int


QUESTION = """SELECT id, number, number_agency_id, number_day::text, number_sequence FROM dossiers_dossier
WHERE number_agency_id IS NOT NULL"""


def findings(acks: Sequence[Ack], sent: Iterable[UUID], rows: Sequence[Row]) -> list[str]:
    """Everything that is wrong: lost, changed, doubled, numbered twice, a gap, or handed in by nobody."""
    stored = {row.id: row for row in rows}
    found = []
    for ack in acks:
        row = stored.get(ack.key)
        if row is None:
            found.append(f"{ack.number} was acknowledged and is lost")
        elif row.number != ack.number:
            found.append(f"{ack.key} was acknowledged as {ack.number} and is stored as {row.number}")
    holders: dict[str, set[UUID]] = defaultdict(set)
    for ack in acks:
        holders[ack.number].add(ack.key)
    found += [
        f"{number} was given to {len(keys)} dossiers" for number, keys in holders.items() if len(keys) > 1
    ]
    found += [f"{key} is stored {n} times" for key, n in Counter(row.id for row in rows).items() if n > 1]
    found += [f"{row.number} was handed in by nobody" for row in rows if row.id not in set(sent)]
    return found + _gaps(rows)


def _gaps(rows: Sequence[Row]) -> list[str]:
    by_day: dict[tuple[int, str], list[int]] = defaultdict(list)
    for row in rows:
        by_day[row.agency, row.day].append(row.sequence)
    return [
        f"agency {agency} on {day}: {len(numbers)} numbers, the highest is {max(numbers)}"
        for (agency, day), numbers in by_day.items()
        if sorted(numbers) != list(range(1, len(numbers) + 1))
    ]
