"""Changes hamlets: lists, renames, merges, divides, moves, retires them, and carries out what an officer decided.

Every verb is one transaction under a lock; nothing is overwritten. All or nothing: a hamlet that cannot be changed
stops the others too. Who may do it is asked by the floors above.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from haicap.kernel.errors import refuse
from haicap.territory.contract import HamletAct, HamletCard, HamletChange, HamletId, HamletOrder, NewHamlet
from haicap.territory.selectors.units import require_unit
from haicap.territory.services.hamlet_orders import change_hamlets, require_names_free
from haicap.territory.services.hamlet_states import Begun, lock_hamlets, new_hamlets, put, record


@transaction.atomic
def list_hamlets(
    code: str, hamlets: Sequence[NewHamlet], act: HamletAct, *, at: datetime
) -> tuple[HamletCard, ...]:
    """Enter hamlets of the commune that carries `code` on the effective day; returns them.

    Refused: territory.unknown_unit, territory.hamlet_name (empty), territory.hamlet_name_taken (twice in the commune),
    territory.hamlet_officer, territory.hamlets_none.
    """
    if not hamlets:
        raise refuse("territory.hamlets_none", field="hamlets")
    lock_hamlets()
    home = require_unit(code, act.effective_on, field="code")
    require_names_free(home, hamlets, act.effective_on)
    row = record(HamletChange.LISTED, act, at)
    fresh = zip(new_hamlets(len(hamlets)), hamlets, strict=True)
    return put([Begun(hamlet, home.unit_id, named, row) for hamlet, named in fresh])


def rename_hamlets(
    names: Mapping[HamletId, NewHamlet], act: HamletAct, *, at: datetime
) -> tuple[HamletCard, ...]:
    """Give hamlets new names (and kinds) from the effective day on; each stays itself, two may change names.

    Refused as `change_hamlets`.
    """
    orders = [HamletOrder(HamletChange.RENAMED, (one,), (named,)) for one, named in names.items()]
    return _cards(orders, act, at)


def merge_hamlets(
    hamlets: Collection[HamletId], into: NewHamlet, act: HamletAct, *, at: datetime
) -> HamletCard:
    """Make one new hamlet of several of one commune. Refused as `change_hamlets`."""
    (merged,) = _cards([HamletOrder(HamletChange.MERGED, tuple(hamlets), (into,))], act, at)
    return merged


def divide_hamlet(
    hamlet: HamletId, into: Sequence[NewHamlet], act: HamletAct, *, at: datetime
) -> tuple[HamletCard, ...]:
    """Make several new hamlets of one. Refused as `change_hamlets`."""
    return _cards([HamletOrder(HamletChange.DIVIDED, (hamlet,), tuple(into))], act, at)


def move_hamlets(
    hamlets: Collection[HamletId], code: str, act: HamletAct, *, at: datetime
) -> tuple[HamletCard, ...]:
    """Put hamlets, of any communes, into the commune that carries `code` on the effective day.

    Names may then stand twice in it, until they are changed. Refused as `change_hamlets`.
    """
    return _cards([HamletOrder(HamletChange.MOVED, tuple(dict.fromkeys(hamlets)), to=code)], act, at)


def retire_hamlets(hamlets: Collection[HamletId], act: HamletAct, *, at: datetime) -> None:
    """End hamlets that nobody goes on for, `act.reason` says why (their households were resettled, say).

    What they were stays readable. Refused as `change_hamlets`; territory.hamlet_reason.
    """
    _cards([HamletOrder(HamletChange.RETIRED, tuple(dict.fromkeys(hamlets)))], act, at)


def _cards(orders: Sequence[HamletOrder], act: HamletAct, at: datetime) -> tuple[HamletCard, ...]:
    return tuple(card for opened in change_hamlets(orders, act, at=at).opened for card in opened)
