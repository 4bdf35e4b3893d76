"""From one map to another and back: what is whole stays whole, what is not known is said so."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haicap.territory import api as territory
from haicap.territory.contract import (
    SINCE_UNKNOWN,
    Certainty,
    CrossPart,
    Measure,
    MutationKind,
    Observation,
    UnitCard,
)
from tests.territory.acts import (
    DI_LINH,
    EVE,
    GIA_HIEP,
    LEARNT,
    NEW_YEAR,
    absorb,
    annul,
    annulment,
    divide,
    enact,
    merge,
    one_to_one,
    transfer,
)

pytestmark = pytest.mark.django_db

JUNE, JULY, NOVEMBER = date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 20)
FEBRUARY, MARCH = date(2027, 2, 1), date(2027, 3, 1)
Told = tuple[str, object, object, str]


def _parts(code: str, begins: date, ends: date) -> list[Told]:
    parts = territory.crosswalk([code], begins=begins, ends=ends)[code]
    return [(part.unit.code, part.area_share, part.population_share, part.certainty.value) for part in parts]


def _communes(day: date) -> list[UnitCard]:
    return [card for top in territory.provinces(day) for card in territory.communes_of(top.code, day)]


def test_a_merged_commune_lies_whole_in_its_successor_of_any_later_day() -> None:
    assert _parts("25021", JUNE, NOVEMBER) == [(GIA_HIEP, 1, 1, "exact")]
    assert _parts("22924", JUNE, JULY) == [("22924", 1, 1, "exact")]


def test_a_code_is_read_on_its_own_day() -> None:
    assert _parts("25021", JULY, NOVEMBER) == []
    assert _parts("99999", JUNE, NOVEMBER) == []
    assert _parts(GIA_HIEP, NOVEMBER, NOVEMBER) == [(GIA_HIEP, 1, 1, "exact")]


def test_a_change_of_kind_changes_nothing_of_where_a_unit_lies() -> None:
    (part,) = territory.crosswalk(["26368"], begins=JULY, ends=NOVEMBER)["26368"]
    assert (part.unit.name, part.certainty) == ("Phường Long Thành", Certainty.EXACT)


def test_land_without_people_takes_no_people_along() -> None:
    assert _parts("23053", JUNE, NOVEMBER) == [
        ("23041", None, 0, "undecided"),
        ("23053", None, 1, "undecided"),
    ]


def test_area_and_people_of_ky_loi_went_apart() -> None:
    parts = {code: shares for code, *shares in _parts("18796", JUNE, NOVEMBER)}
    assert sorted(parts.values(), key=str) == [[0, None, "undecided"]] * 2 + [[1, 0, "exact"]]


def test_backward_a_unit_of_several_is_undecided_until_their_sizes_are_known() -> None:
    assert _parts(GIA_HIEP, NOVEMBER, JUNE) == [
        (GIA_HIEP, None, None, "undecided"),
        ("25021", None, None, "undecided"),
    ]
    for code, area, people in ((GIA_HIEP, 100, 15_000), ("25021", 300, 5_000)):
        for measure, value in ((Measure.AREA_KM2, area), (Measure.POPULATION, people)):
            told = Observation(code, measure, Decimal(value), date(2025, 1, 1), "Thử")
            territory.observe(told, at=LEARNT)
    assert _parts(GIA_HIEP, NOVEMBER, JUNE) == [
        (GIA_HIEP, Decimal("0.25"), Decimal("0.75"), "estimated"),
        ("25021", Decimal("0.75"), Decimal("0.25"), "estimated"),
    ]


def test_provinces_have_a_crosswalk_too() -> None:
    assert _parts("67", JUNE, NOVEMBER) == [("68", 1, 1, "exact")]
    assert [code for code, *_ in _parts("68", NOVEMBER, JUNE)] == ["60", "67", "68"]


def test_whole_units_come_back_to_themselves_all_over_the_country() -> None:
    old, new = _communes(JUNE), _communes(JULY)
    forward = territory.crosswalk([card.code for card in old], begins=JUNE, ends=JULY)
    backward = territory.crosswalk([card.code for card in new], begins=JULY, ends=JUNE)
    made_of_whole = 0
    for card in old:
        for part in forward[card.code]:
            assert card in [origin.unit for origin in backward[part.unit.code]]
    for card in new:
        origins = [forward[origin.unit.code] for origin in backward[card.code]]
        if all(len(parts) == 1 for parts in origins):
            made_of_whole += 1
            assert all(
                parts == (CrossPart(card, Decimal(1), Decimal(1), Certainty.EXACT),) for parts in origins
            )
    assert made_of_whole == 2_907
    assert sum(len(parts) > 1 for parts in forward.values()) == 441


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.sampled_from(["21", "37", "68", "22", "46"]), min_size=1), st.data())
def test_people_of_a_commune_are_neither_lost_nor_doubled(provinces: set[str], data: st.DataObject) -> None:
    codes = [card.code for province in sorted(provinces) for card in territory.communes_of(province, JUNE)]
    chosen = data.draw(st.lists(st.sampled_from(codes), min_size=1) if codes else st.just([]))
    for parts in territory.crosswalk(chosen, begins=JUNE, ends=NOVEMBER).values():
        known = [part.population_share for part in parts if part.population_share is not None]
        assert sum(known) == 1 if len(known) == len(parts) else sum(known) <= 1


def test_shares_multiply_over_several_acts() -> None:
    enact(divide())
    assert _parts(GIA_HIEP, EVE, NEW_YEAR) == [
        (GIA_HIEP, Decimal("0.6"), Decimal("0.7"), "estimated"),
        ("25021", Decimal("0.4"), Decimal("0.3"), "estimated"),
    ]
    enact(replace(merge(), instrument="3/NQ-THU", effective_on=FEBRUARY))
    assert _parts(GIA_HIEP, EVE, FEBRUARY) == [
        (DI_LINH, Decimal("0.6"), Decimal("0.7"), "estimated"),
        ("25021", Decimal("0.4"), Decimal("0.3"), "estimated"),
    ]


def test_parts_that_meet_again_are_whole_again() -> None:
    enact(divide())
    change = merge().changes[0]
    reunite = replace(
        change,
        ends=(GIA_HIEP, "25021"),
        begins=(replace(change.begins[0], code=GIA_HIEP, name="Xã Gia Hiệp"),),
        edges=(
            replace(change.edges[1], predecessor_code=GIA_HIEP, successor_code=GIA_HIEP),
            replace(change.edges[0], predecessor_code="25021", successor_code=GIA_HIEP),
        ),
    )
    enact(replace(merge(), instrument="3/NQ-THU", effective_on=FEBRUARY, changes=(reunite,)))
    assert _parts(GIA_HIEP, EVE, FEBRUARY) == [(GIA_HIEP, 1, 1, "exact")]
    assert _parts(GIA_HIEP, FEBRUARY, EVE) == [(GIA_HIEP, 1, 1, "exact")]


@pytest.mark.parametrize("plan", [merge, absorb, divide, transfer])
@pytest.mark.parametrize("undone_on", [NEW_YEAR, MARCH])
def test_over_an_annulled_act_every_unit_is_itself(plan: object, undone_on: date) -> None:
    enact(plan())  # type: ignore[operator]
    annul(annulment(undone_on))
    for code in (GIA_HIEP, DI_LINH):
        assert _parts(code, EVE, MARCH) == _parts(code, MARCH, EVE) == [(code, 1, 1, "exact")]


def test_between_an_act_and_its_annulment_the_act_counts() -> None:
    enact(merge())
    annul(annulment(MARCH))
    assert _parts(GIA_HIEP, EVE, FEBRUARY) == [(DI_LINH, 1, 1, "exact")]
    assert _parts(DI_LINH, FEBRUARY, MARCH) == [
        (DI_LINH, None, None, "undecided"),
        (GIA_HIEP, None, None, "undecided"),
    ]
    assert [code for code, *_ in _parts(GIA_HIEP, MARCH, FEBRUARY)] == [DI_LINH]


def test_a_list_of_codes_tells_its_day() -> None:
    old = [(card.code, "") for card in territory.communes_of("68", JUNE)]
    new = [(card.code, "") for card in territory.communes_of("68", JULY)]
    (best, *rest) = territory.guess_date(old)
    assert (best.begins, best.ends, best.matched, best.unknown) == (SINCE_UNKNOWN, JULY, len(old), ())
    assert all(other.matched < best.matched for other in rest)
    (best, *rest) = territory.guess_date([*new, ("99999", "")])
    assert (best.begins, best.ends, best.matched, best.unknown) == (JULY, None, len(new), ("99999",))


def test_names_tell_also_the_days_of_2026() -> None:
    spring, autumn = date(2026, 4, 30), date(2026, 9, 20)
    for day, begins, ends in ((JULY, JULY, spring), (spring, spring, autumn), (autumn, autumn, None)):
        named = [(code, card.name) for code in ("26368", "09319") if (card := territory.unit_on(code, day))]
        best = territory.guess_date(named)[0]
        assert (best.begins, best.ends, best.matched) == (begins, ends, 2)


def test_short_names_tell_the_day_as_full_ones_do() -> None:
    best, *rest = territory.guess_date([("25021", "Tam Bố"), ("25015", "gia hiep")])
    assert (best.begins, best.ends, best.matched, best.padded) == (SINCE_UNKNOWN, JULY, 2, 0)
    assert all(other.matched < 2 for other in rest)


def test_lost_leading_zeros_are_put_back_and_told() -> None:
    whole = [(card.code, card.name) for card in territory.communes_of("01", JULY)]
    short = sum(code.startswith("0") for code, _ in whole)
    lost = territory.guess_date([(code.lstrip("0"), name) for code, name in whole])[0]
    kept = territory.guess_date(whole)[0]
    assert (lost.begins, lost.matched, lost.unknown) == (kept.begins, len(whole), ())
    assert (lost.padded, kept.padded) == (short, 0)
    assert short > len(whole) / 2


def test_a_code_that_is_known_as_it_stands_is_never_padded() -> None:
    assert territory.guess_date([("68", "Lâm Đồng")])[0].padded == 0


def test_a_recoded_unit_is_found_under_its_other_code() -> None:
    enact(one_to_one(MutationKind.CONTINUED, "25021", "Xã Gia Hiệp", was=GIA_HIEP))
    assert _parts(GIA_HIEP, EVE, NEW_YEAR) == [("25021", 1, 1, "exact")]
    assert _parts("25021", NEW_YEAR, EVE) == [(GIA_HIEP, 1, 1, "exact")]
