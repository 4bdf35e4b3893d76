"""The build script of the data files, on a table of four rows that show its every turn."""

import csv
from pathlib import Path

import pytest

from tools import territory_data

HEADER = (
    "old_code,old_name,old_district,old_province,new_code,new_name,new_province,quantifier,resolution,clause"
)
ROWS = (
    "25021,Xã Tam Bố,Huyện Di Linh (679),Lâm Đồng (68),25015,Xã Gia Hiệp,Tỉnh Lâm Đồng,full,1671/NQ-UBTVQH15,27",
    "30688,Thị Trấn Óc Eo,Huyện Thoại Sơn (894),An Giang (89),30688,Xã Óc Eo,Tỉnh An Giang,full,1654/NQ-UBTVQH15,79",
    "31117,Phường Cái Khế,Quận Ninh Kiều (916),Cần Thơ (92),31135,Phường Cái Khế,Tp Cần Thơ,full,1668/NQ-UBTVQH15,2",
    ",,huyện Bạch Long Vĩ,,11948,Đặc khu Bạch Long Vĩ,Tp Hải Phòng,full,1669/NQ-UBTVQH15,114",
)


@pytest.fixture
def built(tmp_path: Path) -> dict[str, list[dict[str, str]]]:
    source = tmp_path / "lineage.csv"
    source.write_text("\n".join((HEADER, *ROWS)) + "\n", encoding="utf-8")
    territory_data.main(source, tmp_path)
    files = [path for path in tmp_path.iterdir() if path != source]
    return {path.stem: list(csv.DictReader(path.read_text("utf-8").splitlines())) for path in files}


def test_names_are_given_in_full(built: dict[str, list[dict[str, str]]]) -> None:
    assert [row["name"] for row in built["provinces-2025-06-30"]] == [
        "Tỉnh Lâm Đồng",
        "Tỉnh An Giang",
        "Thành phố Cần Thơ",
    ]
    assert {"code": "30688", "name": "Thị trấn Óc Eo", "district": "894"} in built["communes-2025-06-30"]
    assert {"code": "92", "name": "Thành phố Cần Thơ"} in built["provinces-2025-07-01"]


def test_an_island_district_stands_for_itself(built: dict[str, list[dict[str, str]]]) -> None:
    row = {"code": "318", "name": "Huyện Bạch Long Vĩ", "district": "318"}
    assert row in built["communes-2025-06-30"]
    assert {"code": "318", "name": "Huyện Bạch Long Vĩ", "province": "31"} in built["districts-2025-06-30"]


def test_provinces_follow_their_communes(built: dict[str, list[dict[str, str]]]) -> None:
    edges = {(row["old"], row["new"]): row["clause"] for row in built["lineage-2025-07-01"]}
    assert edges["89", "91"] == "23"
    assert edges["25021", "25015"] == "27"


def test_a_province_cannot_go_to_two(tmp_path: Path) -> None:
    row = "25022,Xã Khác,Huyện Di Linh (679),Lâm Đồng (68),31135,Phường X,Tp Cần Thơ,full,1668/NQ-UBTVQH15,2"
    source = tmp_path / "lineage.csv"
    source.write_text("\n".join((HEADER, *ROWS, row)) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="two new ones"):
        territory_data.main(source, tmp_path)
