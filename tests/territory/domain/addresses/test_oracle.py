"""A hand-written oracle: nasty addresses as people write them, and what they mean by the register's own tables."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

import haicap.territory
from haicap.territory.domain.addresses import Resolver

DATA = Path(haicap.territory.__file__).parent / "data"
LINES = [
    line.split("\t")
    for line in Path(__file__).with_name("oracle.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
RESOLVER = Resolver(date(2026, 11, 21))


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _meanings() -> dict[str, set[str]]:
    """Every meaning the oracle can name -> today's codes, straight from the tables."""
    provinces = {row["code"]: row["name"] for row in _rows("provinces-2025-06-30")}
    new_provinces = {row["code"]: row["name"] for row in _rows("provinces-2025-07-01")}
    districts = {row["code"]: row for row in _rows("districts-2025-06-30")}
    heirs = defaultdict(set)
    for row in _rows("lineage-2025-07-01"):
        heirs[row["old"]].add(row["new"])
    renamed = {row["code"]: row["name"] for row in _rows("changes")}
    found: dict[str, set[str]] = {"nobody": set()}
    for row in _rows("communes-2025-06-30"):
        district = districts[row["district"]]
        found[f"old {row['name']} / {district['name']} / {provinces[district['province']]}"] = heirs[
            row["code"]
        ]
    for row in _rows("communes-2025-07-01"):
        for name in {row["name"], renamed.get(row["code"], row["name"])}:
            found[f"new {name} / {new_provinces[row['province']]}"] = {row["code"]}
    return found


MEANINGS = _meanings()


def test_the_oracle_is_large_enough() -> None:
    assert len({address for _, address, _ in LINES}) == len(LINES) >= 150


@pytest.mark.parametrize(("sure", "address", "means"), LINES, ids=[line[1] for line in LINES])
def test_an_address_means_what_people_mean(sure: str, address: str, means: str) -> None:
    truth = set().union(*(MEANINGS[one] for one in means.split(" + ")))

    answer = RESOLVER.resolve(address)

    assert {candidate.code for candidate in answer.candidates} == truth
    if sure != ".":
        assert answer.certain is (sure == "!")
