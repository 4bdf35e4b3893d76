"""From the rows of the data files to the register. Doubtful rows pass: `verify` names what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from haicap.territory.contract import REMAINDERS, SINCE_UNKNOWN, WHOLE, MutationKind, Quantifier
from haicap.territory.domain.register import (
    Counts,
    Edge,
    Instrument,
    Mutation,
    MutationKey,
    Register,
    State,
    UnitKey,
    kind_of,
)

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]

REFORM = date(2025, 7, 1)  # first day of two tiers (article 2 of resolutions 1654-1687/NQ-UBTVQH15)
BEFORE, AFTER = "2025-06-30", "2025-07-01"
FILES = (
    f"provinces-{BEFORE}",
    f"districts-{BEFORE}",
    f"communes-{BEFORE}",
    f"provinces-{AFTER}",
    f"communes-{AFTER}",
    f"lineage-{AFTER}",
    "changes",
    "instruments",
    "counts",
)


@dataclass(slots=True)
class _Draft:
    states: list[State] = field(default_factory=list)
    current: dict[str, State] = field(default_factory=dict)  # the open state of each code
    mutations: dict[MutationKey, Mutation] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    def open(
        self,
        code: str,
        name: str,
        on: date,
        *,
        unit: UnitKey | None = None,
        parent: UnitKey | None = None,
        district: str = "",
        by: MutationKey | None = None,
    ) -> None:
        kind = kind_of(name)
        key = unit or (code, on)
        self.current[code] = State(code, name, kind, on, None, key, parent, district, by, None)

    def close(self, code: str, on: date, by: MutationKey | None) -> State:
        ended = replace(self.current.pop(code), valid_to=on, closed_by=by)
        self.states.append(ended)
        return ended

    def act(self, instrument: str, clause: str, on: date, kind: MutationKind) -> MutationKey:
        key = (instrument, clause, on)
        self.mutations.setdefault(key, Mutation(key, kind))
        return key

    def unit_of(self, code: str) -> UnitKey | None:
        state = self.current.get(code)
        return state.unit if state else None


def build(tables: Tables) -> Register:
    """The register that the tables (one per name in `FILES`) describe."""
    draft = _Draft()
    _three_tiers(draft, tables)
    if tables[f"lineage-{AFTER}"]:  # else the map is that of before (domain/drafting.py)
        _reform(draft, tables)
    for row in sorted(tables["changes"], key=lambda row: row["on"]):
        _change(draft, row)
    return Register(
        instruments=tuple(_instrument(row) for row in tables["instruments"]),
        mutations=tuple(draft.mutations.values()),
        states=(*draft.states, *draft.current.values()),
        edges=tuple(draft.edges),
    )


def declared_counts(tables: Tables) -> Counts:
    """Units per kind that must stand on the days the law (or its arithmetic) states them."""
    counts: dict[date, dict[str, int]] = {}
    for row in tables["counts"]:
        counts.setdefault(date.fromisoformat(row["on"]), {})[row["kind"]] = int(row["count"])
    return counts  # type: ignore[return-value]  # a UnitKind is its string


def _instrument(row: Row) -> Instrument:
    decided = date.fromisoformat(row["decided_on"]) if row["decided_on"] else None
    return Instrument(row["number"], row["body"], decided, row["subject"], row["certainty"])


def _three_tiers(draft: _Draft, tables: Tables) -> None:
    for row in tables[f"provinces-{BEFORE}"]:
        draft.open(row["code"], row["name"], SINCE_UNKNOWN)
    districts = {row["code"]: row for row in tables[f"districts-{BEFORE}"]}
    for row in tables[f"communes-{BEFORE}"]:
        district = districts[row["district"]]
        own = row["code"] == row["district"]  # an island district without communes stands for itself
        draft.open(
            row["code"],
            row["name"],
            SINCE_UNKNOWN,
            parent=draft.unit_of(district["province"]),
            district="" if own else district["name"],
        )


def _reform(draft: _Draft, tables: Tables) -> None:
    edges = [(row, Quantifier(row["quantifier"])) for row in tables[f"lineage-{AFTER}"]]
    began: dict[str, MutationKey] = {}
    ended: dict[str, MutationKey] = {}
    kept: dict[str, str] = {}
    for row, quantifier in edges:
        kind = MutationKind.CONTINUED if quantifier is Quantifier.UNCHANGED else MutationKind.FORMED
        act = began[row["new"]] = draft.act(row["instrument"], row["clause"], REFORM, kind)
        if quantifier in WHOLE or quantifier in REMAINDERS:
            ended[row["old"]] = act  # a divided unit ends by the clause that disposes of what was left
        if quantifier is Quantifier.UNCHANGED:
            kept[row["new"]] = row["old"]
        draft.edges.append(Edge((row["old"], SINCE_UNKNOWN), (row["new"], REFORM), quantifier, act))
    old_units = {code: draft.close(code, REFORM, ended.get(code)).unit for code in list(draft.current)}
    for row in (*tables[f"provinces-{AFTER}"], *tables[f"communes-{AFTER}"]):
        draft.open(
            row["code"],
            row["name"],
            REFORM,
            unit=old_units.get(kept.get(row["code"], "")),
            parent=draft.unit_of(row.get("province", "")),
            by=began.get(row["code"]),
        )


def _change(draft: _Draft, row: Row) -> None:
    on = date.fromisoformat(row["on"])
    act = draft.act(row["instrument"], row["clause"], on, MutationKind.RETYPED)
    ended = draft.close(row["code"], on, act)
    draft.open(row["code"], row["name"], on, unit=ended.unit, parent=ended.parent, by=act)
