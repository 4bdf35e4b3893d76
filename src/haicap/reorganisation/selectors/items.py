"""The items of the two lists, from their dated data: one file per list in `data/`."""

import json
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from haicap.kernel.errors import refuse
from haicap.reorganisation.domain.items import Item, item_of


class ItemList(StrEnum):
    """The lists, by the names of their files."""

    READINESS = "readiness"
    LEFTOVERS = "leftovers"


def items(of: ItemList, day: date) -> tuple[Item, ...]:
    """The items asked on `day`, in the order of the data file."""
    return tuple(item for item in _all(of) if item.counts_on(day))


def item(of: ItemList, key: str, day: date) -> Item:
    """One item; refused with `reorganisation.unknown_item`."""
    for one in items(of, day):
        if one.key == key:
            return one
    raise refuse("reorganisation.unknown_item", item=key[:40])


@cache
def _all(of: ItemList) -> tuple[Item, ...]:
    text = (files("haicap.reorganisation") / "data" / f"{of}.json").read_text("utf-8")
    return tuple(item_of(row) for row in json.loads(text)["items"])
