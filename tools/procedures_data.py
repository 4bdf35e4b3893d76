"""Build the shipped catalogue of procedures from the catalogue and the appendix of the domain study.

    python tools/procedures_data.py CATALOGUE.csv LAW.md OUT.jsonl

The catalogue gives code, names, field, level, limit, fee and certainty; Appendix A gives other limits,
components, result, step template and source. Both are compared row by row: a difference stops the build.
Vietnamese names of components and results are working titles from `procedures_components.tsv` and
`procedures_results.tsv` beside this file; a phrase without one stops the build too. Nothing is guessed: a blank
limit stays blank.
"""

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from haicap.kernel.text import clean, fold

HERE = Path(__file__).resolve().parent
UNITS = {"wd": "working_day", "d": "day", "h": "hour"}
KINDS = {"o": "original", "c": "copy", "s": "certified", "e": "electronic"}
OTHER_CASE = "trường hợp khác theo công bố"
HARD_AREA = "khu vực vùng sâu, vùng xa, có điều kiện khó khăn"
COLUMNS = ("code", "name", "name_en", "level", "limit", "other")
COLUMNS += ("fee", "components", "result", "template", "cert", "src")

# Cases the appendix states in words: code -> (amount, unit, condition). Source: domain study, App. A and §3.3.
STATED = {
    "1.010824": [(24, "day", "thân nhân đủ điều kiện hưởng trợ cấp tuất hằng tháng")],
    "2.000286": [(15, "working_day", "tiếp nhận vào cơ sở trợ giúp xã hội cấp tỉnh")],
    "2.002409": [
        (45, "day", "vụ việc phức tạp"),
        (45, "day", "vùng sâu, vùng xa đi lại khó khăn"),
        (60, "day", "vùng sâu, vùng xa đi lại khó khăn, vụ việc phức tạp"),
    ],
}
# What one fee is charged for, and its steps. Source: §3.3 of the domain study.
PER_COPY = "mỗi trang; từ trang thứ ba 1.000 đ một trang; tối đa 200.000 đ một bản"
RESIDENCE = "nộp tại quầy; nộp trực tuyến 10.000 đ"
FEE_NOTES = {
    "2.000815": PER_COPY,
    "2.000942": PER_COPY,
    "2.000884": "mỗi trường hợp",
    "2.000635": "mỗi bản sao",
    "2.002516": "mỗi văn bản",
    "1.004222": RESIDENCE,
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of a table of words."""

    text: str
    flags: str
    english: str


Words = dict[tuple[str, str], list[Phrase]]
Row = dict[str, str]
Term = tuple[int, str]  # amount and unit


def words(path: Path, *, flags: bool) -> Words:
    """(scope, phrase) -> its Vietnamese lines."""
    found: Words = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        scope, phrase, text, *rest = line.split("\t")
        mark = rest.pop(0) if flags else ""
        english = rest[0] if rest else phrase
        found.setdefault((scope, phrase), []).append(
            Phrase(clean(text), mark, english[:1].upper() + english[1:])
        )
    return found


def appendix(law: str) -> Iterator[Row]:
    """The rows of Appendix A, with the heading of their table as `field`."""
    field = ""
    for line in law[law.index("## Appendix A.") :].splitlines():
        if heading := re.match(r"### (.+) \(\d+\)$", line):
            field = clean(heading[1])
        elif re.match(r"\| \d\.\d{6} \|", line):
            cells = [clean(cell) for cell in line.strip().strip("|").split("|")]
            yield {"field": field, **dict(zip(COLUMNS, cells, strict=True))}


def limits(text: str) -> list[tuple[int, str]]:
    """`20 wd; 27 wd` as amounts and units."""
    parts = [part.split() for part in text.split(";") if part.strip()]
    return [(int(amount), UNITS[unit]) for amount, unit in parts]


def condition(row: Row, ordinary: tuple[int, str] | None, other: tuple[int, str]) -> tuple[str, str]:
    """Words and certainty of another limit. The domain study names one pattern: land, ten days more in hard areas."""
    land = row["field"] == "Đất đai" and ordinary and ordinary[1] == other[1]
    if land and ordinary and other[0] - ordinary[0] == 10:  # noqa: PLR2004
        return HARD_AREA, "unverified"
    return OTHER_CASE, ""


def variants(row: Row, entry: Row) -> list[dict[str, Any]]:
    """Ordinary limit first (`null` where none is published), then every other limit of the same record."""
    certainty = entry["certainty"]
    ordinary = (int(entry["time_limit"]), entry["limit_unit"]) if entry["time_limit"] else None
    found: list[tuple[Term | None, str, str]] = [(ordinary, "", certainty)]
    for other in limits(row["other"]):
        case, doubt = condition(row, ordinary, other)
        found.append((other, case, doubt or certainty))
    for amount, unit, case in STATED.get(row["code"], []):
        found.append(((amount, unit), case, certainty))
    return [
        {
            "key": "ordinary" if not index else f"v{index + 1}",
            "limit": limit,
            "condition": case,
            "certainty": mark,
        }
        for index, (limit, case, mark) in enumerate(found)
    ]


def look_up(table: Words, row: Row, phrase: str) -> list[Phrase]:
    """The words for a phrase: of the procedure, else of its field, else of everybody."""
    for scope in (row["code"], fold(row["field"]).replace(" ", "-"), ""):
        if lines := table.get((scope, phrase)):
            return lines
    raise SystemExit(f"{row['code']}: no Vietnamese words for {phrase!r}")


def component_phrases(table: Words, row: Row) -> list[Phrase]:
    """All component lines of one procedure."""
    if whole := table.get((row["code"], "*")):
        return whole
    return [line for part in row["components"].split(";") for line in look_up(table, row, part.strip())]


def components(lines: Iterable[Phrase]) -> list[dict[str, Any]]:
    """The papers among `lines`; a repeated name counts once."""
    papers = list({line.text: line for line in lines if "n" not in line.flags}.values())
    return [
        {
            "key": f"c{number}",
            "name": paper.text,
            "name_en": paper.english,
            "kind": KINDS[paper.flags[0]],
            "quantity": 1,
            "mandatory": "?" not in paper.flags,
            "certainty": "unverified",
        }
        for number, paper in enumerate(papers, start=1)
    ]


def fee(text: str) -> tuple[int | None, str]:
    """Amount and rule: free, fixed, set by the provincial People's Council, or not stated."""
    if text == "HDND":
        return None, "council"
    if not text:
        return None, "not_stated"
    return int(text), "fixed" if int(text) else "free"


def same_facts(row: Row, entry: Row) -> bool:
    """True where appendix and catalogue agree on limit, fee, level and certainty."""
    letters = {"commune": "C", "province": "P", "ministry": "M"}
    level = "+".join(letters[name] for name in entry["level"].split("+"))
    short = {"same_day": "same day", "working_day": "wd", "day": "d", "hour": "h", "": ""}[
        entry["limit_unit"]
    ]
    limit = short if short in {"same day", ""} else f"{entry['time_limit']} {short}"
    marks = {"verified": "V", "unit-inferred": "I", "code-verified": "N", "unverified": "U"}
    return (row["level"], row["limit"], row["fee"].replace("PPC", "HDND"), row["cert"]) == (
        level,
        limit,
        entry["fee_vnd"],
        marks[entry["certainty"]],
    )


def procedure(row: Row, entry: Row, component_words: Words, result_words: Words) -> dict[str, Any]:
    """One line of the data file."""
    if not same_facts(row, entry) or row["field"] != clean(entry["field"]):
        raise SystemExit(f"{row['code']}: appendix and catalogue differ")
    lines = component_phrases(component_words, row)
    result = look_up(result_words, row, row["result"])[0]
    amount, rule = fee(entry["fee_vnd"])
    return {
        "code": entry["code"],
        "name": clean(entry["name_vi"]),
        "name_en": clean(entry["name_en"]),
        "field": row["field"],
        "levels": entry["level"].split("+"),
        "certainty": entry["certainty"],
        "source": row["src"],
        "variants": variants(row, entry),
        "fee_vnd": amount,
        "fee_rule": rule,
        "fee_note": FEE_NOTES.get(row["code"], ""),
        "components": components(lines),
        "result_name": result.text,
        "result_name_en": result.english,
        "template": row["template"],
        "note": " ".join(line.text for line in lines if "n" in line.flags),
    }


def build(catalogue: Path, law: Path) -> list[dict[str, Any]]:
    """All procedures in the order of the catalogue."""
    rows = {row["code"]: row for row in appendix(law.read_text(encoding="utf-8"))}
    component_words = words(HERE / "procedures_components.tsv", flags=True)
    result_words = words(HERE / "procedures_results.tsv", flags=False)
    with catalogue.open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file))
    if {entry["code"] for entry in entries} != set(rows) or len(entries) != len(rows):
        raise SystemExit("appendix and catalogue hold different procedures")
    return [procedure(rows[entry["code"]], entry, component_words, result_words) for entry in entries]


def main(catalogue: str, law: str, out: str) -> None:
    """Write the data file, one procedure a line."""
    found = build(Path(catalogue), Path(law))
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in found)
    Path(out).write_text(text, encoding="utf-8")
    print(f"{len(found)} procedures, {sum(len(one['components']) for one in found)} components")


if __name__ == "__main__":
    main(*sys.argv[1:])
