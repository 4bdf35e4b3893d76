"""Addresses remember what an officer decided about a hamlet of a divided commune."""

from dataclasses import replace
from datetime import date

import pytest

from haicap.territory import api as territory
from haicap.territory.contract import HamletAct, HamletId, HamletKind, MutationKind, NewHamlet
from haicap.territory.contract.addresses import AddressAnswer, Ask
from haicap.territory.domain.addresses.gazetteer import shipped
from haicap.territory.selectors.later import gazetteer
from tests.territory.acts import (
    EVE,
    LEARNT,
    NEW_YEAR,
    annul,
    annulment,
    divide,
    enact,
    merge,
    one_to_one,
    unite_provinces,
)

pytestmark = pytest.mark.django_db

MAY, JULY, NOVEMBER = date(2025, 5, 1), date(2025, 7, 1), date(2026, 11, 20)
HAI_LANG, HEIRS = "06886", ("06799", "06886", "06970")  # divided into three (1679/NQ-UBTVQH15)
LISTED = HamletAct("12/QĐ-UBND", MAY, "Trưởng phòng Nội vụ")
DECISION = HamletAct("30/QĐ-UBND", JULY, "Chủ tịch UBND xã", reason="Theo bản đồ", evidence="BB 03")


def _listed(*names: str) -> list[HamletId]:
    new = [NewHamlet(name, HamletKind.HAMLET) for name in names]
    return [card.hamlet_id for card in territory.list_hamlets(HAI_LANG, new, LISTED, at=LEARNT)]


def _asked(hamlet: str) -> AddressAnswer:
    return territory.resolve_address(f"{hamlet}, xã Hải Lạng, huyện Tiên Yên, tỉnh Quảng Ninh", NOVEMBER)


def test_a_decision_is_remembered_from_the_moment_it_is_taken() -> None:
    one, _ = _listed("Thôn Trường Tiến", "Thôn Trường Tùng")
    assert _asked("thôn Trường Tiến").ask is Ask.HAMLET

    territory.assign_hamlets([one], HEIRS[0], DECISION, at=LEARNT)

    answer = _asked("số 5 thon truong tien")
    assert answer.certain
    assert [each.code for each in answer.candidates] == [HEIRS[0]]
    assert "Thôn Trường Tiến" in territory.address_words(answer.candidates[0])
    assert _asked("thôn Trường Tùng").ask is Ask.HAMLET


def test_another_decision_replaces_the_first() -> None:
    (one,) = _listed("Thôn Trường Tiến")
    territory.assign_hamlets([one], HEIRS[0], DECISION, at=LEARNT)

    territory.assign_hamlets([one], HEIRS[1], replace(DECISION, instrument="31/QĐ-UBND"), at=LEARNT)

    assert [each.code for each in _asked("thôn Trường Tiến").candidates] == [HEIRS[1]]


def test_a_name_of_hamlets_of_two_units_decides_nothing() -> None:
    one, two = _listed("Thôn 1", "Thôn 2")
    first, second = (NewHamlet(name, HamletKind.HAMLET) for name in ("Thôn 2", "Thôn 1"))
    territory.rename_hamlets(
        {one: first, two: second}, replace(LISTED, effective_on=date(2025, 6, 1)), at=LEARNT
    )
    territory.assign_hamlets([one], HEIRS[0], DECISION, at=LEARNT)
    territory.assign_hamlets([two], HEIRS[1], DECISION, at=LEARNT)

    assert _asked("Thôn 1").ask is Ask.HAMLET


class TestActsEnactedAfterTheRelease:
    """What the data files cannot know; the database of these tests was filled from them."""

    OLD = "xã Tam Bố, huyện Di Linh, Lâm Đồng"

    def test_before_any_the_gazetteer_of_the_files_serves(self) -> None:
        assert gazetteer() is shipped()

    def test_an_old_address_and_todays_are_followed_into_the_merger(self) -> None:
        assert _read(self.OLD, NEW_YEAR) == (True, [("25015", "Xã Gia Hiệp", "became")])

        enact(merge())

        expected = (True, [("25000", "Xã Di Linh", "became")])
        assert _read(self.OLD, NEW_YEAR) == expected
        assert _read("xã Gia Hiệp, tỉnh Lâm Đồng", NEW_YEAR) == expected
        assert _read(self.OLD, EVE) == (True, [("25015", "Xã Gia Hiệp", "became")])
        only = territory.resolve_address(self.OLD, NEW_YEAR).candidates[0]
        assert (only.citation, only.valid_from) == ("1/NQ-THU, khoản 1", NEW_YEAR)

    def test_a_division_is_never_guessed(self) -> None:
        enact(divide())

        certain, found = _read(self.OLD, NEW_YEAR)

        assert not certain
        assert {code for code, *_ in found} == {"25015", "25021"}
        assert territory.resolve_address(self.OLD, NEW_YEAR).ask is Ask.HAMLET

    def test_a_name_given_later_is_read(self) -> None:
        assert territory.resolve_address("xã Hoa Mới Lạ, tỉnh Lâm Đồng", NEW_YEAR).candidates == ()

        enact(one_to_one(MutationKind.RENAMED, "25015", "Xã Hoa Mới Lạ"))

        expected = (True, [("25015", "Xã Hoa Mới Lạ", "current")])
        assert _read("xã Hoa Mới Lạ, tỉnh Lâm Đồng", NEW_YEAR) == expected
        assert _read("xã Gia Hiệp, tỉnh Lâm Đồng", NEW_YEAR) == expected

    def test_a_united_province_is_read_by_its_name(self) -> None:
        enact(unite_provinces())

        answer = territory.resolve_address("xã Gia Hiệp, tỉnh Lâm Hòa", NEW_YEAR)

        assert [(each.code, each.province_name) for each in answer.candidates] == [("25015", "Tỉnh Lâm Hòa")]

    def test_what_is_annulled_is_followed_no_more(self) -> None:
        enact(merge())
        annul(annulment())

        assert [code for code, *_ in _read(self.OLD, NEW_YEAR)[1]] == ["25015"]

    def test_a_hamlet_decided_earlier_goes_on_with_its_unit(self) -> None:
        (one,) = _listed("Thôn Trường Tiến")
        territory.assign_hamlets([one], HEIRS[0], DECISION, at=LEARNT)
        enact(one_to_one(MutationKind.RENAMED, HEIRS[0], "Xã Hoa Mới Lạ", province="22"))

        answer = territory.resolve_address(
            "thôn Trường Tiến, xã Hải Lạng, huyện Tiên Yên, tỉnh Quảng Ninh", NEW_YEAR
        )

        assert answer.certain
        assert [(each.code, each.name) for each in answer.candidates] == [(HEIRS[0], "Xã Hoa Mới Lạ")]


def _read(text: str, day: date) -> tuple[bool, list[tuple[str, str, str]]]:
    answer = territory.resolve_address(text, day)
    return answer.certain, [(each.code, each.name, each.reason) for each in answer.candidates]
