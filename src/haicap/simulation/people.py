"""Invented people of the Central Highlands: common names, numbers of the right shape, no real person meant."""

from dataclasses import dataclass
from random import Random

_FAMILY = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
)
_MIDDLE = {
    "male": ("Văn", "Hữu", "Đức", "Minh", "Quốc", "Thành", "Công", "Ngọc"),
    "female": ("Thị", "Thị Thu", "Thị Ngọc", "Thị Kim", "Minh", "Thanh", "Ngọc"),
}
_GIVEN = {
    "male": (
        "An",
        "Bình",
        "Cường",
        "Dũng",
        "Đạt",
        "Hải",
        "Hùng",
        "Khôi",
        "Long",
        "Nam",
        "Phúc",
        "Quân",
        "Sơn",
        "Tâm",
    ),
    "female": (
        "Ánh",
        "Châu",
        "Dung",
        "Giang",
        "Hà",
        "Hòa",
        "Hương",
        "Lan",
        "Linh",
        "Mai",
        "Nga",
        "Oanh",
        "Thảo",
        "Yến",
    ),
}
# K'Ho and Mạ names: one third of Di Linh and Gia Hiệp belongs to these peoples (declared figures of August 2025)
_HIGHLAND = (
    "K’ Brêu",
    "K’ Brọp",
    "K’ Tên",
    "Ka Hiền",
    "Ka Linh",
    "Ka Thủy",
    "Ka Nhồi",
    "K’ Đội",
    "Ka Brịt",
    "K’ Sáu",
)
_HIGHLAND_SHARE = 0.3
_BORN = range(1950, 2006)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person who does not exist."""

    name: str
    id_number: str
    phone: str


def somebody(dice: Random) -> Somebody:
    """Draw one person."""
    sex = dice.choice(("male", "female"))
    if dice.random() < _HIGHLAND_SHARE:
        name = dice.choice(_HIGHLAND)
    else:
        name = f"{dice.choice(_FAMILY)} {dice.choice(_MIDDLE[sex])} {dice.choice(_GIVEN[sex])}"
    year = dice.choice(_BORN)
    century_and_sex = (0 if year < 2000 else 2) + (sex == "female")  # noqa: PLR2004 - Decree 137/2015/NĐ-CP
    number = f"068{century_and_sex}{year % 100:02d}{dice.randrange(10**6):06d}"
    return Somebody(name, number, f"0900{dice.randrange(10**6):06d}")
