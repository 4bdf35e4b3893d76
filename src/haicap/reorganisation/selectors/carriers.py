"""The packages that carry something over, from the one table in `config/wiring.py`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from haicap.organisation.contract import Carrier, Conserved
from haicap.territory.contract import UnitId


@cache
def carriers() -> tuple[Carrier, ...]:
    """All of them, lower floors first."""
    return tuple(import_string(name)() for name in settings.CARRIERS)


def hold(unit_ids: Sequence[UnitId]) -> None:
    """Records first, bodies last: the order in which an intake takes its locks (else the two wait for each other)."""
    for carrier in reversed(carriers()):
        carrier.hold(unit_ids)


def conserved(unit_ids: Sequence[UnitId], on: date) -> tuple[Conserved, ...]:
    """What all carriers hold of the units."""
    return _all(carrier.conserved(unit_ids, on) for carrier in carriers())


def preview(unit_ids: Sequence[UnitId], on: date) -> tuple[Conserved, ...]:
    """What all carriers would carry of the units."""
    return _all(carrier.preview(unit_ids, on) for carrier in carriers())


def marks(unit_ids: Sequence[UnitId]) -> Mapping[str, str]:
    """What all carriers note of the units."""
    return {name: mark for carrier in carriers() for name, mark in carrier.marks(unit_ids).items()}


def _all(held: Iterable[tuple[Conserved, ...]]) -> tuple[Conserved, ...]:
    return tuple(one for each in held for one in each)
