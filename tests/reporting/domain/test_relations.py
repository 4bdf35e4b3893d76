"""The arithmetic of declared figures: every relation that the papers' own figures should keep, and what is refused."""

import json
from decimal import Decimal
from typing import Any

import pytest

from haicap.kernel.errors import RefusalError
from haicap.reporting.contract import Collection, Compared, DeclaredFigure, Qualifier, Relation
from haicap.reporting.domain.collection import LARGEST, period_of, read
from haicap.reporting.domain.findings import all_tested, confirmed
from haicap.reporting.selectors.declared import shipped

# both sides and whether they agree, as a reader of the five reports worked them out by hand
AS_READ: dict[str, tuple[Any, Any, bool | None]] = {
    "r01": (1727, 1727, True),
    "r02": (224, 224, True),
    "r03": (390, 393, False),
    "r04": (1170, 1170, True),
    "r05": (376, 376, True),
    "r06": (171, 171, True),
    "r07": (55.12, 55.1, True),
    "r08": (83.33, 84.3, False),
    "r09": (84.0, 83.2, False),
    "r10": (24.996, 25, False),
    "r11": ("P between 23.3 and 28.0 billion VND with rounding", "P printed as 24", True),
    "r12": ("1133 (96.8 %)", "not stated", None),
    "r13": (268.28, 268.28, True),
    "r14": (43.25, 43.25, True),
    "r15": (55.36, 55.36, True),
    "r16": (98.61, 98.61, True),
    "r17": (1.39, 1.39, True),
    "r18": (88.52, 88.52, True),
    "r19": (70.74, 70.74, True),
    "r20": (5.6, 5.6, True),
    "r21": (281, 281, True),
    "r22": (66.2, 66.2, True),
    "r23": (239.2, 239.2, True),
    "r24": ((18.3, 30.4), (18.3, 30.4), True),
    "r25": (29, 29, True),
    "r26": (3.17, 3.17, True),
    "r27": ((7207, 22719), (7207, 22719), True),
    "r28": (15, 15, True),
}
# what arithmetic confirms of the sixteen remarks; the others are a reader's and nothing can compute them
CONFIRMED = {
    "i01": ("r03: does_not_hold",),
    "i02": ("r09: does_not_hold", "r10: does_not_hold"),
    "i03": ("r08: does_not_hold",),
    "i05": ("r12: not_stated",),
    "i07": ("dl.received: period_without_dates",),
    "i09": ("gh.area: km2", "dl.area: ha"),
}


def collection(*relations: dict[str, Any], figures: tuple[dict[str, Any], ...] = ()) -> Collection:
    told = {"figures": list(figures), "relations": list(relations)}
    return read(json.dumps(told, indent=1))


def figure(key: str, value: Any, measure: str = "dossiers", **more: Any) -> dict[str, Any]:
    return {"id": key, "topic": key, "value": value, "unit": measure, "qualifier": "exact", **more}


def one(formula: str, *figures: dict[str, Any], **more: Any) -> Relation:
    (relation,) = all_tested(collection({"id": "x", "formula": formula, **more}, figures=figures))
    return relation


def test_all_relations_come_out_as_they_were_read() -> None:
    told = {each.key: (each.left, each.right, each.holds) for each in all_tested(shipped())}
    assert told == AS_READ


def test_every_relation_is_computed_and_none_is_taken_on_trust() -> None:
    relations = all_tested(shipped())
    assert all(each.computed and each.as_told for each in relations)
    # a figure changed by one changes what comes out
    wrong = read(_shipped_text().replace('"value": 278', '"value": 279'))
    changed = {each.key: each for each in all_tested(wrong)}
    assert (changed["r03"].left, changed["r03"].gap, changed["r03"].as_told) == (391, 2, False)
    assert (changed["r19"].left, changed["r19"].holds) == (70.99, False)


def test_all_inconsistencies_are_kept_and_those_that_can_be_are_confirmed() -> None:
    remarks = confirmed(shipped(), all_tested(shipped()))
    assert [each.key for each in remarks] == [f"i{number:02}" for number in range(1, 17)]
    assert {each.key: each.found_by for each in remarks if each.found_by} == CONFIRMED
    assert {each.severity for each in remarks} == {"high", "medium", "low"}
    assert all(each.words and each.words_en and each.words != each.words_en for each in remarks)


def test_a_paper_without_formulas_is_understood_by_the_words_of_the_known_one() -> None:
    told = json.loads(_shipped_text())
    for each in told["relations"]:
        for added in ("formula", "left_words", "right_words", "note_vi"):
            each.pop(added, None)
    bare = read(json.dumps(told), shipped())
    relations = all_tested(bare)
    assert {each.key: (each.left, each.right, each.holds) for each in relations} == AS_READ
    assert [each.told.note for each in relations] == [each.told.note for each in all_tested(shipped())]


def test_the_gap_of_gia_hiep_is_said_in_both_languages() -> None:
    (classes,) = (each for each in all_tested(shipped()) if each.key == "r03")
    assert classes.words.endswith("= 390; 393 (hồ sơ tiếp nhận) — còn 3 hồ sơ chưa được giải thích.")
    assert classes.words_en.endswith("= 390; 393 (dossiers received) — 3 dossiers unexplained.")
    assert "278 (hồ sơ giải quyết trước hạn) + 90" in classes.words


@pytest.mark.parametrize(
    ("qualifier", "whole", "possible"),
    [
        ("exact", 12, None),
        ("more than", 12, False),  # 7 + 5 is 12, not more than 12
        ("more than", 11, True),
        ("nearly", 12, False),
        ("nearly", 13, True),
        ("some hundreds", 500, True),
    ],
)
def test_a_reservation_makes_a_relation_an_inequality(
    qualifier: str, whole: int, possible: bool | None
) -> None:
    figures = (figure("a.x", 7), figure("a.y", 5), {**figure("a.z", whole), "qualifier": qualifier})
    relation = one("a.x + a.y = a.z", *figures)
    assert relation.holds is (whole == 12)  # the printed numbers
    assert relation.possible is possible
    read_back = collection(figures=figures).figures["a.z"]
    assert (read_back.reservation, read_back.qualifier is Qualifier.EXACT) == (
        qualifier,
        qualifier == "exact",
    )


def test_two_more_thans_divide_to_anything_and_an_impossible_sum_stays_impossible() -> None:
    relations = {each.key: each for each in all_tested(shipped())}
    assert (relations["r08"].possible, relations["r09"].possible) == (True, True)
    above = {**figure("a.y", 6), "qualifier": "more than"}
    assert one("a.x + a.y = a.z", figure("a.x", 7), above, figure("a.z", 10)).possible is False
    assert "không có số liệu nào" in one("a.x + a.y = a.z", figure("a.x", 7), above, figure("a.z", 10)).words


@pytest.mark.parametrize(
    ("percent", "holds"), [("66.7", True), ("66.67", True), ("67", True), ("66.6", False), ("66.68", False)]
)
def test_a_share_is_compared_with_as_many_decimals_as_were_printed(percent: str, holds: bool) -> None:
    figures = (figure("a.part", 2), figure("a.whole", 3))
    relation = one(f"a.part / a.whole = {percent} %", *figures)
    assert (relation.left, relation.holds) == (66.67, holds)


def test_sums_are_never_rounded() -> None:
    figures = (figure("a.x", 996, "million VND"), figure("a.y", 24, "billion VND"))
    assert one("a.x + a.y = a.z", *figures, figure("a.z", 25, "billion VND")).holds is False


def test_names_without_a_beginning_take_that_of_the_first() -> None:
    figures = (figure("hue.houses.merit", 1), figure("hue.houses.em", 2), figure("hue.houses.total", 3))
    assert one("hue.houses.merit + em = total", *figures).holds is True


def test_a_derived_figure_is_worked_out_from_its_formula() -> None:
    figures = (figure("a.in", 10), figure("a.out", 4), figure("a.rest", None, formula="a.in - a.out"))
    assert one("a.rest + a.out = a.in", *figures).holds is True


def test_parentheses_and_signs_bind_as_in_school() -> None:
    assert one("2 + 3 * 4 = 14").holds and one("(2 + 3) * 4 = 20").holds and one("10 - 3 - 2 = 5").holds
    assert one("-2 + 5 = 3").holds and one("12 / 4 / 3 = 1").holds


@pytest.mark.parametrize(
    ("formula", "figures", "code", "fact"),
    [
        ("a.x = a.nobody", (figure("a.x", 1),), "declared.unknown_figure", ("figure", "a.nobody")),
        ("a.x / a.zero = 1", (figure("a.x", 1), figure("a.zero", 0)), "declared.division_by_zero", None),
        ("a.x / (2 - 2) = 1", (figure("a.x", 1),), "declared.division_by_zero", None),
        (
            "a.x = 1",
            (figure("a.x", None, formula="a.y"), figure("a.y", None, formula="a.x + 1")),
            "declared.circle",
            ("path", "a.x → a.y → a.x"),
        ),
        ("a.x = 1", (figure("a.x", "tens of"),), "declared.no_number", ("printed", "tens of")),
        ("days(a.x) = 1", (figure("a.x", 1, period="first month"),), "declared.no_days", None),
        (
            "a.x + a.y = 1",
            (figure("a.x", 1, "ha"), figure("a.y", 1, "million VND")),
            "declared.measures_differ",
            None,
        ),
        ("a.x +", (figure("a.x", 1),), "declared.formula_unreadable", ("at", "…")),
        ("a.x = 1 = 1", (figure("a.x", 1),), "declared.formula_unreadable", ("at", "=")),
        ("__import__('os')", (), "declared.formula_unreadable", ("at", "'os')")),
        ("open(1)", (), "declared.formula_unreadable", ("at", "open")),
        ("(" * 60 + "1" + ")" * 60, (), "declared.formula_unreadable", None),
        ("1 + " * 200 + "1", (), "declared.formula_unreadable", None),
        ("9 ** 9 ** 9", (), "declared.formula_unreadable", ("at", "*")),
    ],
)
def test_what_cannot_be_computed_is_refused_by_name_and_line(
    formula: str, figures: tuple[dict[str, Any], ...], code: str, fact: tuple[str, str] | None
) -> None:
    told = collection({"id": "culprit", "formula": formula}, figures=figures)
    with pytest.raises(RefusalError) as refused:
        all_tested(told)
    refusal = refused.value.refusal
    assert refusal.code == code
    assert refusal.facts["name"] in {"culprit", *told.figures}
    assert refusal.facts["line"] > 1
    if fact:
        assert refusal.facts[fact[0]] == fact[1]


def test_words_that_are_no_formula_are_kept_as_the_files_own() -> None:
    (relation,) = all_tested(
        collection({"id": "x", "expression": "the rest is in process", "left": 1, "right": 1, "holds": True})
    )
    assert (relation.computed, relation.holds, relation.left) == (False, True, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "declared.not_json"),
        ("[1]", "declared.not_an_object"),
        ('{"figures": [{"id": "a", "value": NaN}]}', "declared.not_json"),
        ('{"figures": [{"id": "a"}, {"id": "a"}]}', "declared.id_twice"),
        ('{"figures": [{"topic": "a"}]}', "declared.field_missing"),
        ('{"figures": [3]}', "declared.field_missing"),
        ('{"figures": [{"id": "a", "value": [1]}]}', "declared.value_unreadable"),
        ("[" * 100_000, "declared.not_json"),
        (" " * (LARGEST + 1), "declared.too_large"),
    ],
)
def test_a_file_of_another_shape_is_refused(text: str, code: str) -> None:
    with pytest.raises(RefusalError) as refused:
        read(text)
    assert refused.value.refusal.code == code


def test_days_are_read_from_what_a_paper_calls_a_period() -> None:
    august = period_of("2025-08")
    assert august and (august.start.day, august.end.day) == (1, 31)
    assert period_of("2024-02") and str(period_of("2024-02").end) == "2024-02-29"  # type: ignore[union-attr]
    assert period_of("first month of operation") is None
    assert period_of("2025-08-06/2025-07-09") is None


@pytest.mark.parametrize(
    ("qualifier", "counted", "agrees"),
    [
        (Qualifier.EXACT, 10, True),
        (Qualifier.EXACT, 11, False),
        (Qualifier.MORE_THAN, 11, True),
        (Qualifier.MORE_THAN, 10, False),
        (Qualifier.NEARLY, 9, True),
        (Qualifier.NEARLY, 10, False),
        (Qualifier.APPROXIMATE, 12, None),
    ],
)
def test_our_count_is_held_beside_what_the_qualifier_says(
    qualifier: Qualifier, counted: int, agrees: bool | None
) -> None:
    told = DeclaredFigure("x", "", "x", "x", Decimal(10), "10", "dossiers", qualifier)
    assert Compared(told, counted).agrees is agrees


def _shipped_text() -> str:
    from importlib.resources import files

    return files("haicap.reporting").joinpath("data", "declared_figures.json").read_text("utf-8")
