"""Who carried a code on a day, who belongs to whom, and who is meant by a name."""

from datetime import date

from haicap.kernel import clock
from haicap.kernel.errors import refuse
from haicap.kernel.text import clean, fold
from haicap.territory.contract import Tier, UnitCard, UnitId
from haicap.territory.selectors.atlas import Entry, atlas, on


def unit_on(code: str, day: date, tier: Tier | None = None) -> UnitCard | None:
    """The unit that carried `code` on `day`, as it was then; None where there was none (of that tier)."""
    entry = on(atlas().by_code.get(code, []), day)
    if entry is None or (tier is not None and entry.card.tier is not tier):
        return None
    return entry.card


def require_unit(code: str, day: date, *, field: str | None = None) -> UnitCard:
    """As `unit_on`; a code that nobody carried on `day` is refused with territory.unknown_unit at `field`."""
    card = unit_on(code, day)
    if card is None:
        raise refuse("territory.unknown_unit", field=field, unit=code, day=day)
    return card


def state_on(unit_id: UnitId, day: date) -> UnitCard | None:
    """What the unit was on `day`; None before it began or after it ended."""
    entry = on(atlas().by_unit.get(unit_id, []), day)
    return entry.card if entry else None


def communes_of(province_code: str, day: date) -> tuple[UnitCard, ...]:
    """Communes, wards and special zones of the province that carried the code on `day`, by the alphabet."""
    province = unit_on(province_code, day, Tier.PROVINCE)
    if province is None:
        return ()
    return tuple(
        entry.card for entry in atlas().children.get(province.unit_id, []) if entry.card.in_force(day)
    )


def provinces(day: date) -> tuple[UnitCard, ...]:
    """The provinces and cities in force on `day`, by the alphabet."""
    return tuple(entry.card for entry in atlas().provinces if entry.card.in_force(day))


def search_units(text: str, province_code: str | None = None, limit: int = 20) -> tuple[UnitCard, ...]:
    """Units in force today whose name holds the words of `text` (accents optional) or whose code begins so.

    Exact names come first, then names beginning so; what also agrees in accents goes before what does not.
    With `province_code` only communes of that province.
    """
    today, key, typed = clock.today(), fold(text), clean(text).lower()
    if not key:
        return ()
    found = [
        entry
        for entry in atlas().entries()
        if entry.card.in_force(today)
        and (f" {key}" in f" {entry.folded}" or entry.card.code.startswith(key))
        and (province_code is None or _inside(entry.card, province_code))
    ]
    found.sort(key=lambda entry: (*_nearness(entry, key, typed), entry.sort_key, entry.card.state_id))
    return tuple(entry.card for entry in found[:limit])


def _inside(card: UnitCard, province_code: str) -> bool:
    return card.province_code == province_code and not card.is_province


def _nearness(entry: Entry, key: str, typed: str) -> tuple[bool, bool, bool]:
    """False sorts first: not the whole name, not its beginning, not the same accents."""
    bare = entry.folded.removeprefix("dac khu ").removeprefix("thanh pho ").split(" ", 1)
    names = {entry.folded, entry.folded.split(" ", 1)[-1], bare[0], " ".join(bare)}
    return (
        key not in names,
        not any(name.startswith(key) for name in names),
        typed not in entry.card.name.lower(),
    )
