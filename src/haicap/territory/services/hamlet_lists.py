"""Takes a list of hamlets as a commune sends it: whole, or not at all with every wrong row named."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from haicap.kernel.errors import Refusal, RefusalError, refuse
from haicap.kernel.messages import words
from haicap.kernel.text import clean
from haicap.territory.contract import HamletAct, HamletKind, ImportCard, NewHamlet, Reject
from haicap.territory.domain.residents import hamlet_kind
from haicap.territory.selectors.hamlets import hamlets_of
from haicap.territory.selectors.units import require_unit
from haicap.territory.services.hamlet_states import lock_hamlets
from haicap.territory.services.hamlets import list_hamlets

_FIRST_ROW = 2  # the header is row 1


def import_hamlets(rows: Iterable[Mapping[str, str]], act: HamletAct, *, at: datetime) -> ImportCard:
    """Enter the hamlets of a list with the columns `commune` (code on the effective day), `name`, `kind` (optional).

    Without `kind` the name must begin with it ("Thôn", "Ấp", "Tổ dân phố" …). A hamlet that stands already is left
    as it is. Rejected by row: territory.unknown_unit, .code_zeros (a code that lost its leading zeros), .hamlet_name,
    .hamlet_kind, .hamlet_row_twice.
    """
    wanted: dict[str, dict[str, NewHamlet]] = defaultdict(dict)
    rejects: list[Reject] = []
    read = 0
    for number, row in enumerate(rows, start=_FIRST_ROW):
        read += 1
        try:
            code, hamlet = _told(row, act)
            if hamlet.name in wanted[code]:
                raise refuse("territory.hamlet_row_twice", field="name", name=hamlet.name)
            wanted[code][hamlet.name] = hamlet
        except RefusalError as refused:
            rejects += [_reject(number, one) for one in refused.refusals]
    if rejects:
        return ImportCard(read, 0, 0, tuple(rejects))
    written = _write(wanted, act, at)
    return ImportCard(read, written, read - written, ())


@transaction.atomic
def _write(wanted: Mapping[str, Mapping[str, NewHamlet]], act: HamletAct, at: datetime) -> int:
    lock_hamlets()
    written = 0
    for code, hamlets in wanted.items():
        standing = {card.name for card in hamlets_of(code, act.effective_on)}
        fresh = [hamlet for name, hamlet in hamlets.items() if name not in standing]
        if fresh:
            list_hamlets(code, fresh, act, at=at)
        written += len(fresh)
    return written


def _told(row: Mapping[str, str], act: HamletAct) -> tuple[str, NewHamlet]:
    code, name, kind = (clean(row.get(column) or "") for column in ("commune", "name", "kind"))
    if re.fullmatch("[0-9]{1,4}", code):
        raise refuse("territory.code_zeros", field="commune", cell=code)
    require_unit(code, act.effective_on, field="commune")
    if not name:
        raise refuse("territory.hamlet_name", field="name")
    told = HamletKind(kind) if kind in set(HamletKind) else None
    found = told if kind else hamlet_kind(name)
    if found is None:
        raise refuse("territory.hamlet_kind", field="kind" if kind else "name", cell=kind or name)
    return code, NewHamlet(name, found)


def _reject(number: int, refusal: Refusal) -> Reject:
    return Reject(number, refusal.field or "", refusal.code, words(refusal))
