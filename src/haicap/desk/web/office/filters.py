"""A list's filter as the query of its address, and back: a saved list is a link, a number on a board is one too."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import quote_plus

from django.http import QueryDict

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import QUALITY_LISTS, Channel, ListFilter, Order, Period, Status, View
from haicap.kernel import clock
from haicap.kernel.errors import refuse
from haicap.kernel.text import clean
from haicap.kernel.timeliness import Timeliness
from haicap.organisation.contract import AgencyId, AppointmentId
from haicap.procedures import api as procedures
from haicap.procedures.contract import StepRole
from haicap.territory.contract import UnitId
from haicap.ui.sheets import Sheet

TODAY = "hom-nay"
_keys: dict[str, str] = {}
_LONGEST = 200
_DEFAULTS = tuple((part.name, part.default) for part in fields(ListFilter))

# what an address calls each part of a filter
NAMES: Mapping[str, str] = {
    "statuses": "trang-thai",
    "overdue": "qua-han",
    "due_on": "han",
    "due_from": "han-tu",
    "due_until": "han-den",
    "timeliness": "ket-qua",
    "view": "tinh-theo",
    "unit": "don-vi",
    "left_by": "cua-don-vi-cu",
    "recorded": "ghi-tai",
    "field": "linh-vuc",
    "procedure": "thu-tuc",
    "channel": "kenh",
    "received": "nhan",
    "settled": "xong",
    "step_roles": "buoc",
    "desk": "ban",
    "mine": "cua-toi",
    "counter": "quay",
    "acted": "da-lam",
    "received_by": "noi-nhan",
    "receiver": "nguoi-nhan",
    "holder": "nguoi-giu",
    "figures": "so-lieu",
    "period": "ky",
    "quality": "chi-so",
    "body": "co-quan",
    "text": "q",
    "as_of": "luc",
    "order": "thu-tu",
}


def read(query: QueryDict, base: ListFilter | None = None) -> ListFilter:
    """The filter an address asks for, over `base`; refuses `desk.filter_unreadable` naming the part, and what
    `dossiers.past_instant` does.
    """
    told: dict[str, Any] = {}
    for name, key in NAMES.items():
        values = [value for value in query.getlist(key) if value]
        if not values:
            continue
        try:
            told[name] = _READERS[name](values)
        except (ValueError, KeyError):
            raise refuse("desk.filter_unreadable", field=key, name=key, value=values[0][:40]) from None
    return replace(base or ListFilter(), **told)


def address(filter: ListFilter) -> str:  # noqa: A002
    """The query (without "?") that `read` turns into the same filter."""
    told = []
    for name, default in _DEFAULTS:
        value = getattr(filter, name)
        if value != default and value is not None:
            told += [f"{NAMES[name]}={quote_plus(word)}" for word in _written(name, value)]
    return "&".join(told)


def _written(name: str, value: Any) -> list[str]:
    if name == "field":
        return [_key_of_field(value)]
    if isinstance(value, datetime):
        return [dossiers.written_instant(value)]
    if isinstance(value, frozenset):
        return sorted(str(each) for each in value)
    if isinstance(value, Period):
        return [f"{value.start.isoformat()}/{value.end.isoformat()}"]
    return [str(int(value) if isinstance(value, bool) else value)]


def _key_of_field(name: str) -> str:
    """The key of a field's name; a board writes hundreds of addresses, so each process keeps what it has learnt."""
    if name not in _keys:
        _keys.update({card.name: card.key for card in procedures.all_fields()})
    return _keys[name]


def _field(values: list[str]) -> str:
    names = {card.key: card.name for card in procedures.all_fields()}
    return names[values[0]]


def wanted_file(query: QueryDict) -> Sheet | None:
    """The kind of file an address asks for (`tep`), None for a page; refuses `desk.filter_unreadable`."""
    kind = query.get("tep", "")
    if kind and kind not in set(Sheet):
        raise refuse("desk.filter_unreadable", field="tep", name="tep", value=kind[:40])
    return Sheet(kind) if kind else None


def _id(text: str) -> int:
    """A number the database can hold; ValueError for another."""
    number = int(text)
    if not 0 <= number < 2**63:
        raise ValueError(text)
    return number


def _flag(values: list[str]) -> bool:
    return {"1": True, "0": False}[values[0]]


def _day(values: list[str]) -> date:
    return clock.today() if values[0] == TODAY else date.fromisoformat(values[0])


def _period(values: list[str]) -> Period:
    if values[0] == TODAY:
        return Period(clock.today(), clock.today())
    start, end = values[0].split("/")
    return Period(date.fromisoformat(start), date.fromisoformat(end))


def _quality(values: list[str]) -> str:
    return {name: name for name in QUALITY_LISTS}[values[0]]


def _text(values: list[str]) -> str:
    return clean(values[0])[:_LONGEST]


_READERS: Mapping[str, Callable[[list[str]], Any]] = {
    "statuses": lambda values: frozenset(Status(value) for value in values),
    "overdue": _flag,
    "due_on": _day,
    "due_from": _day,
    "due_until": _day,
    "timeliness": lambda values: Timeliness(values[0]),
    "view": lambda values: View(values[0]),
    "unit": _text,
    "recorded": lambda values: frozenset(UnitId(_id(value)) for value in values),
    "left_by": lambda values: UnitId(_id(values[0])),
    "field": _field,
    "procedure": _text,
    "channel": lambda values: Channel(values[0]),
    "received": _period,
    "settled": _period,
    "step_roles": lambda values: frozenset(StepRole(value).value for value in values),
    "desk": _flag,
    "mine": _flag,
    "counter": _flag,
    "acted": _period,
    "received_by": lambda values: AgencyId(_id(values[0])),
    "receiver": lambda values: AppointmentId(_id(values[0])),
    "holder": lambda values: AppointmentId(_id(values[0])),
    "figures": lambda values: frozenset(clean(value) for value in values),
    "period": _period,
    "quality": _quality,
    "body": lambda values: AgencyId(_id(values[0])),
    "text": _text,
    "as_of": lambda values: dossiers.past_instant(values[0], clock.now()),
    "order": lambda values: Order(values[0]),
}
