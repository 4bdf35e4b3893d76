"""The 2025 reform as plans: each resolution's plan, enacted on the map of the eve, says what the data files say."""

from datetime import date

from haicap.territory.contract import MutationKind
from haicap.territory.domain.build import build
from haicap.territory.domain.drafting import drafted, until
from haicap.territory.services.load import data_files

EVE = date(2025, 6, 30)


def test_the_map_of_the_eve_knows_nothing_of_the_reform() -> None:
    register = build(until(data_files(), EVE))
    assert len([state for state in register.states if state.in_force(EVE)]) == 63 + 10_040
    assert (register.edges, register.mutations) == ((), ())
    assert not [state for state in register.states if state.valid_to is not None]


def test_the_map_until_today_is_the_whole_map() -> None:
    assert build(until(data_files(), date(2026, 11, 21))) == build(data_files())


def test_a_resolution_becomes_a_plan_with_its_clauses() -> None:
    register = build(data_files())
    plan = drafted(register, ["1679/NQ-UBTVQH15"])
    assert plan is not None
    assert (plan.instrument, plan.effective_on) == ("1679/NQ-UBTVQH15", date(2025, 7, 1))
    assert sum(len(change.ends) for change in plan.changes) == 171
    assert sum(len(change.begins) for change in plan.changes) == 54
    assert {change.kind for change in plan.changes} == {MutationKind.FORMED, MutationKind.CONTINUED}


def test_a_plan_brings_the_provinces_its_communes_stood_in_along() -> None:
    plan = drafted(build(data_files()), ["1671/NQ-UBTVQH15"])
    assert plan is not None
    provinces = [change for change in plan.changes if "(202/2025/QH15)" in change.clause]
    assert [sorted(change.ends) for change in provinces] == [["60", "67", "68"]]
    assert sum(len(change.ends) for change in plan.changes) == 329 + 3
    assert sum(len(change.begins) for change in plan.changes) == 124 + 1


def test_an_unknown_instrument_has_no_plan() -> None:
    assert drafted(build(data_files()), ["1/NQ"]) is None
