"""After an annulment every answer is that of the map before; what happened between stays readable."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from haicap.kernel.errors import RefusalError
from haicap.territory import api as territory
from haicap.territory.contract import Enactment, MutationKind
from haicap.territory.models import LineageEdge, Mutation, UnitState
from tests.territory.acts import (
    DI_LINH,
    EVE,
    GIA_HIEP,
    NEW_YEAR,
    absorb,
    annul,
    annulment,
    answers,
    broken_laws,
    divide,
    enact,
    merge,
    one_to_one,
    transfer,
    unite_provinces,
)
from tests.thorough import thorough

pytestmark = pytest.mark.django_db

MARCH = date(2027, 3, 1)
PLANS: list[Callable[[], Enactment]] = [
    merge,
    absorb,
    divide,
    transfer,
    unite_provinces,
    lambda: one_to_one(MutationKind.RENAMED, GIA_HIEP, "Xã Hiệp Gia"),
    lambda: one_to_one(MutationKind.REPARENTED, GIA_HIEP, "Xã Gia Hiệp", "66"),
    lambda: one_to_one(MutationKind.CONTINUED, "25021", "Xã Gia Hiệp", was=GIA_HIEP),
]


@pytest.mark.parametrize("plan", PLANS)
def test_annulled_from_the_start_the_act_never_counts(plan: Callable[[], Enactment]) -> None:
    days = [EVE, NEW_YEAR, MARCH]
    before = [answers(day) for day in days]
    state = territory.require_unit(GIA_HIEP, EVE).state_id
    begun = enact(plan())
    between = territory.unit_on(GIA_HIEP, NEW_YEAR)
    assert between is None or between.state_id != state
    back = annul(annulment(NEW_YEAR))
    assert [answers(day) for day in days] == before
    assert broken_laws() == []
    assert territory.require_unit(GIA_HIEP, MARCH).state_id == state
    assert {(one.successor, one.predecessor) for one in back} == {
        (replace(one.predecessor, valid_to=None), one.successor) for one in begun
    }


@pytest.mark.parametrize("plan", [*PLANS[:3], *thorough(*PLANS[3:])])
def test_annulled_later_what_stood_before_stands_again(plan: Callable[[], Enactment]) -> None:
    before = answers(MARCH)
    began = enact(plan())
    between = answers(date(2027, 2, 28))
    back = annul(annulment(MARCH))
    assert answers(MARCH) == before
    assert answers(date(2027, 2, 28)) == between
    assert broken_laws() == []
    assert {(one.predecessor.unit_id, one.successor.unit_id) for one in back} == {
        (one.successor.unit_id, one.predecessor.unit_id) for one in began
    }


def test_nothing_is_deleted_and_the_annulled_act_names_its_annulment() -> None:
    (first, second) = enact(merge())
    (back, _) = annul(annulment())
    act = Mutation.objects.get(id=first.mutation_id)
    assert act.annulled_by_id == back.mutation_id
    assert Mutation.objects.get(id=back.mutation_id).kind == "annulled"
    told = UnitState.objects.get(id=second.successor.state_id)
    assert (told.status, told.opened_by_id) == ("annulled", act.id)
    endings = UnitState.objects.filter(closed_by=act)
    assert {(row.code, row.status, row.valid_to) for row in endings.order_by("id")} == {
        (GIA_HIEP, "annulled", NEW_YEAR),
        (DI_LINH, "annulled", NEW_YEAR),
    }
    assert LineageEdge.objects.filter(mutation=act, predecessor__closed_by=act).count() == 2


def test_a_unit_that_stood_between_leads_back_to_those_restored() -> None:
    enact(merge())
    annul(annulment(MARCH))
    heirs = territory.successors(DI_LINH, date(2027, 2, 1))
    assert [(one.unit.code, one.quantifier) for one in heirs] == [
        (DI_LINH, "restored"),
        (GIA_HIEP, "restored"),
    ]


def test_a_record_survives_merger_and_annulment(frozen: Callable[[str], object]) -> None:
    enact(merge())
    annul(annulment(MARCH))
    frozen("2027-04-01T09:00:00+07:00")
    assert territory.resolve_for_record(GIA_HIEP, EVE).valid_from == MARCH
    with pytest.raises(RefusalError) as refused:
        territory.resolve_for_record(DI_LINH, date(2027, 2, 1))
    assert refused.value.refusal.code == "territory.divided"


def test_a_corrected_plan_may_be_enacted_on_the_same_day() -> None:
    enact(merge())
    annul(annulment())
    enact(absorb())
    assert territory.unit_on(GIA_HIEP, NEW_YEAR) is None


def test_an_act_that_another_rests_on_is_not_annulled() -> None:
    enact(merge())
    later = one_to_one(MutationKind.RENAMED, DI_LINH, "Xã Di Linh Mới")
    enact(replace(later, instrument="3/NQ-THU", effective_on=date(2027, 2, 1)))
    for day in (NEW_YEAR, MARCH):
        with pytest.raises(RefusalError) as refused:
            annul(annulment(day))
        assert refused.value.refusal.code == "territory.annul_built_upon"


def test_a_code_taken_since_is_not_taken_back() -> None:
    enact(merge())
    other = one_to_one(MutationKind.CONTINUED, GIA_HIEP, "Xã Đinh Trang Thượng", was="25007")
    enact(replace(other, instrument="3/NQ-THU", effective_on=date(2027, 2, 1)))
    with pytest.raises(RefusalError) as refused:
        annul(annulment(MARCH))
    assert refused.value.refusal.code == "territory.annul_built_upon"


def test_the_reform_of_2025_cannot_be_undone_for_want_of_its_provinces() -> None:
    with pytest.raises(RefusalError) as refused:
        annul(annulment(MARCH, annuls="1671/NQ-UBTVQH15"))
    assert refused.value.refusal.code == "territory.annul_built_upon"


def test_an_act_is_annulled_once() -> None:
    enact(merge())
    annul(annulment())
    with pytest.raises(RefusalError) as refused:
        annul(annulment(instrument="4/NQ-THU"))
    assert refused.value.refusal.code == "territory.annul_unknown"


def test_an_unknown_instrument_or_clause_is_refused() -> None:
    enact(merge())
    for told in (annulment(annuls="9/NQ-THU"), annulment(clauses=("7",))):
        with pytest.raises(RefusalError) as refused:
            annul(told)
        assert refused.value.refusal.code == "territory.annul_unknown"


def test_what_would_refuse_an_annulment_is_told_before_and_nothing_is_written() -> None:
    enact(merge())
    rows = Mutation.objects.count()
    assert territory.annullable(annulment(MARCH)) == ()
    later = one_to_one(MutationKind.RENAMED, DI_LINH, "Xã Di Linh Mới")
    enact(replace(later, instrument="3/NQ-THU", effective_on=date(2027, 2, 1)))
    for told in (
        annulment(MARCH),
        annulment(annuls="9/NQ-THU"),
        annulment(MARCH, annuls="1671/NQ-UBTVQH15"),
        annulment(date(2027, 2, 1), instrument="3/NQ-THU", annuls="1/NQ-THU"),
    ):
        with pytest.raises(RefusalError) as refused:
            annul(told)
        assert territory.annullable(told)[0] == refused.value.refusal
    assert Mutation.objects.count() == rows + 1
