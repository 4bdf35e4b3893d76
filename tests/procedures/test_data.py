"""The shipped catalogue, without a database: what the sources say is there, and nothing more."""

import json
from collections import Counter
from importlib.resources import files

import pytest

from haicap.kernel.text import is_clean
from haicap.procedures.contract import Certainty, Level, PaperKind, StepRole
from haicap.procedures.domain.codes import is_code
from haicap.procedures.domain.content import COUNTER_ROLES, WHOLE, components_of, variants_of

DATA = files("haicap.procedures") / "data"
ROWS = [json.loads(line) for line in (DATA / "procedures.jsonl").read_text(encoding="utf-8").splitlines()]
TEMPLATES = json.loads((DATA / "templates.json").read_text(encoding="utf-8"))
FIELDS = json.loads((DATA / "fields.json").read_text(encoding="utf-8"))
SYNONYMS = json.loads((DATA / "synonyms.json").read_text(encoding="utf-8"))
BY_CODE = {row["code"]: row for row in ROWS}


def test_there_are_384_procedures_with_distinct_text_codes() -> None:
    assert len(ROWS) == len(BY_CODE) == 384
    assert all(is_code(code) for code in BY_CODE)


def test_certainty_is_that_of_the_sources() -> None:
    assert Counter(row["certainty"] for row in ROWS) == {
        "verified": 224,
        "unit-inferred": 30,
        "code-verified": 118,
        "unverified": 12,
    }


def test_levels_fees_and_blank_limits_are_those_of_the_sources() -> None:
    assert sum(Level.COMMUNE in row["levels"] for row in ROWS) == 334
    assert Counter(row["fee_rule"] for row in ROWS) == {
        "free": 275,
        "council": 75,
        "fixed": 28,
        "not_stated": 6,
    }
    assert sum(row["variants"][0]["limit"] is None for row in ROWS) == 93


def test_codes_that_spreadsheets_shorten_are_whole() -> None:
    assert {"1.010820", "2.000720", "2.000620"} <= set(BY_CODE)


def test_every_text_is_clean() -> None:
    words = [
        row[name] for row in ROWS for name in ("name", "name_en", "result_name", "result_name_en", "note")
    ]
    words += [paper[name] for row in ROWS for paper in row["components"] for name in ("name", "name_en")]
    assert [word for word in words if not is_clean(word)] == []


def test_every_procedure_has_components_result_field_and_template() -> None:
    for row in ROWS:
        assert row["components"], row["code"]
        assert row["result_name"] and row["result_name_en"], row["code"]
        assert row["field"] in FIELDS
        assert row["template"] in TEMPLATES
    assert {row["field"] for row in ROWS} == set(FIELDS)


def test_component_names_are_marked_as_working_titles() -> None:
    papers = [paper for row in ROWS for paper in components_of(row["components"])]
    assert {paper.certainty for paper in papers} == {Certainty.UNVERIFIED}
    assert {paper.kind for paper in papers} == {PaperKind.ORIGINAL, PaperKind.COPY, PaperKind.ELECTRONIC}
    assert all(len({paper["name"] for paper in row["components"]}) == len(row["components"]) for row in ROWS)


@pytest.mark.parametrize("key", TEMPLATES)
def test_shares_of_a_template_are_the_whole_limit_and_the_counter_takes_none(key: str) -> None:
    steps = TEMPLATES[key]["steps"]
    assert sum(share for _role, share, *_names in steps) == WHOLE
    assert all(not share for role, share, *_names in steps if StepRole(role) in COUNTER_ROLES)
    assert steps[0][0] == StepRole.RECEIVER and steps[-1][0] == StepRole.RETURNER


def test_there_are_eighteen_templates() -> None:
    assert list(TEMPLATES) == [f"T{number}" for number in range(1, 19)]


def test_birth_registration_is_complete() -> None:
    row = BY_CODE["1.001193"]
    papers = components_of(row["components"])
    assert row["name"] == "Thủ tục đăng ký khai sinh"
    assert row["variants"] == [
        {"key": "ordinary", "limit": [1, "same_day"], "condition": "", "certainty": "unit-inferred"}
    ]
    assert (row["fee_vnd"], row["fee_rule"], row["template"]) == (0, "free", "T1")
    assert [paper.mandatory for paper in papers] == [True, True, False, False, True]
    assert papers[0].name.startswith("Tờ khai đăng ký khai sinh")
    assert papers[1].name.startswith("Giấy chứng sinh")
    assert row["result_name"] == "Giấy khai sinh"


def test_other_limits_have_a_condition_and_unknown_ones_say_so() -> None:
    for row in ROWS:
        ordinary, *others = variants_of(row["variants"])
        assert ordinary.condition == "" and ordinary.key == "ordinary"
        assert all(other.condition and other.limit for other in others), row["code"]
    conditions = [variant["condition"] for variant in BY_CODE["1.013978"]["variants"]]
    assert conditions == [
        "",
        "trường hợp khác theo công bố",
        "khu vực vùng sâu, vùng xa, có điều kiện khó khăn",
    ]
    complaint = variants_of(BY_CODE["2.002409"]["variants"])
    assert [variant.limit.amount for variant in complaint if variant.limit] == [30, 45, 45, 60]


def test_papers_that_only_some_cases_need_are_optional() -> None:
    optional = {paper["name_en"] for row in ROWS for paper in row["components"] if not paper["mandatory"]}
    assert "Investment papers where relevant" in optional
    assert "Old certificate if any" in optional
    assert all(
        "if any" not in paper["name_en"] or not paper["mandatory"]
        for row in ROWS
        for paper in row["components"]
    )


def test_everyday_words_lead_to_known_procedures() -> None:
    assert [code for codes in SYNONYMS.values() for code in codes if code not in BY_CODE] == []
