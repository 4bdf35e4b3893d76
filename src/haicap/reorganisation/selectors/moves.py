"""The move a plan made, kept as ids of units so that it can be undone."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from haicap.kernel.errors import refuse
from haicap.organisation.contract import Move
from haicap.reorganisation.contract import Plan
from haicap.territory import api as territory
from haicap.territory.contract import Succession, UnitCard, UnitId

Ids = Mapping[str, Any]


def orphans(old: Sequence[UnitCard], successions: Iterable[Succession], on: date) -> dict[UnitId, UnitCard]:
    """Units that end without anybody after them, each with the province it stood in, as it stands on the day.

    Refused: `reorganisation.no_heir` where that is gone too.
    """
    followed = {one.predecessor.unit_id for one in successions}
    found: dict[UnitId, UnitCard] = {}
    for card in old:
        if card.unit_id not in followed:
            province = territory.unit_on(card.province_code, on)
            if province is None or card.is_province:
                raise refuse("reorganisation.no_heir", unit=card.name)
            found[card.unit_id] = province
    return found


def heirs_beside(plan: Plan, old: Iterable[UnitCard]) -> list[UnitId]:
    """Provinces that will own what units of an abolished tier leave, beside what they own already; asked on the eve."""
    followed = {edge.predecessor_code for change in plan.enactment.changes for edge in change.edges}
    alone = {
        code for change in plan.enactment.changes if not change.begins for code in change.ends
    } - followed
    eve = plan.enactment.effective_on - timedelta(days=1)
    found = (territory.unit_on(card.province_code, eve) for card in old if card.code in alone)
    return sorted({province.unit_id for province in found if province is not None})


def beside(kept: Ids) -> list[UnitId]:
    """The same, of a move that was made."""
    heirs = {UnitId(new) for _, new in kept["heirs"]}
    return sorted(heirs - {*kept["begun"], *kept["kept"]})


def ids(move: Move) -> dict[str, Any]:
    """What of a move is kept. `ended`: all units that stood before it and what it concerns."""
    kept = [after.unit_id for _, after in move.kept]
    return {
        "heirs": [[old, new.unit_id] for old, new in move.heirs.items()],
        "begun": [unit.unit_id for unit in move.begun],
        "main": [[new, old] for new, old in move.main.items()],
        "kept": kept,
        "ended": [*move.heirs, *kept],
    }


def again(reorganisation: UUID, plan: Plan, kept: Ids) -> Move:
    """The move of a plan that was applied, units as they stood on its day."""
    on = plan.enactment.effective_on
    eve = on - timedelta(days=1)
    return Move(
        reorganisation=reorganisation,
        on=on,
        instrument=plan.enactment.instrument,
        heirs={UnitId(old): standing(new, on) for old, new in kept["heirs"]},
        begun=tuple(standing(unit, on) for unit in kept["begun"]),
        main={UnitId(new): UnitId(old) for new, old in kept["main"]},
        kept=tuple((standing(unit, eve), standing(unit, on)) for unit in kept["kept"]),
    )


def standing(unit: int, on: date) -> UnitCard:
    """A unit of a move as it stood on a day; refused: `reorganisation.no_heir` where it did not."""
    card = territory.state_on(UnitId(unit), on)
    if card is None:
        raise refuse("reorganisation.no_heir", unit=unit)
    return card
