"""Invented names for a demo: common Vietnamese parts put together by dice, so nobody is meant."""

from collections.abc import Iterator
from random import Random
from typing import Final

# families weighted roughly as common knowledge has them
_FAMILIES: Final = (
    ("Nguyễn", 31), ("Trần", 11), ("Lê", 9), ("Phạm", 7), ("Hoàng", 4), ("Huỳnh", 3), ("Phan", 4), ("Vũ", 3), ("Võ", 3),
    ("Đặng", 3), ("Bùi", 3), ("Đỗ", 2), ("Hồ", 2), ("Ngô", 2), ("Dương", 2), ("Lý", 1), ("Đinh", 1), ("Trương", 2),
    ("Cao", 1), ("Mai", 1), ("Lâm", 1), ("Tạ", 1), ("Hà", 1), ("Châu", 1),
)  # fmt: skip
_WOMEN: Final = (
    ("Thị", "Thị Thu", "Thị Kim", "Thị Ngọc", "Ngọc", "Thanh", "Thị Mỹ", "Bích", "Thị Hồng", "Phương"),
    ("An", "Anh", "Bình", "Châu", "Chi", "Diệp", "Dung", "Duyên", "Giang", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hồng",
     "Huệ", "Hương", "Lan", "Liên", "Linh", "Loan", "Mai", "Nga", "Ngân", "Nguyệt", "Nhung", "Oanh", "Phượng", "Quỳnh",
     "Tâm", "Thảo", "Thủy", "Trang", "Trâm", "Tuyết", "Vân", "Xuân", "Yến"),
)  # fmt: skip
_MEN: Final = (
    ("Văn", "Hữu", "Đức", "Minh", "Quang", "Xuân", "Ngọc", "Thanh", "Công", "Đình", "Quốc", "Anh", "Trọng"),
    ("An", "Ánh", "Bảo", "Bình", "Chiến", "Cường", "Dũng", "Duy", "Đạt", "Đông", "Hải", "Hậu", "Hiếu", "Hòa", "Hùng",
     "Huy", "Khánh", "Khoa", "Kiên", "Lâm", "Long", "Lộc", "Mạnh", "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Sơn",
     "Tài", "Thắng", "Thành", "Thiện", "Toàn", "Trung", "Tuấn", "Tùng", "Vinh"),
)  # fmt: skip


def invented_names(seed: int) -> Iterator[str]:
    """An endless row of names, the same for the same seed."""
    dice = Random(seed)  # noqa: S311 - a demo's names, not a secret
    families, weights = zip(*_FAMILIES, strict=True)
    while True:
        middles, givens = _WOMEN if dice.random() < 0.48 else _MEN  # noqa: PLR2004 - about half
        family = dice.choices(families, weights)[0]
        yield f"{family} {dice.choice(middles)} {dice.choice(givens)}"
