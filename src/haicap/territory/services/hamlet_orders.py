"""Carries out everything that one paper does to hamlets on one day, as one change.

First all that ends is ended, then all that begins is written; so two hamlets may change names, and a name that one
gives up is free for another. Names are compared after the whole.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from haicap.kernel.errors import refuse
from haicap.kernel.text import clean
from haicap.territory.contract import (
    HamletAct,
    HamletCard,
    HamletChange,
    HamletId,
    HamletOrder,
    HamletsChanged,
    NewHamlet,
    UnitCard,
)
from haicap.territory.domain.hamlet_orders import parts_apart, require_shape
from haicap.territory.models import HamletAct as ActRow
from haicap.territory.models import HamletAssignment, HamletEdge
from haicap.territory.selectors.hamlets import divided_from, hamlets_of, home_of
from haicap.territory.selectors.units import require_unit
from haicap.territory.services.hamlet_parts import count_parts, require_parts
from haicap.territory.services.hamlet_states import (
    Begun,
    close,
    fork_of,
    lock_hamlets,
    new_hamlets,
    open_cards,
    put,
    record,
)

_MAKING = frozenset({HamletChange.MERGED, HamletChange.DIVIDED})  # they end hamlets and make new ones


@transaction.atomic
def change_hamlets(orders: Sequence[HamletOrder], act: HamletAct, *, at: datetime) -> HamletsChanged:
    """Do all `orders` on `act.effective_on`, or none; `at` is when the register learns of it.

    Refused: territory.hamlets_none, .hamlets_few (a merger or division of one), .hamlet_row_twice (in two orders),
    .hamlet_unknown, .hamlet_later_states, .hamlet_waiting (of a divided commune, not assigned), .hamlets_apart (a
    merger of several communes without `to`), .hamlet_there (moved to where it is), .unknown_unit, .hamlet_name,
    .hamlet_name_taken, .hamlet_reason, .hamlet_officer; for ASSIGNED .hamlet_not_divided, .not_a_successor; and what
    `part_faults` finds. A merger or division of hamlets that wait is their decision too where `to` is a successor.
    """
    require_shape(orders, act.reason)
    lock_hamlets()
    day = act.effective_on
    cards = {card.hamlet_id: card for card in open_cards((one for o in orders for one in o.hamlets), day)}
    homes = [_homes(order, [cards[one] for one in order.hamlets], day) for order in orders]
    _require_names(orders, homes, cards, day)
    known = require_parts(orders, cards, day)
    rows = _acts(orders, act, at)
    for order, row in zip(orders, rows, strict=True):
        close([cards[one] for one in order.hamlets], row)
    opened = _open(orders, homes, rows, cards)
    for order, made, row in zip(orders, opened, rows, strict=True):
        _decided(order, [cards[one] for one in order.hamlets], made, row)
    count_parts(orders, opened, known, act, at=at)
    return HamletsChanged(tuple(dict.fromkeys(row.id for row in rows)), opened)


def require_names_free(
    home: UnitCard, named: Iterable[NewHamlet], day: date, *, leaving: Iterable[HamletId] = ()
) -> None:
    """No name may be empty or stand twice in the commune. Refused: territory.hamlet_name, .hamlet_name_taken."""
    gone = set(leaving)
    taken = Counter(card.name for card in hamlets_of(home.code, day) if card.hamlet_id not in gone)
    for hamlet in named:
        name = clean(hamlet.name)
        if not name:
            raise refuse("territory.hamlet_name", field="name")
        if taken[name]:
            raise refuse("territory.hamlet_name_taken", field="name", name=name, commune=home.name)
        taken[name] += 1


def _homes(order: HamletOrder, cards: Sequence[HamletCard], day: date) -> tuple[UnitCard, ...]:
    """The communes in which the order leaves its hamlets, one for each new name; none for those that end for good."""
    if parts_apart(order):
        return tuple(_home(replace(order, to=part.to), cards, day) for part in order.into)
    if order.change is HamletChange.RETIRED:
        return ()
    return (_home(order, cards, day),) * max(1, len(order.into))


def _home(order: HamletOrder, cards: Sequence[HamletCard], day: date) -> UnitCard:
    """The one commune of what the order makes."""
    told = require_unit(order.to, day, field="to") if order.to else None
    if order.change is HamletChange.ASSIGNED:
        return require_unit(order.to, day, field="to")
    homes = {_standing(card, day) for card in cards if not (told and _goes_with(order, card, day))}
    if order.change is HamletChange.MOVED and told in homes:
        raise refuse(
            "territory.hamlet_there", field="to", name=cards[0].name, commune=told.name if told else ""
        )
    if told is None and len(homes) > 1:
        raise refuse("territory.hamlets_apart", field="hamlets")
    return told or homes.pop()


def _goes_with(order: HamletOrder, card: HamletCard, day: date) -> bool:
    """It has no commune and the order may say one: nobody got the people of its own, or this is the decision."""
    fork = divided_from(card, day)
    return fork is not None and (not fork[1] or _waits(order, card, day))


def _waits(order: HamletOrder, card: HamletCard, day: date) -> bool:
    """A merger or division that ends a hamlet of a divided commune."""
    fork = divided_from(card, day)
    return order.change in _MAKING and fork is not None and bool(fork[1])


def _standing(card: HamletCard, day: date) -> UnitCard:
    home = home_of(card, day)
    if home is None:
        raise refuse("territory.hamlet_waiting", field="hamlets", name=card.name, commune=card.unit.name)
    return home


def _require_names(
    orders: Sequence[HamletOrder],
    homes: Sequence[Sequence[UnitCard]],
    cards: Mapping[HamletId, HamletCard],
    day: date,
) -> None:
    """All new names of a commune at once, against what stays in it."""
    wanted: dict[UnitCard, list[NewHamlet]] = {}
    for order, places in zip(orders, homes, strict=True):
        for one, home in zip(order.into, places, strict=False):
            wanted.setdefault(home, []).append(one)
    for home, named in wanted.items():
        require_names_free(home, named, day, leaving=cards)


def _acts(orders: Sequence[HamletOrder], act: HamletAct, at: datetime) -> list[ActRow]:
    """One act for all orders of one kind, clause and reason."""
    rows: dict[tuple[HamletChange, str, str], ActRow] = {}
    for order in orders:
        key = (order.change, order.clause or act.clause, order.reason or act.reason)
        if key not in rows:
            rows[key] = record(order.change, replace(act, clause=key[1], reason=key[2]), at)
    return [rows[order.change, order.clause or act.clause, order.reason or act.reason] for order in orders]


def _decided(
    order: HamletOrder, cards: Iterable[HamletCard], made: Sequence[HamletCard], row: ActRow
) -> None:
    """Keep the decision about hamlets of divided communes that the order makes; of parts that lie apart, about each."""
    day = row.effective_on
    waiting = [card for card in cards if order.change is HamletChange.ASSIGNED or _waits(order, card, day)]
    subjects = [(card, one) for card in waiting for one in made] if parts_apart(order) else []
    decided = [(one.hamlet_id, card, one.unit) for card, one in subjects] or [
        (card.hamlet_id, card, made[0].unit) for card in waiting
    ]
    HamletAssignment.objects.bulk_create(
        HamletAssignment(
            hamlet_id=hamlet, divided_id=fork_of(card, heir, day), successor_id=heir.unit_id, act=row
        )
        for hamlet, card, heir in decided
    )


def _open(
    orders: Sequence[HamletOrder],
    homes: Sequence[Sequence[UnitCard]],
    rows: Sequence[ActRow],
    cards: Mapping[HamletId, HamletCard],
) -> tuple[tuple[HamletCard, ...], ...]:
    fresh = iter(new_hamlets(sum(len(order.into) for order in orders if order.change in _MAKING)))
    begun: list[list[Begun]] = []
    for order, places, row in zip(orders, homes, rows, strict=True):
        if order.change in _MAKING:
            each = zip(order.into, places, strict=True)
            begun.append([Begun(next(fresh), home.unit_id, named, row) for named, home in each])
        else:
            begun.append(
                [
                    Begun(one, home.unit_id, _named(order, cards[one]), row)
                    for home in places[:1]
                    for one in order.hamlets
                ]
            )
    put_down = iter(put([one for each in begun for one in each]))
    opened = tuple(tuple(next(put_down) for _ in each) for each in begun)
    HamletEdge.objects.bulk_create(
        HamletEdge(act=row, predecessor_id=cards[old].state_id, successor_id=new.state_id)
        for order, row, made in zip(orders, rows, opened, strict=True)
        if order.change in _MAKING
        for old in order.hamlets
        for new in made
    )
    return opened


def _named(order: HamletOrder, card: HamletCard) -> NewHamlet:
    return order.into[0] if order.into else NewHamlet(card.name, card.kind)
