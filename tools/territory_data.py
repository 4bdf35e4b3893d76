"""Turns the lineage table of the 2025 reform into the register's data files.

    python tools/territory_data.py LINEAGE.csv [OUT]

LINEAGE.csv holds one row per edge (old_code, old_name, old_district, old_province, new_code, new_name,
new_province, quantifier, resolution, clause), read from the texts of resolutions 1654-1687/NQ-UBTVQH15.
What the table cannot say (old districts without communes, codes of the 34, clauses of 202/2025/QH15) stands
below with its source. Same input, same bytes; `src/haicap/territory/data/README.md` tells the rest.
"""

import csv
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "src" / "haicap" / "territory" / "data"
Row = Mapping[str, str]

# Old districts that had no communes: district code of the statistics office and old province.
ISLAND_DISTRICTS = {
    "Bạch Long Vĩ": ("318", "31"),
    "Cồn Cỏ": ("471", "45"),
    "Hoàng Sa": ("498", "48"),
    "Lý Sơn": ("536", "51"),
    "Côn Đảo": ("755", "77"),
}

# Centrally-run cities before 1 July 2025 (Huế since 1 January 2025, 175/2024/QH15).
OLD_CITIES = {"01", "31", "46", "48", "79", "92"}

# Codes of the 34 in decision 19/2025/QĐ-TTg; clause of article 1 of 202/2025/QH15 (24: not rearranged).
NEW_PROVINCES = {
    "Thành phố Hà Nội": ("01", 24),
    "Tỉnh Cao Bằng": ("04", 24),
    "Tỉnh Tuyên Quang": ("08", 1),
    "Tỉnh Điện Biên": ("11", 24),
    "Tỉnh Lai Châu": ("12", 24),
    "Tỉnh Sơn La": ("14", 24),
    "Tỉnh Lào Cai": ("15", 2),
    "Tỉnh Thái Nguyên": ("19", 3),
    "Tỉnh Lạng Sơn": ("20", 24),
    "Tỉnh Quảng Ninh": ("22", 24),
    "Tỉnh Bắc Ninh": ("24", 5),
    "Tỉnh Phú Thọ": ("25", 4),
    "Thành phố Hải Phòng": ("31", 7),
    "Tỉnh Hưng Yên": ("33", 6),
    "Tỉnh Ninh Bình": ("37", 8),
    "Tỉnh Thanh Hóa": ("38", 24),
    "Tỉnh Nghệ An": ("40", 24),
    "Tỉnh Hà Tĩnh": ("42", 24),
    "Tỉnh Quảng Trị": ("44", 9),
    "Thành phố Huế": ("46", 24),
    "Thành phố Đà Nẵng": ("48", 10),
    "Tỉnh Quảng Ngãi": ("51", 11),
    "Tỉnh Gia Lai": ("52", 12),
    "Tỉnh Khánh Hòa": ("56", 13),
    "Tỉnh Đắk Lắk": ("66", 15),
    "Tỉnh Lâm Đồng": ("68", 14),
    "Tỉnh Đồng Nai": ("75", 17),
    "Thành phố Hồ Chí Minh": ("79", 16),
    "Tỉnh Tây Ninh": ("80", 18),
    "Tỉnh Đồng Tháp": ("82", 21),
    "Tỉnh Vĩnh Long": ("86", 20),
    "Tỉnh An Giang": ("91", 23),
    "Thành phố Cần Thơ": ("92", 19),
    "Tỉnh Cà Mau": ("96", 22),
}
UNREARRANGED = 24


def clean(text: str) -> str:
    """NFC, single blanks, and the kind of unit in its usual letters ("Thị Trấn" occurs)."""
    return " ".join(unicodedata.normalize("NFC", text).split()).replace("Thị Trấn ", "Thị trấn ")


def name_and_code(text: str) -> tuple[str, str]:
    """`"Huyện Di Linh (679)"` -> `("Huyện Di Linh", "679")`."""
    match = re.fullmatch(r"(.+) \((\d+)\)", clean(text))
    if match is None:
        raise ValueError(f"no code in {text!r}")
    return match[1], match[2]


def new_province(name: str) -> tuple[str, str, int]:
    """Full name, code and clause of one of the 34; the table shortens "Thành phố" to "Tp"."""
    full = re.sub(r"^Tp ", "Thành phố ", clean(name))
    return full, *NEW_PROVINCES[full]


def old_province(row: Row) -> tuple[str, str]:
    """Full name and code of one of the 63 (island districts carry no province in the table)."""
    name, code = name_and_code(row["old_province"])
    return ("Thành phố " if code in OLD_CITIES else "Tỉnh ") + name, code


def old_commune(row: Row) -> tuple[str, str, str]:
    """Code, name and district code; an island district stands for itself."""
    if row["old_code"]:
        return row["old_code"], clean(row["old_name"]), name_and_code(row["old_district"])[1]
    bare = clean(row["old_district"]).removeprefix("huyện ")
    code, _ = ISLAND_DISTRICTS[bare]
    return code, f"Huyện {bare}", code


def tables(rows: Sequence[Row]) -> dict[str, tuple[str, list[tuple[str, ...]]]]:
    """File name -> (header, sorted rows)."""
    coded = [row for row in rows if row["old_code"]]
    merged = {(old_province(row)[1], new_province(row["new_province"])[1:]) for row in coded}
    if len(merged) != len({old for old, _ in merged}):
        raise ValueError("an old province went to two new ones")
    districts = {(*reversed(name_and_code(row["old_district"])), old_province(row)[1]) for row in coded}
    districts |= {(code, f"Huyện {name}", province) for name, (code, province) in ISLAND_DISTRICTS.items()}
    provinces = [
        (old, new, "unchanged" if clause == UNREARRANGED else "full", "202/2025/QH15", str(clause))
        for old, (new, clause) in merged
    ]
    communes = [
        (old_commune(row)[0], row["new_code"], row["quantifier"], row["resolution"], row["clause"])
        for row in rows
    ]
    return {
        "provinces-2025-06-30.csv": (
            "code,name",
            ordered((code, name) for name, code in map(old_province, coded)),
        ),
        "districts-2025-06-30.csv": ("code,name,province", ordered(districts)),
        "communes-2025-06-30.csv": ("code,name,district", ordered(map(old_commune, rows))),
        "provinces-2025-07-01.csv": (
            "code,name",
            ordered((code, name) for name, (code, _) in NEW_PROVINCES.items()),
        ),
        "communes-2025-07-01.csv": (
            "code,name,province",
            ordered(
                (row["new_code"], clean(row["new_name"]), new_province(row["new_province"])[1])
                for row in rows
            ),
        ),
        "lineage-2025-07-01.csv": (
            "old,new,quantifier,instrument,clause",
            ordered(provinces) + ordered(communes),
        ),
    }


def ordered(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Distinct rows, sorted, so that the same input gives the same file."""
    return sorted(set(rows))


def main(source: Path, out: Path) -> None:
    """Write the derived files; the hand-kept ones (instruments, changes, counts) are left alone."""
    with source.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for name, (header, content) in tables(rows).items():
        with (out / name).open("w", encoding="utf-8", newline="") as target:
            target.write(header + "\n")
            csv.writer(target, lineterminator="\n").writerows(content)
        print(f"{name}: {len(content)} rows")


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else DATA)  # noqa: PLR2004
