"""Addresses remember what an officer decided about a hamlet of a divided commune."""

from dataclasses import replace
from datetime import date

import pytest

from haicap.territory import api as territory
from haicap.territory.contract import HamletAct, HamletId, HamletKind, NewHamlet
from haicap.territory.contract.addresses import AddressAnswer, Ask
from tests.territory.acts import LEARNT

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
