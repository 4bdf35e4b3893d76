"""A plan becomes states, units and edges, whole or not at all; the days before it stay as they were."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from haicap.kernel.errors import RefusalError
from haicap.kernel.messages import words
from haicap.territory import api as territory
from haicap.territory.contract import Change, Enactment, MutationKind, NewUnit, UnitKind
from haicap.territory.models import LineageEdge, Mutation, UnitState
from tests.territory.acts import (
    DI_LINH,
    EVE,
    GIA_HIEP,
    LEARNT,
    NEW_YEAR,
    absorb,
    act,
    answers,
    broken_laws,
    divide,
    edge,
    enact,
    merge,
    one_to_one,
    transfer,
    unit,
    unite_provinces,
)

pytestmark = pytest.mark.django_db


def test_a_merger_ends_two_units_and_begins_one_that_is_new() -> None:
    before = answers(EVE)
    old = territory.require_unit(DI_LINH, EVE)
    found = enact(merge())
    new = territory.require_unit(DI_LINH, NEW_YEAR)
    assert [(one.predecessor.code, one.successor, one.is_primary) for one in found] == [
        (DI_LINH, new, True),
        (GIA_HIEP, new, False),
    ]
    assert new.unit_id != old.unit_id
    assert territory.unit_on(GIA_HIEP, NEW_YEAR) is None
    assert [edge.unit.code for edge in territory.predecessors(DI_LINH, NEW_YEAR)] == [DI_LINH, GIA_HIEP]
    assert answers(EVE) == before
    mutation = Mutation.objects.get(id=found[0].mutation_id)
    assert (mutation.kind, mutation.recorded_at, mutation.effective_on) == ("formed", LEARNT, NEW_YEAR)


def test_who_absorbs_others_goes_on_as_itself() -> None:
    old = territory.require_unit(DI_LINH, EVE)
    enact(absorb())
    new = territory.require_unit(DI_LINH, NEW_YEAR)
    assert (new.unit_id, new.state_id == old.state_id) == (old.unit_id, False)
    assert [one.unit.code for one in territory.successors(GIA_HIEP, EVE)] == [DI_LINH]


def test_a_division_keeps_its_shares_and_their_source() -> None:
    enact(divide())
    heirs = territory.successors(GIA_HIEP, EVE)
    assert [(one.unit.code, one.area_share, one.population_share) for one in heirs] == [
        (GIA_HIEP, Decimal("0.6"), Decimal("0.7")),
        ("25021", Decimal("0.4"), Decimal("0.3")),
    ]
    assert set(LineageEdge.objects.exclude(area_share=None).values_list("share_source", flat=True)) == {
        "Đề án thử"
    }


def test_a_transfer_leaves_both_units_themselves() -> None:
    old = {code: territory.require_unit(code, EVE).unit_id for code in (GIA_HIEP, DI_LINH)}
    enact(transfer())
    new = {code: territory.require_unit(code, NEW_YEAR).unit_id for code in (GIA_HIEP, DI_LINH)}
    assert new == old
    heirs = territory.successors(GIA_HIEP, EVE)
    assert {(one.unit.code, one.quantifier) for one in heirs} == {
        (GIA_HIEP, "remainder"),
        (DI_LINH, "part_area"),
    }


@pytest.mark.parametrize(
    ("plan", "name", "province"),
    [
        (one_to_one(MutationKind.RENAMED, GIA_HIEP, "Xã Hiệp Gia"), "Xã Hiệp Gia", "68"),
        (one_to_one(MutationKind.RETYPED, GIA_HIEP, "Phường Gia Hiệp"), "Phường Gia Hiệp", "68"),
        (one_to_one(MutationKind.REPARENTED, GIA_HIEP, "Xã Gia Hiệp", "66"), "Xã Gia Hiệp", "66"),
        (one_to_one(MutationKind.CONTINUED, GIA_HIEP, "Xã Gia Hiệp"), "Xã Gia Hiệp", "68"),
    ],
)
def test_name_kind_and_place_change_while_the_unit_stays(plan: Enactment, name: str, province: str) -> None:
    old = territory.require_unit(GIA_HIEP, EVE)
    (pair,) = enact(plan)
    new = territory.require_unit(GIA_HIEP, NEW_YEAR)
    assert (new.unit_id, new.name, new.province_code) == (old.unit_id, name, province)
    assert (pair.predecessor.state_id, pair.successor, pair.quantifier) == (old.state_id, new, "unchanged")
    assert new in territory.communes_of(province, NEW_YEAR)


def test_a_unit_with_another_code_is_still_itself() -> None:
    old = territory.require_unit(GIA_HIEP, EVE)
    enact(one_to_one(MutationKind.CONTINUED, "25021", "Xã Gia Hiệp", was=GIA_HIEP))
    assert territory.require_unit("25021", NEW_YEAR).unit_id == old.unit_id
    assert territory.unit_on(GIA_HIEP, NEW_YEAR) is None


def test_communes_follow_their_province() -> None:
    count = len(territory.communes_of("68", EVE)) + len(territory.communes_of("56", EVE))
    found = enact(unite_provinces())
    assert len(territory.communes_of("68", NEW_YEAR)) == count == len(found) - 2
    new = territory.require_unit(GIA_HIEP, NEW_YEAR)
    assert new.unit_id == territory.require_unit(GIA_HIEP, EVE).unit_id
    assert territory.communes_of("56", NEW_YEAR) == ()


def test_an_abolished_tier_needs_no_successor() -> None:
    enact(act(Change(MutationKind.TIER_ABOLISHED, "1", ends=(GIA_HIEP,))))
    assert broken_laws() == []
    assert territory.unit_on(GIA_HIEP, NEW_YEAR) is None
    assert territory.successors(GIA_HIEP, EVE) == []


MERGE = merge().changes[0]
TWO = (edge(GIA_HIEP, DI_LINH, "full"), edge(DI_LINH, DI_LINH, "full"))
HALVES = divide().changes[0]


def _shared(**columns: object) -> Change:
    first, second = HALVES.edges
    return replace(HALVES, edges=(replace(first, **columns), second))


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (replace(MERGE, ends=(GIA_HIEP, DI_LINH, GIA_HIEP)), "unit_twice", "changes.0.ends.2"),
        (
            replace(MERGE, begins=(*MERGE.begins, unit(DI_LINH, "Xã Di Linh"))),
            "unit_twice",
            "changes.0.begins.1.code",
        ),
        (replace(MERGE, ends=(*MERGE.ends, "99999")), "unit_unknown", "changes.0.ends.2"),
        (replace(MERGE, ends=(*MERGE.ends, "25021")), "not_in_force", "changes.0.ends.2"),
        (replace(MERGE, begins=(unit("25007", "Xã Di Linh"),)), "code_in_use", "changes.0.begins.0.code"),
        (replace(MERGE, begins=(unit("2500x", "Xã Di Linh"),)), "code_malformed", "changes.0.begins.0.code"),
        (
            replace(MERGE, begins=(NewUnit(DI_LINH, "Xã Di Linh", UnitKind.WARD, "68"),)),
            "name",
            "changes.0.begins.0.name",
        ),
        (
            replace(MERGE, begins=(unit(DI_LINH, "Xã Di Linh", "67"),)),
            "no_province",
            "changes.0.begins.0.province_code",
        ),
        (replace(MERGE, kind=MutationKind.RENAMED), "kind", "changes.0.kind"),
        (replace(MERGE, kind=MutationKind.ANNULLED), "kind", "changes.0.kind"),
        (replace(MERGE, edges=(*TWO, TWO[0])), "edge_twice", "changes.0.edges.2"),
        (
            replace(MERGE, edges=(*TWO, edge("25007", DI_LINH, "full"))),
            "edge_from_nowhere",
            "changes.0.edges.2.predecessor_code",
        ),
        (
            replace(MERGE, edges=(TWO[1], edge(GIA_HIEP, "25007", "full"))),
            "edge_to_nowhere",
            "changes.0.edges.1.successor_code",
        ),
        (
            replace(MERGE, edges=(TWO[1], edge(GIA_HIEP, DI_LINH, "most"))),
            "quantifier",
            "changes.0.edges.1.quantifier",
        ),
        (
            replace(MERGE, edges=(TWO[1], replace(TWO[0], is_primary=True))),
            "primary",
            "changes.0.edges.1.is_primary",
        ),
        (
            replace(HALVES, edges=(HALVES.edges[0], edge(GIA_HIEP, "25021", "full"))),
            "whole_and_part",
            "changes.0.edges.0",
        ),
        (
            replace(HALVES, edges=(HALVES.edges[0], edge(GIA_HIEP, "25021", "remainder"))),
            "remainder",
            "changes.0.edges.0",
        ),
        (
            replace(MERGE, edges=(TWO[1], edge(GIA_HIEP, DI_LINH, "partial"))),
            "remainder",
            "changes.0.edges.1",
        ),
        (_shared(area_share=Decimal("1.2")), "share_range", "changes.0.edges.0"),
        (_shared(share_source=" "), "share_source", "changes.0.edges.0.share_source"),
        (_shared(area_share=Decimal("0.5")), "share_sum", "changes.0.edges.0.area_share"),
        (_shared(population_share=Decimal("0.8")), "share_sum", "changes.0.edges.0.population_share"),
        (_shared(quantifier="remainder_pop"), "share_contradicts", "changes.0.edges.0.area_share"),
        (replace(MERGE, edges=(TWO[1],)), "no_successor", "changes.0.ends.0"),
        (
            replace(MERGE, begins=(*MERGE.begins, unit("99998", "Xã Từ Không"))),
            "no_predecessor",
            "changes.0.begins.1",
        ),
        (
            replace(
                MERGE,
                kind=MutationKind.ABSORBED,
                begins=(unit(GIA_HIEP, "Xã Gia Hiệp"), *MERGE.begins),
                edges=(edge(GIA_HIEP, DI_LINH, "full"), edge(DI_LINH, GIA_HIEP, "full")),
            ),
            "circular",
            "changes.0.edges.0",
        ),
    ],
)
def test_a_faulty_plan_is_refused_with_the_place_of_its_fault(change: Change, code: str, place: str) -> None:
    plan = act(change)
    found = territory.examine(plan)
    assert (f"territory.plan_{code}", place) in [(one.code, one.field) for one in found]
    assert all(words(one) for one in found)
    rows = UnitState.objects.count(), Mutation.objects.count()
    with pytest.raises(RefusalError) as refused:
        enact(plan)
    assert refused.value.refusals == found
    assert (UnitState.objects.count(), Mutation.objects.count()) == rows


@pytest.mark.parametrize(
    ("given", "code", "place"),
    [
        ({"body": " "}, "instrument", "body"),
        ({"certainty": "surely"}, "instrument", "certainty"),
        ({"decided_on": date(2027, 1, 2)}, "decided_late", "decided_on"),
        ({"instrument": "1671/NQ-UBTVQH15"}, "instrument_differs", "instrument"),
        ({"effective_on": date(2025, 7, 1), "decided_on": None}, "later_states", "changes.0.ends.0"),
    ],
)
def test_the_instrument_must_make_sense(given: dict[str, object], code: str, place: str) -> None:
    found = territory.examine(merge(**given))
    assert (f"territory.plan_{code}", place) in [(one.code, one.field) for one in found]


def test_a_plan_without_changes_or_with_one_clause_twice_is_refused() -> None:
    assert [one.code for one in territory.examine(act())] == ["territory.plan_empty"]
    found = territory.examine(act(MERGE, MERGE))
    assert ("territory.plan_clause_twice", "changes.1.clause") in [(one.code, one.field) for one in found]


def test_a_plan_is_enacted_once() -> None:
    enact(merge())
    assert "territory.plan_enacted" in [one.code for one in territory.examine(merge())]


def test_nothing_is_enacted_before_a_day_on_which_the_unit_changes_otherwise() -> None:
    enact(merge())
    found = territory.examine(merge(instrument="3/NQ-THU", effective_on=date(2026, 12, 15)))
    assert {(one.code, one.field) for one in found} >= {
        ("territory.plan_later_states", "changes.0.ends.0"),
        ("territory.plan_later_states", "changes.0.ends.1"),
    }


def test_a_fresh_code_is_not_taken_where_somebody_will_carry_it() -> None:
    enact(divide())
    early = one_to_one(MutationKind.CONTINUED, "25021", "Xã Di Linh", was=DI_LINH)
    found = territory.examine(replace(early, instrument="3/NQ-THU", effective_on=date(2026, 12, 15)))
    assert [one.code for one in found] == ["territory.plan_code_in_use"]


def test_communes_of_a_divided_province_must_be_placed() -> None:
    change = Change(
        MutationKind.DIVIDED,
        "1",
        ends=("68",),
        begins=(unit("68", "Tỉnh Lâm Đồng"), unit("67", "Tỉnh Đắk Nông")),
        edges=(edge("68", "68", "remainder"), edge("68", "67", "partial")),
    )
    found = territory.examine(act(change))
    assert [one.code for one in found] == ["territory.plan_left_behind"] * 124


def test_an_absorbed_province_may_keep_its_communes_where_they_are() -> None:
    change = replace(
        unite_provinces().changes[0], kind=MutationKind.ABSORBED, begins=(unit("68", "Tỉnh Lâm Đồng"),)
    )
    found = enact(act(change))
    stayed = territory.require_unit(GIA_HIEP, NEW_YEAR)
    assert stayed.state_id == territory.require_unit(GIA_HIEP, EVE).state_id
    assert len(found) == 2 + len(territory.communes_of("56", EVE))


def test_a_record_of_an_ended_unit_finds_its_heir(frozen: Callable[[str], object]) -> None:
    enact(merge())
    frozen("2027-01-02T09:00:00+07:00")
    heir = territory.resolve_for_record(GIA_HIEP, date(2026, 5, 1))
    assert heir == territory.require_unit(DI_LINH, NEW_YEAR)
