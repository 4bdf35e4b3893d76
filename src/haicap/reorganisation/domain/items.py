"""An item of a list that units go through: what a unit needs before it works, what bears an old name after a merger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Item:
    """One item of dated data, each with its source; `until` is its last day.

    `computed` ones haicap counts by itself: nobody types them.
    """

    key: str
    name: str
    name_en: str
    computed: bool
    since: date
    until: date | None
    source: str
    source_en: str
    certainty: str

    def counts_on(self, day: date) -> bool:
        """True where the item is asked on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)


def item_of(row: Mapping[str, Any]) -> Item:
    """An item as the data files write it: `from`, `to` (absent: until further notice), `computed` (absent: no)."""
    return Item(
        key=row["key"],
        name=row["name"],
        name_en=row["name_en"],
        computed=row.get("computed", False),
        since=date.fromisoformat(row["from"]),
        until=date.fromisoformat(row["to"]) if "to" in row else None,
        source=row["source"],
        source_en=row.get("source_en", row["source"]),
        certainty=row["certainty"],
    )
