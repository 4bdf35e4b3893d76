"""A map that breaks a rule is not believed, and each rule has its name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from haicap.territory.contract import Quantifier
from haicap.territory.domain.build import REFORM, Row, Tables, build, declared_counts
from haicap.territory.domain.register import Register, kind_of
from haicap.territory.domain.verify import verify

Rows = list[Row]


def _broken(tables: Tables, **changed: Callable[[Rows], Rows]) -> set[str]:
    rows = dict(tables)
    for name, change in changed.items():
        file = {"lineage": "lineage-2025-07-01", "communes": "communes-2025-07-01"}.get(name, name)
        rows[file] = change(list(rows[file]))
    return {refusal.code for refusal in verify(build(rows), declared_counts(rows))}


def _without(**wanted: str) -> Callable[[Rows], Rows]:
    return lambda rows: [row for row in rows if any(row[key] != value for key, value in wanted.items())]


def _with(change: dict[str, str], **wanted: str) -> Callable[[Rows], Rows]:
    return lambda rows: [
        {**row, **change} if all(row[key] == value for key, value in wanted.items()) else row for row in rows
    ]


def test_the_shipped_map_keeps_every_rule(tables: Tables) -> None:
    assert _broken(tables) == set()


def test_a_missing_commune_is_counted_and_its_edges_hang_in_the_air(tables: Tables) -> None:
    broken = _broken(tables, communes=_without(code="25015"))
    assert broken == {"territory.counts_differ", "territory.dangling"}


def test_a_wrong_kind_is_counted(tables: Tables) -> None:
    assert _broken(tables, communes=_with({"name": "Phường Gia Hiệp"}, code="25015")) == {
        "territory.counts_differ"
    }


def test_a_commune_without_its_province_is_an_orphan(tables: Tables) -> None:
    assert _broken(tables, communes=_with({"province": "99"}, code="25015")) == {"territory.orphan"}


def test_a_divided_commune_needs_exactly_one_remainder(tables: Tables) -> None:
    share = {"quantifier": "partial"}
    assert _broken(tables, lineage=_with(share, old="23053", new="23053")) == {"territory.remainder"}
    rest = {"quantifier": "remainder"}
    assert _broken(tables, lineage=_with(rest, old="23053", new="23041")) == {"territory.remainder"}


def test_a_whole_commune_cannot_also_give_a_part(tables: Tables) -> None:
    whole = {"quantifier": "full"}
    assert _broken(tables, lineage=_with(whole, old="23053", new="23041")) == {"territory.remainder"}


def test_a_commune_cannot_end_in_nothing(tables: Tables) -> None:
    assert _broken(tables, lineage=_without(old="25021")) == {"territory.no_successor"}


def test_a_commune_cannot_begin_out_of_nothing(tables: Tables) -> None:
    broken = _broken(tables, lineage=_without(new="25015"))
    assert broken == {"territory.no_predecessor", "territory.no_successor"}


def test_an_act_that_no_instrument_bears_is_refused(tables: Tables) -> None:
    assert _broken(tables, instruments=_without(number="36/2026/QH16")) == {"territory.uncited"}


def test_two_communes_cannot_share_a_code(tables: Tables) -> None:
    register = build(tables)
    twin = next(state for state in register.states if state.code == "25015" and state.in_force(REFORM))
    assert "territory.overlap" in _codes(register, replace(twin, valid_from=date(2026, 1, 1)))


def test_a_commune_cannot_outlive_its_province(tables: Tables) -> None:
    register = build(tables)
    old = next(state for state in register.states if state.code == "25021")
    late = replace(old, code="99998", valid_to=None, unit=("99998", old.valid_from))
    assert "territory.orphan" in _codes(register, late)


def _codes(register: Register, *more: object) -> set[str]:
    states = (*register.states, *more)
    return {refusal.code for refusal in verify(replace(register, states=states), {})}  # type: ignore[arg-type]


def test_a_name_without_its_kind_is_not_understood() -> None:
    with pytest.raises(ValueError, match="Gia Hiệp"):
        kind_of("Gia Hiệp")


def test_quantifiers_are_those_of_the_file(tables: Tables) -> None:
    assert {row["quantifier"] for row in tables["lineage-2025-07-01"]} == set(Quantifier) - {
        Quantifier.RESTORED
    }
