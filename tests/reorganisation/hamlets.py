"""Hamlets of the tests: listed in June, named by their communes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from haicap.territory import api as territory
from haicap.territory.contract import HamletAct, HamletKind, NewHamlet
from tests.reorganisation.eve import EVENING
from tests.reorganisation.plans import edge

DIVISION = {
    "kind": "divided",
    "clause": "1",
    "ends": ["06652"],
    "begins": [
        {"code": "06652", "name": "Phường Phần Lại", "province_code": "22"},
        {"code": "06990", "name": "Phường Phần Đầu", "province_code": "22"},
    ],
    "edges": [edge("06652", "06990", "partial"), edge("06652", "06652", "remainder")],
}
LISTED = HamletAct("1/QĐ-UBND", date(2025, 6, 1), "Trưởng phòng Nội vụ")


def listed(code: str, *names: str, act: HamletAct = LISTED, at: datetime = EVENING) -> None:
    """Enter hamlets of a commune."""
    territory.list_hamlets(code, [NewHamlet(name, HamletKind.HAMLET) for name in names], act, at=at)


def names(code: str, day: date) -> list[str]:
    """The hamlets of a commune."""
    return [card.name for card in territory.hamlets_of(code, day)]


def told(codes: tuple[str, ...], day: date) -> Mapping[str, set[tuple[int, str]]]:
    """Who is who in communes."""
    return {code: {(card.hamlet_id, card.name) for card in territory.hamlets_of(code, day)} for code in codes}


def row(change: str, commune: str, hamlet: str, new_name: str = "", **more: str | int) -> dict[str, Any]:
    """One row of a plan."""
    return {"change": change, "commune": commune, "hamlet": hamlet, "new_name": new_name, **more}
