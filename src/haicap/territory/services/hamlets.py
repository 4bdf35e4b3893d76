"""Changes hamlets: lists, renames, merges, divides, moves them, and carries out what an officer decided.

Every verb is one transaction under a lock and writes one act; nothing is overwritten. All or nothing: a hamlet that
cannot be changed stops the others too. Who may do it is asked by the floors above.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import connection, transaction

from haicap.kernel.errors import refuse
from haicap.kernel.text import clean, fold, sort_key
from haicap.territory.contract import (
    HamletAct,
    HamletCard,
    HamletChange,
    HamletId,
    NewHamlet,
    StateStatus,
    UnitCard,
)
from haicap.territory.models import Hamlet, HamletEdge, HamletState
from haicap.territory.models import HamletAct as ActRow
from haicap.territory.selectors.hamlets import cards_of_hamlets, hamlets_of, home_of
from haicap.territory.selectors.units import require_unit


@transaction.atomic
def list_hamlets(
    code: str, hamlets: Sequence[NewHamlet], act: HamletAct, *, at: datetime
) -> tuple[HamletCard, ...]:
    """Enter hamlets of the commune that carries `code` on the effective day; returns them.

    Refused: territory.unknown_unit, territory.hamlet_name (empty), territory.hamlet_name_taken (twice in the commune),
    territory.hamlet_officer, territory.hamlets_none.
    """
    _begin(hamlets)
    home = require_unit(code, act.effective_on, field="code")
    _require_names_free(home, hamlets, act.effective_on, leaving=())
    return _opened(home, hamlets, record(HamletChange.LISTED, act, at), act.effective_on)


@transaction.atomic
def rename_hamlets(
    names: Mapping[HamletId, NewHamlet], act: HamletAct, *, at: datetime
) -> tuple[HamletCard, ...]:
    """Give hamlets of one commune new names (and kinds) from the effective day on; each stays itself.

    Two may change names with each other. Refused as `list_hamlets`, and territory.hamlet_unknown,
    territory.hamlet_later_states, territory.hamlet_waiting (of a divided commune, not assigned),
    territory.hamlets_apart (of several communes).
    """
    _begin(names)
    cards, home = _of_one_commune(names, act.effective_on)
    _require_names_free(home, names.values(), act.effective_on, leaving=cards)
    row = record(HamletChange.RENAMED, act, at)
    return tuple(
        put(card.hamlet_id, home, names[card.hamlet_id], row, act.effective_on) for card in _ended(cards, row)
    )


@transaction.atomic
def merge_hamlets(
    hamlets: Collection[HamletId], into: NewHamlet, act: HamletAct, *, at: datetime
) -> HamletCard:
    """Make one new hamlet of several of one commune. Refused as `rename_hamlets`; territory.hamlets_few for one."""
    if len(set(hamlets)) < 2:  # noqa: PLR2004 - a merger needs two
        raise refuse("territory.hamlets_few", field="hamlets")
    _begin(hamlets)
    cards, home = _of_one_commune(hamlets, act.effective_on)
    _require_names_free(home, [into], act.effective_on, leaving=cards)
    row = record(HamletChange.MERGED, act, at)
    (merged,) = _opened(home, [into], row, act.effective_on, before=_ended(cards, row))
    return merged


@transaction.atomic
def divide_hamlet(
    hamlet: HamletId, into: Sequence[NewHamlet], act: HamletAct, *, at: datetime
) -> tuple[HamletCard, ...]:
    """Make several new hamlets of one. Refused as `rename_hamlets`; territory.hamlets_few for one successor."""
    if len(into) < 2:  # noqa: PLR2004 - a division needs two
        raise refuse("territory.hamlets_few", field="into")
    _begin(into)
    cards, home = _of_one_commune([hamlet], act.effective_on)
    _require_names_free(home, into, act.effective_on, leaving=cards)
    row = record(HamletChange.DIVIDED, act, at)
    return _opened(home, into, row, act.effective_on, before=_ended(cards, row))


@transaction.atomic
def move_hamlets(
    hamlets: Collection[HamletId], code: str, act: HamletAct, *, at: datetime
) -> tuple[HamletCard, ...]:
    """Put hamlets, of any communes, into the commune that carries `code` on the effective day.

    Names may then stand twice in it, until they are changed. Refused: territory.unknown_unit, .hamlet_unknown,
    .hamlet_later_states, .hamlet_waiting, .hamlet_officer, .hamlets_none.
    """
    _begin(hamlets)
    home = require_unit(code, act.effective_on, field="code")
    cards = open_cards(hamlets, act.effective_on)
    for card in cards:
        _home(card, act.effective_on)
    row = record(HamletChange.MOVED, act, at)
    return tuple(
        put(card.hamlet_id, home, NewHamlet(card.name, card.kind), row, act.effective_on)
        for card in _ended(cards, row)
    )


def record(change: HamletChange, act: HamletAct, at: datetime) -> ActRow:
    """The act's row. Refused: territory.hamlet_officer where nobody answers for it."""
    if not act.officer.strip():
        raise refuse("territory.hamlet_officer", field="officer")
    return ActRow.objects.create(
        change=change.value,
        instrument=clean(act.instrument),
        decided_on=act.decided_on,
        effective_on=act.effective_on,
        officer=clean(act.officer),
        reason=clean(act.reason),
        evidence=clean(act.evidence),
        recorded_at=at,
    )


def lock_hamlets() -> None:
    """Nobody else changes hamlets until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE territory_hamlet IN SHARE ROW EXCLUSIVE MODE")


def open_cards(hamlets: Iterable[HamletId], day: date) -> tuple[HamletCard, ...]:
    """The hamlets as they stand on `day`, each in its last state."""
    wanted = set(hamlets)
    rows = HamletState.objects.filter(hamlet__in=wanted, status=StateStatus.VALID, valid_to=None)
    cards = cards_of_hamlets(rows)
    for missing in sorted(wanted - {card.hamlet_id for card in cards}):
        raise refuse("territory.hamlet_unknown", field="hamlets", hamlet=missing)
    for card in cards:
        if card.valid_from >= day:
            facts = {"name": card.name, "day": card.valid_from}
            raise refuse("territory.hamlet_later_states", field="effective_on", **facts)
    return cards


def put(hamlet: HamletId, home: UnitCard, named: NewHamlet, act: ActRow, day: date) -> HamletCard:
    """Write the state that begins on `day`."""
    name = clean(named.name)
    row = HamletState.objects.create(
        hamlet_id=hamlet,
        unit_id=home.unit_id,
        kind=named.kind.value,
        name=name,
        folded=fold(name),
        sort_key=sort_key(name),
        valid_from=day,
        opened_by=act,
    )
    return cards_of_hamlets(HamletState.objects.filter(id=row.id))[0]


def close(cards: Iterable[HamletCard], act: ActRow, day: date) -> None:
    """End the states on `day`."""
    HamletState.objects.filter(id__in=[card.state_id for card in cards]).update(valid_to=day, closed_by=act)


def _begin(given: Collection[object]) -> None:
    if not given:
        raise refuse("territory.hamlets_none", field="hamlets")
    lock_hamlets()


def _ended(cards: tuple[HamletCard, ...], act: ActRow) -> tuple[HamletCard, ...]:
    close(cards, act, act.effective_on)
    return cards


def _opened(
    home: UnitCard, hamlets: Iterable[NewHamlet], act: ActRow, day: date, before: Sequence[HamletCard] = ()
) -> tuple[HamletCard, ...]:
    cards = tuple(put(HamletId(Hamlet.objects.create().id), home, named, act, day) for named in hamlets)
    HamletEdge.objects.bulk_create(
        HamletEdge(act=act, predecessor_id=old.state_id, successor_id=new.state_id)
        for old in before
        for new in cards
    )
    return cards


def _home(card: HamletCard, day: date) -> UnitCard:
    home = home_of(card, day)
    if home is None:
        raise refuse("territory.hamlet_waiting", field="hamlets", name=card.name, commune=card.unit.name)
    return home


def _of_one_commune(hamlets: Iterable[HamletId], day: date) -> tuple[tuple[HamletCard, ...], UnitCard]:
    cards = open_cards(hamlets, day)
    homes = {_home(card, day) for card in cards}
    if len(homes) > 1:
        raise refuse("territory.hamlets_apart", field="hamlets")
    return cards, homes.pop()


def _require_names_free(
    home: UnitCard, named: Iterable[NewHamlet], day: date, *, leaving: Sequence[HamletCard]
) -> None:
    gone = {card.hamlet_id for card in leaving}
    taken = Counter(card.name for card in hamlets_of(home.code, day) if card.hamlet_id not in gone)
    for hamlet in named:
        name = clean(hamlet.name)
        if not name:
            raise refuse("territory.hamlet_name", field="name")
        if taken[name]:
            raise refuse("territory.hamlet_name_taken", field="name", name=name, commune=home.name)
        taken[name] += 1
