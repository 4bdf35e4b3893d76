"""Who became what, and who carries on a record written under an old code."""

from datetime import date

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError, refuse
from haicap.territory.contract import WHOLE, LineageCard, UnitCard
from haicap.territory.selectors.atlas import atlas
from haicap.territory.selectors.units import state_on


def reading(code: str, day: date, *, field: str | None = None) -> UnitCard:
    """What `code` means when spoken of on `day`: who carries it, else who last did, else who first will.

    A code that nobody ever carried is refused with territory.unknown_unit at `field`.
    """
    cards = [entry.card for entry in atlas().by_code.get(code, [])]
    if not cards:
        raise refuse("territory.unknown_unit", field=field, unit=code, day=day)
    return next((card for card in reversed(cards) if card.valid_from <= day), cards[0])


def successors(code: str, day: date) -> list[LineageCard]:
    """What the unit read from `code` on `day` became after that state; empty where it still stands.

    A unit that was merged or divided before `day` answers too, so an ended code can be asked for at any time.
    An unknown code is refused with territory.unknown_unit.
    """
    card = reading(code, day)
    states = atlas().by_unit[card.unit_id]
    later = [entry.card for entry in states if entry.card.valid_from >= card.valid_from]
    return next((edges for state in later if (edges := atlas().leaving.get(state.state_id))), [])


def predecessors(code: str, day: date) -> list[LineageCard]:
    """What the unit read from `code` on `day` was made of; empty where the register does not reach back.

    An unknown code is refused with territory.unknown_unit.
    """
    card = reading(code, day)
    states = reversed(atlas().by_unit[card.unit_id])
    earlier = [entry.card for entry in states if entry.card.valid_from <= card.valid_from]
    return next((edges for state in earlier if (edges := atlas().arriving.get(state.state_id))), [])


def resolve_for_record(code: str, day: date, *, field: str | None = None) -> UnitCard:
    """The unit in force today that carries on a record written under `code` on `day`.

    The code is understood as of that day, or as the last unit that carried it before. Refused:
    territory.unknown_unit where nobody ever did, territory.divided where the law divided the unit (the
    sentence names the candidates; nobody guesses).
    """
    card = reading(code, day, field=field)
    if card.valid_from > day:
        raise refuse("territory.unknown_unit", field=field, unit=code, day=day)
    today = max(clock.today(), day)
    heir = card
    while (standing := state_on(heir.unit_id, today)) is None:
        last = atlas().by_unit[heir.unit_id][-1].card
        became = atlas().leaving.get(last.state_id, [])
        if len(became) != 1 or became[0].quantifier not in WHOLE:
            raise _divided(last, became, field)
        heir = became[0].unit
    return standing


def _divided(card: UnitCard, became: list[LineageCard], field: str | None) -> RefusalError:
    candidates = ", ".join(f"{edge.unit.name} ({edge.unit.code})" for edge in became)
    return refuse("territory.divided", field=field, unit=card.code, name=card.name, candidates=candidates)
