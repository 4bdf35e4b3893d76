"""The plan as JSON: read with the place of every fault, written so that equal plans have equal hashes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from haicap.kernel import canonical
from haicap.kernel.errors import Refusal, RefusalError
from haicap.kernel.text import clean
from haicap.reorganisation.contract import WINDOW_DAYS, HamletRow, Plan
from haicap.reorganisation.domain.sheet_rows import MOST_REASONS
from haicap.territory.contract import (
    Change,
    Edge,
    Enactment,
    HamletChange,
    MutationKind,
    NewUnit,
    UnitKind,
)

T = TypeVar("T")
_EARLIEST = date(1900, 1, 1)  # a day before is a slip of the pen
_PREFIXES = {
    "Thành phố ": UnitKind.CITY,
    "Tỉnh ": UnitKind.PROVINCE,
    "Xã ": UnitKind.COMMUNE,
    "Phường ": UnitKind.WARD,
    "Thị trấn ": UnitKind.TOWNSHIP,
    "Đặc khu ": UnitKind.SPECIAL_ZONE,
}


def read(document: Any) -> Plan:
    """The plan that a JSON document holds (docs/how-to/carry-out-a-merger.md).

    Refused with every fault at once: `reorganisation.missing`, `reorganisation.malformed` (what was expected).
    """
    reader = _Reader(document)
    plan = reader.plan()
    if reader.faults:
        raise RefusalError(*reader.faults[:MOST_REASONS])
    return plan


def write(plan: Plan) -> dict[str, Any]:
    """The document of a plan; `read(write(plan)) == plan`."""
    told = {**plain(asdict(plan.enactment)), "window_days": plan.window_days}
    if plan.hamlets:  # a plan without them is written, and hashed, as ever
        told["hamlets"] = [_hamlet(row) for row in plan.hamlets]
    return told


def _hamlet(row: HamletRow) -> dict[str, Any]:
    """A row; numbers that it does not say are not written."""
    return {name: value for name, value in plain(asdict(row)).items() if value is not None}


def digest(document: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a document in canonical form: keys sorted, no blanks, UTF-8."""
    return canonical.digest(document)


def plain(value: Any) -> Any:
    """A dataclass taken apart, as JSON can hold it: days as ISO 8601, decimals as text."""
    match value:
        case dict():
            return {key: plain(one) for key, one in value.items()}
        case list() | tuple():
            return [plain(one) for one in value]
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case str():
            return str(value)
        case _:
            return value


class _Reader:
    """Collects faults while it reads; what is missing reads as something harmless."""

    def __init__(self, document: Any) -> None:
        self.faults: list[Refusal] = []
        self.document = document

    def plan(self) -> Plan:
        told = self._object(self.document, "")
        return Plan(
            Enactment(
                instrument=self._text(told, "instrument", ""),
                body=self._text(told, "body", ""),
                subject=self._text(told, "subject", "", needed=False),
                decided_on=self._day(told, "decided_on", needed=False),
                effective_on=self._day(told, "effective_on") or date.max,
                operational_on=self._day(told, "operational_on", needed=False),
                certainty=self._text(told, "certainty", "", needed=False) or "copy",
                changes=self._each(told, "changes", "", self._change),
            ),
            self._count(told, "window_days", WINDOW_DAYS),
            self._each(told, "hamlets", "", self._hamlet),
        )

    def _hamlet(self, told: Mapping[str, Any], place: str) -> HamletRow:
        def text(name: str) -> str:
            return self._text(told, name, place, needed=False)

        return HamletRow(
            change=self._one_of(HamletChange, told, "change", place, HamletChange.RENAMED),
            commune=self._text(told, "commune", place),
            hamlet=self._text(told, "hamlet", place),
            new_name=text("new_name"),
            to_commune=text("to_commune"),
            listed_in=text("listed_in"),
            clause=text("clause"),
            reason=text("reason"),
            households=self._number(told, "households", place),
            population=self._number(told, "population", place),
            poor_households=self._number(told, "poor_households", place),
            near_poor_households=self._number(told, "near_poor_households", place),
        )

    def _change(self, told: Mapping[str, Any], place: str) -> Change:
        return Change(
            kind=self._one_of(MutationKind, told, "kind", place, MutationKind.FORMED),
            clause=self._text(told, "clause", place, needed=False),
            ends=self._codes(told, place),
            begins=self._each(told, "begins", place, self._unit),
            edges=self._each(told, "edges", place, self._edge),
        )

    def _unit(self, told: Mapping[str, Any], place: str) -> NewUnit:
        name = self._text(told, "name", place)
        said = next((kind for prefix, kind in _PREFIXES.items() if name.startswith(prefix)), UnitKind.COMMUNE)
        return NewUnit(
            code=self._text(told, "code", place),
            name=name,
            kind=self._one_of(UnitKind, told, "kind", place, said) if "kind" in told else said,
            province_code=self._text(told, "province_code", place, needed=False),
        )

    def _edge(self, told: Mapping[str, Any], place: str) -> Edge:
        old, new = self._text(told, "predecessor_code", place), self._text(told, "successor_code", place)
        return Edge(
            predecessor_code=old,
            successor_code=new,
            quantifier=self._text(told, "quantifier", place),
            is_primary=bool(told.get("is_primary", old == new)),
            area_share=self._share(told, "area_share", place),
            population_share=self._share(told, "population_share", place),
            share_source=self._text(told, "share_source", place, needed=False),
        )

    def _object(self, value: Any, place: str) -> Mapping[str, Any]:
        if isinstance(value, Mapping):
            return value
        self._fault(place, "object")
        return {}

    def _each(
        self, told: Mapping[str, Any], key: str, place: str, read_one: Callable[[Mapping[str, Any], str], T]
    ) -> tuple[T, ...]:
        values, where = told.get(key, []), _within(place, key)
        if not isinstance(values, list):
            self._fault(where, "list")
            return ()
        places = [f"{where}.{number}" for number in range(len(values))]
        return tuple(read_one(self._object(value, at), at) for value, at in zip(values, places, strict=True))

    def _codes(self, told: Mapping[str, Any], place: str) -> tuple[str, ...]:
        codes = told.get("ends", [])
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            self._fault(_within(place, "ends"), "codes")
            return ()
        return tuple(clean(code) for code in codes)

    def _text(self, told: Mapping[str, Any], key: str, place: str, *, needed: bool = True) -> str:
        value = told.get(key, "")
        if not isinstance(value, str):
            self._fault(_within(place, key), "text")
            return ""
        if needed and not value.strip():
            self.faults.append(Refusal("reorganisation.missing", {"what": key}, _within(place, key)))
        return clean(value)

    def _day(self, told: Mapping[str, Any], key: str, *, needed: bool = True) -> date | None:
        value = told.get(key)
        if value in (None, "") and not needed:
            return None
        try:
            day = date.fromisoformat(str(value or ""))
        except ValueError:
            day = date.min
        if day < _EARLIEST:
            self._fault(key, "day")
            return None
        return day

    def _share(self, told: Mapping[str, Any], key: str, place: str) -> Decimal | None:
        value = told.get(key)
        if value in (None, ""):
            return None
        try:
            share = Decimal(str(value))
        except InvalidOperation:
            share = Decimal("NaN")
        if not share.is_finite():
            self._fault(_within(place, key), "share")
            return None
        return share

    def _number(self, told: Mapping[str, Any], key: str, place: str) -> int | None:
        """Households or people; also as digits in a text, as sheets have them."""
        value = told.get(key)
        if value in (None, ""):
            return None
        if re.fullmatch("[0-9]{1,9}", str(value), re.ASCII) and not isinstance(value, bool):
            return int(value)
        self._fault(_within(place, key), "0, 1, 2 …")
        return None

    def _one_of(self, kinds: type[T], told: Mapping[str, Any], key: str, place: str, default: T) -> T:
        try:
            return kinds(told.get(key))  # type: ignore[call-arg]
        except ValueError:
            self._fault(_within(place, key), ", ".join(kind.value for kind in kinds))  # type: ignore[attr-defined]
            return default

    def _count(self, told: Mapping[str, Any], key: str, most: int) -> int:
        value = told.get(key, most)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most:
            return value
        self._fault(key, f"0 … {most}")
        return most

    def _fault(self, place: str, expected: str) -> None:
        self.faults.append(Refusal("reorganisation.malformed", {"expected": expected}, place or "plan"))


def _within(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key
