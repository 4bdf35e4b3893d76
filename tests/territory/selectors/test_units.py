"""A code on a day, the communes of a province, a unit by its name."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from haicap.kernel.errors import RefusalError
from haicap.kernel.messages import words
from haicap.kernel.text import sort_key
from haicap.territory import api as territory
from haicap.territory.contract import Tier, UnitKind

pytestmark = pytest.mark.django_db

LAST_OLD, FIRST_NEW = date(2025, 6, 30), date(2025, 7, 1)
NOVEMBER = date(2026, 11, 20)
Frozen = Callable[[str | datetime], datetime]


def _name(code: str, day: date) -> str | None:
    card = territory.unit_on(code, day)
    return card.name if card else None


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("00004", "Phường Trúc Bạch", "Phường Ba Đình"),
        ("25015", "Xã Gia Hiệp", "Xã Gia Hiệp"),
        ("25000", "Thị trấn Di Linh", "Xã Di Linh"),
        ("25021", "Xã Tam Bố", None),
        ("11948", None, "Đặc khu Bạch Long Vĩ"),
        ("318", "Huyện Bạch Long Vĩ", None),
        ("67", "Tỉnh Đắk Nông", None),
    ],
)
def test_a_code_means_what_it_meant_on_the_day(code: str, before: str | None, after: str | None) -> None:
    assert (_name(code, LAST_OLD), _name(code, FIRST_NEW)) == (before, after)


def test_a_code_used_again_names_another_unit() -> None:
    old, new = territory.unit_on("25015", LAST_OLD), territory.unit_on("25015", FIRST_NEW)
    assert old and new and old.unit_id != new.unit_id
    assert (old.district, new.district) == ("Huyện Di Linh", "")


def test_an_unchanged_commune_stays_the_same_unit_in_its_new_province() -> None:
    old, new = territory.unit_on("24620", LAST_OLD), territory.unit_on("24620", FIRST_NEW)
    assert old and new and old.unit_id == new.unit_id
    assert (old.name, old.province_code) == ("Xã Quảng Hoà", "67")
    assert (new.name, new.province_code) == ("Xã Quảng Hòa", "68")


def test_old_states_do_not_pretend_to_know_since_when() -> None:
    old, new = territory.unit_on("25021", LAST_OLD), territory.unit_on("25015", FIRST_NEW)
    assert old and new
    assert (old.since_known, old.valid_to, new.since_known) == (False, FIRST_NEW, True)


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("75", date(2026, 4, 29), "Tỉnh Đồng Nai"),
        ("75", date(2026, 4, 30), "Thành phố Đồng Nai"),
        ("22", date(2026, 8, 31), "Tỉnh Quảng Ninh"),
        ("22", date(2026, 9, 1), "Thành phố Quảng Ninh"),
        ("24", date(2026, 9, 19), "Tỉnh Bắc Ninh"),
        ("24", date(2026, 9, 20), "Thành phố Bắc Ninh"),
        ("09319", date(2026, 9, 19), "Xã Tiên Du"),
        ("09319", date(2026, 9, 20), "Phường Tiên Du"),
    ],
)
def test_the_changes_of_2026_begin_on_their_days(code: str, day: date, name: str) -> None:
    assert _name(code, day) == name


@pytest.mark.parametrize(
    ("day", "provinces", "cities", "wards", "communes"),
    [
        (LAST_OLD, 57, 6, 1_726, 7_692),
        (FIRST_NEW, 28, 6, 687, 2_621),
        (date(2026, 4, 30), 27, 7, 697, 2_611),
        (date(2026, 9, 1), 26, 8, 697, 2_611),
        (date(2026, 9, 20), 25, 9, 709, 2_599),
    ],
)
def test_units_of_each_kind_on_each_day(
    day: date, provinces: int, cities: int, wards: int, communes: int
) -> None:
    tops = territory.provinces(day)
    kinds = [card.kind for top in tops for card in territory.communes_of(top.code, day)]
    assert [top.kind for top in tops].count(UnitKind.PROVINCE) == provinces
    assert [top.kind for top in tops].count(UnitKind.CITY) == cities
    assert kinds.count(UnitKind.WARD) == wards
    assert kinds.count(UnitKind.COMMUNE) == communes
    assert kinds.count(UnitKind.SPECIAL_ZONE) == (0 if day == LAST_OLD else 13)


@pytest.mark.parametrize(("province", "old", "new"), [("22", 171, 54), ("68", 137, 124)])
def test_communes_of_a_province_before_and_after(province: str, old: int, new: int) -> None:
    assert len(territory.communes_of(province, LAST_OLD)) == old
    assert len(territory.communes_of(province, FIRST_NEW)) == new


def test_lam_dong_was_made_of_three_hundred_twenty_nine_communes() -> None:
    old = [card for code in ("68", "67", "60") for card in territory.communes_of(code, LAST_OLD)]
    assert len(old) == 329


def test_communes_come_in_the_order_of_the_vietnamese_alphabet() -> None:
    names = [card.name for card in territory.communes_of("68", NOVEMBER)]
    assert names == sorted(names, key=sort_key)
    assert names.index("Xã Di Linh") < names.index("Xã Đạ Huoai")


def test_a_province_that_ended_has_no_communes() -> None:
    assert territory.communes_of("67", FIRST_NEW) == ()
    assert territory.communes_of("25015", FIRST_NEW) == ()


def test_a_tier_may_be_asked_for() -> None:
    assert territory.unit_on("68", NOVEMBER, Tier.COMMUNE) is None
    assert territory.unit_on("25015", NOVEMBER, Tier.COMMUNE) is not None


def test_an_unknown_code_is_refused_in_words() -> None:
    with pytest.raises(RefusalError) as refused:
        territory.require_unit("25021", FIRST_NEW, field="unit")
    assert refused.value.refusal.code == "territory.unknown_unit"
    assert refused.value.refusal.field == "unit"
    assert "25021" in words(refused.value.refusal)


def test_a_unit_is_found_by_its_identity_on_any_day() -> None:
    ward = territory.require_unit("26368", NOVEMBER)
    before = territory.state_on(ward.unit_id, date(2026, 4, 1))
    assert before is not None and before.name == "Xã Long Thành"
    assert territory.state_on(ward.unit_id, LAST_OLD) is None


@pytest.mark.parametrize("text", ["gia hiep", "Gia Hiệp", "Gia Hiệp", "xã gia hiệp", "25015"])
def test_a_unit_is_found_by_name_with_or_without_accents(text: str, frozen: Frozen) -> None:
    frozen("2026-11-20T09:00:00+07:00")
    assert [card.code for card in territory.search_units(text, "68")] == ["25015"]


def test_the_exact_name_and_the_exact_accents_come_first(frozen: Frozen) -> None:
    frozen("2026-11-20T09:00:00+07:00")
    assert territory.search_units("Sơn Hà", "51")[0].name == "Xã Sơn Hà"
    assert territory.search_units("Sơn Hạ", "51")[0].name == "Xã Sơn Hạ"
    assert territory.search_units("lâm đồng")[0].name == "Tỉnh Lâm Đồng"
    assert territory.search_units("di linh", "68")[0].name == "Xã Di Linh"


def test_a_search_finds_only_what_is_in_force_and_no_more_than_asked(frozen: Frozen) -> None:
    frozen("2026-11-20T09:00:00+07:00")
    assert territory.search_units("Trúc Bạch") == ()
    assert territory.search_units("   ") == ()
    assert len(territory.search_units("tan", limit=5)) == 5
    frozen("2025-06-01T09:00:00+07:00")
    assert [card.name for card in territory.search_units("Trúc Bạch")] == ["Phường Trúc Bạch"]
