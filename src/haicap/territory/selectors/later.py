"""What the register knows of names and units beyond the data files of the release, for reading addresses.

Where nothing was enacted since, that is nothing, and the gazetteer of the files serves.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from haicap.territory.contract import UnitCard
from haicap.territory.contract.addresses import Heir
from haicap.territory.domain.addresses.answers import Onward
from haicap.territory.domain.addresses.gazetteer import NEW, Gazetteer, Rows, shipped, shipped_tables
from haicap.territory.domain.addresses.places import REFORM, keys_of, parted
from haicap.territory.selectors.atlas import Entry, atlas, on
from haicap.territory.selectors.crosswalk import crosswalk_of
from haicap.territory.selectors.edition import Kept

EVE = REFORM - timedelta(days=1)


def onward(day: date) -> Onward:
    """What carries on a unit of the files on `day`, by the acts of the register; for `Resolver`."""

    def heirs(code: str) -> Sequence[Heir] | None:
        card = _since_reform(atlas().by_code.get(code, []))
        if card is None:
            return None
        units = [part.unit for part in crosswalk_of(card, day)]
        itself = [unit.unit_id for unit in units] == [card.unit_id] and units[0].code == code
        return None if itself and code in _files() else [_heir(unit, card) for unit in units]

    return heirs


def _since_reform(entries: list[Entry]) -> UnitCard | None:
    """The first unit of the new map that bore the code."""
    return next(
        (entry.card for entry in entries if entry.card.valid_to is None or entry.card.valid_to > REFORM), None
    )


def _heir(unit: UnitCard, was: UnitCard) -> Heir:
    found = atlas()
    top = on(found.by_code.get(unit.province_code, []), unit.valid_from)
    edges = found.arriving.get(unit.state_id, [])
    law = next((edge for edge in edges if edge.unit.unit_id == was.unit_id), edges[0] if edges else None)
    told = (law.quantifier, law.instrument, law.clause) if law else ("", "", "")
    return Heir(
        unit.code, unit.name, unit.province_code, top.card.name if top else "", unit.valid_from, *told
    )


def _read() -> Gazetteer:
    tables, found = shipped_tables(), atlas()
    known = {(row[0], row[1]) for row in tables["changes"]}
    later = [
        entry.card
        for entry in found.entries()
        if entry.card.valid_from > REFORM
        and (entry.card.valid_from.isoformat(), entry.card.code) not in known
    ]
    if not later:
        return shipped()
    more = {"changes": _names(later), f"communes-{NEW}": _formed(later), "address-names": _provinces(later)}
    return Gazetteer(tables | {name: [*tables[name], *rows] for name, rows in more.items()})


gazetteer: Kept[Gazetteer] = Kept(_read)


def _files() -> set[str]:
    return {row[0] for name in (f"provinces-{NEW}", f"communes-{NEW}") for row in shipped_tables()[name]}


def _names(later: list[UnitCard]) -> Rows:
    """Names that codes of the files bear later, whether the unit was renamed or another took the code."""
    return [
        (card.valid_from.isoformat(), card.code, card.name, "", "") for card in later if card.code in _files()
    ]


def _formed(later: list[UnitCard]) -> Rows:
    """Communes under codes that the files do not know, each once, in a province that they know."""
    files = _files()
    new = {card.code: card for card in later if not card.is_province and card.code not in files}
    return [
        (card.code, card.name, card.province_code) for card in new.values() if card.province_code in files
    ]


def _provinces(later: list[UnitCard]) -> Rows:
    """Names of provinces with the provinces of the old map that they were made of."""
    return [
        ("province", keys_of(parted(card.name)[1])[0], " ".join(sorted(_origins(card))), "")
        for card in later
        if card.is_province
    ]


def _origins(card: UnitCard) -> set[str]:
    return {part.unit.code for part in crosswalk_of(card, EVE)}
