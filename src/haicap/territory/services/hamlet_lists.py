"""Takes a list of hamlets as a commune sends it, with their counts: whole, or not at all with every wrong row named."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from haicap.kernel.errors import Refusal, RefusalError, refuse
from haicap.kernel.messages import words
from haicap.kernel.text import clean
from haicap.territory.contract import (
    COUNTED,
    HamletAct,
    HamletCount,
    HamletId,
    HamletKind,
    ImportCard,
    Measure,
    NewHamlet,
    Precision,
    Reject,
)
from haicap.territory.domain.residents import hamlet_kind
from haicap.territory.selectors.hamlets import hamlets_of
from haicap.territory.selectors.units import require_unit
from haicap.territory.services.hamlet_states import lock_hamlets
from haicap.territory.services.hamlets import list_hamlets
from haicap.territory.services.observe import observe_hamlet

_FIRST_ROW = 2  # the header is row 1


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: a hamlet of the commune `code`, with what was counted in it on a day."""

    number: int
    code: str
    hamlet: NewHamlet
    counts: Mapping[Measure, Decimal]
    counted_on: date
    source: str
    precision: Precision


def import_hamlets(rows: Iterable[Mapping[str, str]], act: HamletAct, *, at: datetime) -> ImportCard:
    """Enter the hamlets of a list with the columns `commune` (code on the effective day), `name`, `kind` (optional),
    and their counts: `households`, `population`, `poor_households`, `near_poor_households`, each left empty where it
    is not known, with `counted_on` (ISO), `source`, `precision` (else: of the paper, exact).

    Without `kind` the name must begin with it ("Thôn", "Ấp", "Tổ dân phố" …). A hamlet that stands already is left
    as it is, a count told before too. Rejected by row: territory.unknown_unit, .code_zeros (a code that lost its
    leading zeros), .hamlet_name, .hamlet_kind, .hamlet_row_twice, .hamlet_name_taken (counts for a name that stands
    twice), .cell_unreadable (1,234.50), .observation_value, .observation_differs.
    """
    lines: list[_Line] = []
    rejects: list[Reject] = []
    said: Counter[tuple[str, str]] = Counter()
    read = 0
    for number, row in enumerate(rows, start=_FIRST_ROW):
        read += 1
        try:
            line = _told(number, row, act)
            said[line.code, line.hamlet.name] += 1
            if said[line.code, line.hamlet.name] > 1:
                raise refuse("territory.hamlet_row_twice", field="name", name=line.hamlet.name)
            lines.append(line)
        except RefusalError as refused:
            rejects += [_reject(number, one) for one in refused.refusals]
    written = 0
    if not rejects:
        written, rejects = _write(lines, act, at)
    if rejects:
        return ImportCard(read, 0, 0, tuple(rejects))
    return ImportCard(read, written, read - written, ())


@transaction.atomic
def _write(lines: Iterable[_Line], act: HamletAct, at: datetime) -> tuple[int, list[Reject]]:
    """How many rows said something new; nothing is kept where a row is rejected."""
    lock_hamlets()
    by_commune: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        by_commune[line.code].append(line)
    written, rejects = 0, []
    for code, told in by_commune.items():
        standing = {card.name for card in hamlets_of(code, act.effective_on)}
        fresh = {line.number for line in told if line.hamlet.name not in standing}
        if fresh:
            list_hamlets(code, [line.hamlet for line in told if line.number in fresh], act, at=at)
        named: dict[str, list[HamletId]] = defaultdict(list)
        for card in hamlets_of(code, act.effective_on) if any(line.counts for line in told) else ():
            named[card.name].append(card.hamlet_id)
        for line in told:
            try:
                written += _count(line, named[line.hamlet.name], at) or line.number in fresh
            except RefusalError as refused:
                rejects += [_reject(line.number, one) for one in refused.refusals]
    if rejects:
        transaction.set_rollback(True)
    return written, rejects


def _count(line: _Line, hamlets: list[HamletId], at: datetime) -> bool:
    """Record what was counted; True where any of it is new."""
    if line.counts and len(hamlets) > 1:
        raise refuse("territory.hamlet_name_taken", field="name", name=line.hamlet.name, commune=line.code)
    told = [
        HamletCount(hamlets[0], measure, value, line.counted_on, line.source, line.precision)
        for measure, value in line.counts.items()
    ]
    new = [observe_hamlet(one, at=at) for one in told]
    return any(new)


def _told(number: int, row: Mapping[str, str], act: HamletAct) -> _Line:
    cells = {column: clean(cell or "") for column, cell in row.items() if column}
    code, name, kind = (cells.get(column, "") for column in ("commune", "name", "kind"))
    if re.fullmatch("[0-9]{1,4}", code):
        raise refuse("territory.code_zeros", field="commune", cell=code)
    require_unit(code, act.effective_on, field="commune")
    if not name:
        raise refuse("territory.hamlet_name", field="name")
    said = HamletKind(kind) if kind in set(HamletKind) else None
    found = said if kind else hamlet_kind(name)
    if found is None:
        raise refuse("territory.hamlet_kind", field="kind" if kind else "name", cell=kind or name)
    return _Line(
        number,
        code,
        NewHamlet(name, found),
        {measure: Decimal(cells[measure]) for measure in sorted(COUNTED) if _is_count(cells, measure)},
        _day(cells, act.effective_on),
        cells.get("source") or act.instrument,
        _precision(cells),
    )


def _is_count(cells: Mapping[str, str], column: str) -> bool:
    """Whether the cell says a count: empty is not known, anything but digits is no number of people."""
    cell = cells.get(column, "")
    if not re.fullmatch("[0-9]*", cell, re.ASCII):
        raise refuse("territory.cell_unreadable", field=column, cell=cell)
    return bool(cell)


def _day(cells: Mapping[str, str], otherwise: date) -> date:
    cell = cells.get("counted_on", "")
    try:
        return date.fromisoformat(cell) if cell else otherwise
    except ValueError:
        raise refuse("territory.cell_unreadable", field="counted_on", cell=cell) from None


def _precision(cells: Mapping[str, str]) -> Precision:
    cell = cells.get("precision", "")
    try:
        return Precision(cell or Precision.EXACT)
    except ValueError:
        raise refuse("territory.cell_unreadable", field="precision", cell=cell) from None


def _reject(number: int, refusal: Refusal) -> Reject:
    return Reject(number, refusal.field or "", refusal.code, words(refusal))
