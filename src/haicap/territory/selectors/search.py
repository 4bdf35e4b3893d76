"""Finding a unit by any name or code it ever had."""

from datetime import date

from haicap.kernel.text import clean, fold
from haicap.territory.contract import UnitCard
from haicap.territory.selectors.atlas import Entry, atlas

_KINDS = ("tinh", "thanh pho", "dac khu", "huyen", "thi tran", "xa", "phuong")


def search_states(text: str, day: date | None = None, limit: int = 50) -> tuple[UnitCard, ...]:
    """States whose name holds the words of `text` (accents and kind optional) or whose code begins so.

    With `day` only those in force then, else of all times. Whole names go first, then what agrees in accents, then
    what begins so; of equals the youngest state first, then by the alphabet.
    """
    key, typed = fold(text), clean(text).lower()
    if not key:
        return ()
    found = [
        entry
        for entry in atlas().entries()
        if (day is None or entry.card.in_force(day))
        and (f" {key}" in f" {entry.folded}" or entry.card.code.startswith(key))
    ]
    found.sort(key=lambda entry: _order(entry, key, typed))
    return tuple(entry.card for entry in found[:limit])


def _order(entry: Entry, key: str, typed: str) -> tuple[object, ...]:
    bare = next(
        (entry.folded[len(kind) + 1 :] for kind in _KINDS if entry.folded.startswith(f"{kind} ")),
        entry.folded,
    )
    return (
        key not in {entry.folded, bare, entry.card.code},
        typed not in entry.card.name.lower(),
        not bare.startswith(key),
        entry.sort_key.partition("!")[0],
        -entry.card.valid_from.toordinal(),
        entry.card.state_id,
    )
