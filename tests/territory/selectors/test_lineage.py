"""What became of whom, with its law; and who carries on a record of an old day."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from haicap.kernel.errors import RefusalError
from haicap.kernel.messages import words
from haicap.territory import api as territory

pytestmark = pytest.mark.django_db

LAST_OLD, FIRST_NEW = date(2025, 6, 30), date(2025, 7, 1)
NOVEMBER = date(2026, 11, 20)
Frozen = Callable[[str | datetime], datetime]


def _made_of(code: str, day: date = FIRST_NEW) -> set[str]:
    return {edge.unit.name for edge in territory.predecessors(code, day)}


def _law(code: str, day: date = FIRST_NEW) -> set[tuple[str, str]]:
    return {(edge.instrument, edge.clause) for edge in territory.predecessors(code, day)}


def _became(code: str, day: date) -> dict[str, str]:
    return {edge.unit.code: edge.quantifier for edge in territory.successors(code, day)}


def test_gia_hiep_was_made_of_tam_bo_and_gia_hiep() -> None:
    assert _made_of("25015") == {"Xã Tam Bố", "Xã Gia Hiệp"}
    assert _law("25015") == {("1671/NQ-UBTVQH15", "27")}


def test_di_linh_was_made_of_a_town_and_three_communes() -> None:
    assert _made_of("25000") == {"Thị trấn Di Linh", "Xã Liên Đầm", "Xã Tân Châu", "Xã Gung Ré"}
    assert _law("25000") == {("1671/NQ-UBTVQH15", "21")}


@pytest.mark.parametrize(
    ("code", "name", "count", "clause"),
    [
        ("20056", "Xã A Lưới 1", 4, "35"),
        ("20044", "Xã A Lưới 2", 4, "36"),
        ("20071", "Xã A Lưới 3", 4, "37"),
        ("20101", "Xã A Lưới 4", 4, "38"),
        ("20050", "Xã A Lưới 5", 2, "39"),
    ],
)
def test_the_five_communes_of_a_luoi(code: str, name: str, count: int, clause: str) -> None:
    assert territory.require_unit(code, FIRST_NEW).name == name
    assert {edge.unit.district for edge in territory.predecessors(code, FIRST_NEW)} == {"Huyện A Lưới"}
    assert (len(_made_of(code)), _law(code)) == (count, {("1675/NQ-UBTVQH15", clause)})


@pytest.mark.parametrize(
    ("code", "name", "count", "clause"),
    [
        ("17662", "Xã Đô Lương", 9, "20"),
        ("17623", "Xã Bạch Ngọc", 4, "21"),
        ("17677", "Xã Văn Hiến", 5, "22"),
        ("17707", "Xã Bạch Hà", 4, "23"),
        ("17689", "Xã Thuần Trung", 6, "24"),
        ("17641", "Xã Lương Sơn", 4, "25"),
    ],
)
def test_six_communes_of_nghe_an(code: str, name: str, count: int, clause: str) -> None:
    assert territory.require_unit(code, FIRST_NEW).name == name
    assert (len(_made_of(code)), _law(code)) == (count, {("1678/NQ-UBTVQH15", clause)})


@pytest.mark.parametrize(
    ("code", "became"),
    [
        ("00556", {"00541": "remainder", "00562": "part_area_full_pop"}),  # Đặng Xá
        ("01651", {"01648": "full"}),  # Mỹ Hưng
        ("02482", {"02494": "full"}),  # Phú Thịnh
        ("23053", {"23041": "part_area", "23053": "remainder"}),  # Hòa Thắng
        ("18796", {"18754": "part_pop", "18823": "area_all", "18832": "remainder_pop"}),  # Kỳ Lợi
        ("25021", {"25015": "full"}),
        ("318", {"11948": "full"}),
        ("67", {"68": "full"}),
    ],
)
def test_what_old_units_became_where_other_tables_err_too(code: str, became: dict[str, str]) -> None:
    assert _became(code, LAST_OLD) == became


def test_an_ended_code_may_be_asked_for_on_any_day() -> None:
    for day in (date(2024, 1, 1), LAST_OLD, FIRST_NEW, NOVEMBER):
        assert _became("25021", day) == {"25015": "full"}


def test_a_code_in_force_has_become_nothing_yet_whatever_it_meant_before() -> None:
    assert _became("25015", NOVEMBER) == {}
    assert _became("25015", LAST_OLD) == {"25015": "full"}


def test_the_register_does_not_reach_behind_the_old_map() -> None:
    assert territory.predecessors("25015", LAST_OLD) == []
    assert territory.predecessors("25021", NOVEMBER) == []


def test_a_change_of_kind_is_no_lineage() -> None:
    assert _made_of("26368", NOVEMBER) == _made_of("26368", FIRST_NEW)
    assert _became("26368", FIRST_NEW) == {}


def test_an_unchanged_unit_says_so() -> None:
    (edge,) = territory.predecessors("24620", NOVEMBER)
    assert (edge.unit.name, edge.quantifier, edge.clause) == ("Xã Quảng Hoà", "unchanged", "121")
    assert [edge.quantifier for edge in territory.predecessors("22", NOVEMBER)] == ["unchanged"]


def test_a_province_was_made_of_provinces() -> None:
    assert _made_of("68") == {"Tỉnh Lâm Đồng", "Tỉnh Đắk Nông", "Tỉnh Bình Thuận"}
    assert _law("68") == {("202/2025/QH15", "14")}


def test_twelve_communes_of_quang_ninh_were_divided() -> None:
    old = territory.communes_of("22", LAST_OLD)
    divided = {card.name for card in old if len(territory.successors(card.code, LAST_OLD)) > 1}
    assert len(divided) == 12
    assert "Phường Hà Khẩu" in divided
    (hai_lang,) = (card for card in old if card.name == "Xã Hải Lạng")
    assert len(territory.successors(hai_lang.code, LAST_OLD)) == 3


def test_nobody_knows_the_lineage_of_a_code_that_never_was() -> None:
    for ask in (territory.successors, territory.predecessors, territory.reading):
        with pytest.raises(RefusalError) as refused:
            ask("99999", NOVEMBER)
        assert refused.value.refusal.code == "territory.unknown_unit"


@pytest.mark.parametrize(
    ("code", "day", "today"),
    [
        ("25015", date(2026, 1, 5), "25015"),
        ("25015", LAST_OLD, "25015"),
        ("25021", date(2025, 5, 1), "25015"),
        ("25021", date(2026, 1, 5), "25015"),  # an old code on a later day: its sole whole successor
        ("26368", date(2025, 5, 1), "26368"),  # merged, then made a ward
        ("24620", LAST_OLD, "24620"),
        ("67", LAST_OLD, "68"),
    ],
)
def test_a_record_is_carried_on_by_the_unit_of_today(
    code: str, day: date, today: str, frozen: Frozen
) -> None:
    frozen("2026-11-20T09:00:00+07:00")
    card = territory.resolve_for_record(code, day)
    assert (card.code, card.in_force(NOVEMBER)) == (today, True)


def test_a_record_of_the_present_stays_where_it_is(frozen: Frozen) -> None:
    frozen("2025-05-02T09:00:00+07:00")
    assert territory.resolve_for_record("25021", date(2025, 5, 1)).name == "Xã Tam Bố"


@pytest.mark.parametrize("code", ["23053", "18796", "00556"])
def test_a_record_of_a_divided_commune_is_never_guessed(code: str, frozen: Frozen) -> None:
    frozen("2026-11-20T09:00:00+07:00")
    with pytest.raises(RefusalError) as refused:
        territory.resolve_for_record(code, LAST_OLD, field="competent")
    refusal = refused.value.refusal
    assert (refusal.code, refusal.field) == ("territory.divided", "competent")
    for edge in territory.successors(code, LAST_OLD):
        assert f"{edge.unit.name} ({edge.unit.code})" in words(refusal)


@pytest.mark.parametrize(("code", "day"), [("99999", NOVEMBER), ("11948", LAST_OLD), ("", NOVEMBER)])
def test_a_record_under_a_code_that_was_not_yet_is_refused(code: str, day: date, frozen: Frozen) -> None:
    frozen("2026-11-20T09:00:00+07:00")
    with pytest.raises(RefusalError) as refused:
        territory.resolve_for_record(code, day)
    assert refused.value.refusal.code == "territory.unknown_unit"
