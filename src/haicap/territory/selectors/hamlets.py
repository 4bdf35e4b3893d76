"""Which hamlets a commune has on a day, and which still wait for an officer to say where they belong.

A merger rewrites no hamlet: its commune is found along the lineage, as far as the law says where the residents went.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from haicap.territory.contract import (
    DividedCard,
    HamletCard,
    HamletId,
    HamletKind,
    LineageCard,
    Quantifier,
    StateStatus,
    Tier,
    UnitCard,
    UnitId,
    UnitStateId,
)
from haicap.territory.domain.residents import heirs_of_people
from haicap.territory.models import HamletAssignment, HamletState
from haicap.territory.selectors.atlas import atlas, on
from haicap.territory.selectors.crosswalk import history
from haicap.territory.selectors.units import require_unit, unit_on


def hamlets_of(code: str, day: date) -> tuple[HamletCard, ...]:
    """The hamlets of the commune that carries `code` on `day`, by the alphabet.

    Those of communes that went into it come along; those of a divided one only once assigned. Unknown code:
    territory.unknown_unit.
    """
    unit = require_unit(code, day)
    cards = cards_of_hamlets(_states_on(day).filter(unit__in=_ancestry(unit.unit_id)))
    return tuple(card for card in cards if (home := home_of(card, day)) and home.unit_id == unit.unit_id)


def hamlets_by_commune(codes: Collection[str], day: date) -> dict[str, tuple[HamletCard, ...]]:
    """As `hamlets_of` for many communes at once; a code that nobody carries on `day` has none."""
    homes = {unit.unit_id: code for code in codes if (unit := unit_on(code, day)) is not None}
    found: dict[str, list[HamletCard]] = {code: [] for code in codes}
    for card in cards_of_hamlets(_states_on(day).filter(unit__in=_ancestry(*homes))):
        home = home_of(card, day)
        if home is not None and home.unit_id in homes:
            found[homes[home.unit_id]].append(card)
    return {code: tuple(cards) for code, cards in found.items()}


def hamlet_on(hamlet_id: HamletId, day: date) -> HamletCard | None:
    """The hamlet as it was on `day`; None before it was listed or after it ended."""
    return next(iter(cards_of_hamlets(_states_on(day).filter(hamlet=hamlet_id))), None)


def former_hamlets(code: str, day: date) -> tuple[HamletCard, ...]:
    """The hamlets that ended in the commune up to `day`: merged, divided or retired; each in its last state."""
    unit = require_unit(code, day)
    later = HamletState.objects.filter(
        hamlet=OuterRef("hamlet"), status=StateStatus.VALID, valid_from__gte=OuterRef("valid_to")
    )
    ended = HamletState.objects.filter(~Exists(later), status=StateStatus.VALID, valid_to__lte=day)
    cards = cards_of_hamlets(ended.filter(unit__in=_ancestry(unit.unit_id)))
    return tuple(card for card in cards if (home := home_of(card, day)) and home.unit_id == unit.unit_id)


def home_of(card: HamletCard, day: date) -> UnitCard | None:
    """The commune of the hamlet on `day`; None where its commune was divided and nobody has decided yet."""
    state = _walk(card.unit, day)
    return state if state.in_force(day) else None


def divided_from(card: HamletCard, day: date) -> tuple[UnitCard, list[LineageCard]] | None:
    """The divided commune at which the way of the hamlet's residents forks before `day`, and who got residents."""
    state = _walk(card.unit, day)
    if state.in_force(day):
        return None
    return state, heirs_of_people(atlas().leaving.get(state.state_id, []))


def adrift(day: date) -> tuple[tuple[HamletCard, UnitCard], ...]:
    """Hamlets that stand on `day` in a unit that ended and left its people to nobody, each with that unit."""
    found = ((card, divided_from(card, day)) for card in cards_of_hamlets(_states_on(day)))
    return tuple((card, fork[0]) for card, fork in found if fork is not None and not fork[1])


def divided_communes(day: date, province_code: str | None = None) -> tuple[DividedCard, ...]:
    """The work queue: communes whose residents were divided up to `day`, by province and alphabet.

    With `province_code`: those of which a successor lies in that province.
    """
    found = atlas()
    forks = []
    for entry in found.entries():
        heirs = heirs_of_people(found.leaving.get(entry.card.state_id, []))
        if (
            len(heirs) > 1
            and entry.card.tier is Tier.COMMUNE
            and heirs[0].effective_on <= day
            and (province_code is None or province_code in {heir.unit.province_code for heir in heirs})
        ):
            forks.append((heirs[0].unit.province_code, entry.sort_key, entry.card, tuple(heirs)))
    forks.sort(key=lambda fork: (*fork[:2], fork[2].state_id))
    assigned, waiting = _progress([fork[2] for fork in forks], day)
    return tuple(
        DividedCard(
            card,
            heirs[0].effective_on,
            heirs,
            hamlets=assigned[card.unit_id] + waiting[card.state_id],
            assigned=assigned[card.unit_id],
        )
        for _, _, card, heirs in forks
        # what an annulled merger gave back is no division; only hamlets that began meanwhile ask where they belong
        if heirs[0].quantifier != Quantifier.RESTORED or assigned[card.unit_id] or waiting[card.state_id]
    )


def waiting_hamlets(commune: UnitCard, day: date) -> tuple[HamletCard, ...]:
    """The hamlets of a divided commune (its state that ended) that nobody has assigned up to `day`."""
    cards = cards_of_hamlets(_states_on(day).filter(unit__in=_ancestry(commune.unit_id)))
    return tuple(card for card in cards if _walk(card.unit, day).state_id == commune.state_id)


def _progress(communes: list[UnitCard], day: date) -> tuple[Counter[UnitId], Counter[UnitStateId]]:
    """Hamlets assigned by unit, and those that wait by the state that was divided."""
    units = _ancestry(*(commune.unit_id for commune in communes))
    decided = HamletAssignment.objects.filter(divided__in=units, replaced_by=None).order_by("id")
    assigned = Counter(UnitId(unit) for unit in decided.values_list("divided_id", flat=True))
    cards = cards_of_hamlets(_states_on(day).filter(unit__in=units))
    return assigned, Counter(_walk(card.unit, day).state_id for card in cards)


def _states_on(day: date) -> QuerySet[HamletState]:
    held = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))
    return HamletState.objects.filter(held, status=StateStatus.VALID)


def cards_of_hamlets(rows: QuerySet[HamletState]) -> tuple[HamletCard, ...]:
    """The cards of states, by the alphabet."""
    return tuple(card_of_state(row) for row in rows.order_by("sort_key", "id"))


def card_of_state(row: HamletState) -> HamletCard:
    """The card of one state."""
    states = atlas().by_unit[UnitId(row.unit_id)]
    entry = on(states, row.valid_from) or states[0]
    return HamletCard(
        hamlet_id=HamletId(row.hamlet_id),
        state_id=row.id,
        name=row.name,
        kind=HamletKind(row.kind),
        unit=entry.card,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _walk(card: UnitCard, day: date) -> UnitCard:
    """The state in force on `day` to which all residents of `card` came, or the one at which their ways part."""
    found, past = atlas(), history()
    while not card.in_force(day):
        again = past.again.get(card.state_id)
        heirs = heirs_of_people(found.leaving.get(card.state_id, []))
        if again is not None and again.valid_from <= day:
            card = again
        elif len(heirs) == 1:
            card = heirs[0].unit
        elif heirs or (later := _next(card)) is None:
            break
        else:
            card = later
    return card


def _next(card: UnitCard) -> UnitCard | None:
    states: Iterable[UnitCard] = (entry.card for entry in atlas().by_unit[card.unit_id])
    return next((state for state in states if state.valid_from == card.valid_to), None)


def _ancestry(*units: UnitId) -> set[UnitId]:
    """The units and all units that anything of them came from."""
    found = atlas()
    seen: set[UnitId] = set()
    todo = [*units]
    while todo:
        unit = todo.pop()
        if unit not in seen:
            seen.add(unit)
            for entry in found.by_unit[unit]:
                todo += [edge.unit.unit_id for edge in found.arriving.get(entry.card.state_id, [])]
    return seen
