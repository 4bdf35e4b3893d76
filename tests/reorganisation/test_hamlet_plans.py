"""Hamlets in plans: changed with their communes or alone, every fault with its row, counted, given back."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from django.db import connection

from haicap.kernel import messages
from haicap.kernel.errors import RefusalError
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import PlanCard
from haicap.reorganisation.domain import hamlet_sheet
from haicap.reorganisation.domain.plan_sheet import COLUMNS
from haicap.territory import api as territory
from haicap.territory.checks.hamlets import LAWS as HAMLET_LAWS
from haicap.territory.contract import HamletAct, HamletChange, HamletCount, HamletKind, Measure, NewHamlet
from haicap.territory.selectors import hamlet_figures
from haicap.territory.services import hamlet_parts
from haicap.territory.services.observe import observe_hamlet
from tests.reorganisation.eve import DAY, EVE, EVENING, MORNING
from tests.reorganisation.hamlets import DIVISION, listed, names, row, told
from tests.reorganisation.plans import annulled, applied, approved, merger, of_law, plan

pytestmark = pytest.mark.django_db

Frozen = Callable[[str | datetime], datetime]

OLD = ("06652", "06655", "06658")
NEW = ("06652", "Phường Thử Nghiệm")
LATER = datetime.fromisoformat("2025-07-08T09:00:00+07:00")


def with_hamlets(*rows: dict[str, Any], changes: tuple[dict[str, Any], ...] = (merger(NEW, *OLD),)) -> Any:
    return {**plan(*changes), "hamlets": list(rows)}


def findings(document: Any) -> list[tuple[str, str | None]]:
    shown = reorganisation.preview(reorganisation.read_document(document))
    assert all(messages.words(each) for each in shown.findings)
    return [(each.code.partition(".")[2], each.field) for each in shown.findings]


def hamlet_lines(card: PlanCard) -> dict[str, tuple[int, int]]:
    assert card.report is not None and card.report.holds
    return {
        line.code or line.name: (line.before, line.after)
        for line in card.report.lines
        if line.name in {"hamlets", "hamlet_list"}
    }


def test_a_merger_changes_its_hamlets_with_it_and_an_annulment_gives_each_back(frozen: Frozen) -> None:
    frozen(EVENING)
    listed(OLD[0], "Khu 1", "Khu 2")
    listed(OLD[1], "Khu 1", "Khu 3", "Khu 4")
    listed(OLD[2], "Khu 1")
    before = told(OLD, EVE)
    document = with_hamlets(
        row("merged", OLD[0], "Khu 1", "Khu 1", clause="2"),
        row("merged", OLD[1], "Khu 1", "Khu 1", clause="2"),
        row("renamed", OLD[2], "Khu 1", "Khu Bến Đoan"),
        row("divided", OLD[1], "Khu 3", "Khu 3A"),
        row("divided", OLD[1], "Khu 3", "Khu 3B"),
        row("retired", OLD[1], "Khu 4", reason="Giải phóng mặt bằng toàn bộ"),
    )
    shown = reorganisation.preview(reorganisation.read_document(document)).hamlets
    assert shown is not None and (shown.before, shown.after, shown.waiting) == (6, 5, 0)
    assert [(line.change, line.before, line.after, line.to) for line in shown.lines][:2] == [
        (HamletChange.MERGED, ("Khu 1", "Khu 1"), ("Khu 1",), NEW[1]),
        (HamletChange.RENAMED, ("Khu 1",), ("Khu Bến Đoan",), NEW[1]),
    ]
    card = applied(document)
    frozen(MORNING)
    assert names(NEW[0], DAY) == ["Khu 1", "Khu 2", "Khu 3A", "Khu 3B", "Khu Bến Đoan"]
    assert hamlet_lines(card) == {"hamlets": (6, 6), NEW[0]: (5, 5)}
    frozen(LATER)
    back = annulled(card, LATER)
    assert told(OLD, LATER.date()) == before
    assert hamlet_lines(back) == {"hamlets": (6, 6)}
    assert names(NEW[0], DAY) == ["Khu 1", "Khu 2", "Khu 3A", "Khu 3B", "Khu Bến Đoan"]


def test_what_changed_by_other_papers_meanwhile_goes_back_to_its_own_ward_with_its_new_name(
    frozen: Frozen,
) -> None:
    frozen(EVENING)
    listed(OLD[0], "Khu 1")
    listed(OLD[1], "Khu 9")
    card = applied(with_hamlets(row("renamed", OLD[0], "Khu 1", "Khu 5")))
    frozen(LATER)
    (nine,) = (one.hamlet_id for one in territory.hamlets_of(NEW[0], DAY) if one.name == "Khu 9")
    act = HamletAct("9/NQ-HĐND", date(2025, 7, 3), "Chủ tịch")
    territory.rename_hamlets({nine: NewHamlet("Khu Mười", HamletKind.HAMLET)}, act, at=LATER)
    annulled(card, LATER)
    day = LATER.date()
    assert (names(OLD[0], day), names(OLD[1], day)) == (["Khu 1"], ["Khu Mười"])


def test_what_a_later_paper_built_on_is_not_annulled(frozen: Frozen) -> None:
    frozen(EVENING)
    listed(OLD[0], "Khu 1")
    card = applied(with_hamlets(row("renamed", OLD[0], "Khu 1", "Khu 5")))
    frozen(LATER)
    (five,) = (one.hamlet_id for one in territory.hamlets_of(NEW[0], DAY))
    act = HamletAct("9/NQ-HĐND", date(2025, 7, 3), "Chủ tịch", reason="Tái định cư")
    territory.retire_hamlets([five], act, at=LATER)
    with pytest.raises(RefusalError, match="hamlet_later_states"):
        annulled(card, LATER)


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([row("renamed", OLD[0], "Khu 9", "Khu 8")], [("hamlet_not_found", "hamlets.0")]),
        ([row("renamed", "99999", "Khu 1", "Khu 8")], [("hamlet_not_found", "hamlets.0")]),
        (
            [row("renamed", OLD[0], "Khu 1", "Khu 8"), row("retired", OLD[0], "Khu 1", reason="x")],
            [("hamlet_twice", "hamlets.1")],
        ),
        ([row("merged", OLD[0], "Khu 1", "Khu 8")], [("hamlet_alone", "hamlets.0")]),
        ([row("divided", OLD[0], "Khu 1", "Khu 8")], [("hamlet_alone", "hamlets.0")]),
        ([row("renamed", OLD[0], "Khu 1")], [("missing", "hamlets.0")]),
        ([row("moved", OLD[0], "Khu 1")], [("missing", "hamlets.0")]),
        ([row("moved", OLD[0], "Khu 1", to_commune="99999")], [("hamlet_target", "hamlets.0")]),
        ([row("moved", OLD[0], "Khu 1", to_commune=NEW[0])], [("hamlet_there", "hamlets.0")]),
        ([row("retired", OLD[0], "Khu 1")], [("hamlet_reason", "hamlets.0")]),
        ([row("renamed", OLD[0], "Khu 1", "Khu 8", to_commune=NEW[0])], [("malformed", "hamlets.0")]),
        ([row("renamed", OLD[0], "Khu 1", "Bến Đoan")], [("hamlet_kind", "hamlets.0")]),
        ([row("assigned", OLD[0], "Khu 1", "Khu 8")], [("hamlet_change", "hamlets.0")]),
        ([row("renamed", OLD[0], "Khu 1", "Khu 2")], [("hamlet_name_taken", "hamlets.0")]),
        # the name of a hamlet that comes along from another ward
        ([row("renamed", OLD[0], "Khu 1", "Khu 3")], [("hamlet_name_taken", "hamlets.0")]),
        (
            [row("renamed", OLD[0], "Khu 1", "Khu 8"), row("renamed", OLD[1], "Khu 3", "Khu 8")],
            [("hamlet_name_taken", "hamlets.1")],
        ),
    ],
)
def test_every_fault_of_a_hamlet_has_its_row(frozen: Frozen, rows: Any, wanted: Any) -> None:
    frozen(EVENING)
    listed(OLD[0], "Khu 1", "Khu 2")
    listed(OLD[1], "Khu 3")
    assert findings(with_hamlets(*rows)) == wanted
    with pytest.raises(RefusalError):
        approved(with_hamlets(*rows))


def test_of_a_divided_ward_all_hamlets_are_told_or_all_wait(frozen: Frozen) -> None:
    frozen(EVENING)
    listed(OLD[0], "Khu 1", "Khu 2", "Khu 3")
    first = row("moved", OLD[0], "Khu 1", to_commune="06990")
    assert findings(with_hamlets(first, changes=(DIVISION,))) == [("hamlet_left_over", "hamlets")] * 2
    wrong = row("renamed", OLD[0], "Khu 2", "Khu 8")
    third = row("moved", OLD[0], "Khu 3", to_commune=OLD[0])
    assert findings(with_hamlets(first, wrong, third, changes=(DIVISION,))) == [
        ("hamlet_undecided", "hamlets.1")
    ]
    outside = row("moved", OLD[0], "Khu 2", to_commune="06661")
    assert findings(with_hamlets(first, outside, third, changes=(DIVISION,))) == [
        ("hamlet_target", "hamlets.1")
    ]
    assert findings(plan(DIVISION)) == []
    second = row("moved", OLD[0], "Khu 2", "Khu Mới", to_commune="06990")
    card = applied(with_hamlets(first, second, third, changes=(DIVISION,)))
    frozen(MORNING)
    assert (names("06990", DAY), names(OLD[0], DAY)) == (["Khu 1", "Khu Mới"], ["Khu 3"])
    assert hamlet_lines(card) == {"hamlets": (3, 3), "06990": (2, 2), OLD[0]: (1, 1)}
    (task,) = (one for one in territory.divided_communes(DAY, "22") if one.commune.code == OLD[0])
    assert (task.hamlets, task.assigned) == (3, 3)
    frozen(LATER)
    annulled(card, LATER)
    assert names(OLD[0], LATER.date()) == ["Khu 1", "Khu 2", "Khu 3"]


def test_hamlets_of_a_divided_ward_may_merge_and_divide_where_the_plan_says_to_whom_they_go(
    frozen: Frozen,
) -> None:
    frozen(EVENING)
    listed(OLD[0], "Khu 1", "Khu 2", "Khu 3", "Khu 4")
    before = told(OLD[:1], EVE)
    rows = [
        row("merged", OLD[0], "Khu 1", "Khu Chung", to_commune="06990"),
        row("merged", OLD[0], "Khu 2", "Khu Chung", to_commune="06990"),
        row("divided", OLD[0], "Khu 3", "Khu 3A", to_commune=OLD[0]),
        row("divided", OLD[0], "Khu 3", "Khu 3B", to_commune=OLD[0]),
        row("moved", OLD[0], "Khu 4", to_commune="06990"),
    ]
    unsaid = [{**rows[0], "to_commune": ""}, {**rows[1], "to_commune": ""}, *rows[2:]]
    assert findings(with_hamlets(*unsaid, changes=(DIVISION,))) == [
        ("hamlet_undecided", "hamlets.0"),
        ("hamlet_undecided", "hamlets.1"),
    ]
    apart = [*rows[:3], {**rows[3], "to_commune": "06990"}, rows[4]]
    assert findings(with_hamlets(*apart, changes=(DIVISION,))) == [("hamlet_uncounted", "hamlets.2")] * 2
    stranger = [{**rows[0], "to_commune": "06661"}, {**rows[1], "to_commune": "06661"}, *rows[2:]]
    assert [code for code, _ in findings(with_hamlets(*stranger, changes=(DIVISION,)))] == [
        "hamlet_target"
    ] * 2
    card = applied(with_hamlets(*rows, changes=(DIVISION,)))
    frozen(MORNING)
    assert (names("06990", DAY), names(OLD[0], DAY)) == (["Khu 4", "Khu Chung"], ["Khu 3A", "Khu 3B"])
    assert hamlet_lines(card) == {"hamlets": (4, 4), "06990": (2, 2), OLD[0]: (2, 2)}
    (task,) = (one for one in territory.divided_communes(DAY, "22") if one.commune.code == OLD[0])
    assert (task.hamlets, task.assigned) == (4, 4)
    gone = next(hamlet for hamlet, name in before[OLD[0]] if name == "Khu 1")
    otherwise = HamletAct("3/QĐ-UBND", DAY, "Chủ tịch", reason="Nhầm")
    with pytest.raises(RefusalError, match="hamlet_unknown"):  # it is no more: its heir may be moved
        territory.assign_hamlets([gone], OLD[0], otherwise, at=MORNING)
    with connection.cursor() as cursor:
        assert list(HAMLET_LAWS[0].test(cursor, full=True)) == []
    frozen(LATER)
    annulled(card, LATER)
    assert told(OLD[:1], LATER.date()) == before
    with connection.cursor() as cursor:
        assert list(HAMLET_LAWS[0].test(cursor, full=True)) == []


def figure_lines(card: PlanCard, measure: str = "households") -> dict[str, tuple[int, int, int, int]]:
    assert card.report is not None and card.report.holds
    return {
        line.code: (line.before, line.after, line.total_before, line.total_after)
        for line in card.report.lines
        if line.name == f"hamlet_{measure}"
    }


def count_hamlets(code: str, counts: dict[str, int], measure: Measure = Measure.HOUSEHOLDS) -> None:
    for card in territory.hamlets_of(code, EVE):
        if card.name in counts:
            count = HamletCount(
                card.hamlet_id, measure, Decimal(counts[card.name]), date(2025, 4, 1), "Công an"
            )
            territory.observe_hamlet(count, at=EVENING)


def household_words(code: str, day: date) -> dict[str, int | None]:
    """By name what is known of the hamlets; a hamlet of which nothing is known is missing."""
    told = territory.with_figures(territory.hamlets_of(code, day), day)
    return {card.name: figures["households"].value for card, figures in told if "households" in figures}  # type: ignore[index]


def test_counts_of_hamlets_are_conserved_and_what_nobody_counted_stays_unknown(frozen: Frozen) -> None:
    frozen(EVENING)
    listed(OLD[0], "Khu 1", "Khu 2")
    listed(OLD[1], "Khu 1", "Khu 3", "Khu 4")
    listed(OLD[2], "Khu 1", "Khu 6", "Khu 7")
    count_hamlets(OLD[0], {"Khu 1": 100})
    count_hamlets(OLD[1], {"Khu 1": 50, "Khu 3": 30, "Khu 4": 8})
    count_hamlets(OLD[2], {"Khu 6": 0})
    document = with_hamlets(
        row("merged", OLD[0], "Khu 1", "Khu 1"),
        row("merged", OLD[1], "Khu 1", "Khu 1"),
        row("divided", OLD[1], "Khu 3", "Khu 3A"),
        row("divided", OLD[1], "Khu 3", "Khu 3B"),
        row("retired", OLD[1], "Khu 4", reason="Giải phóng mặt bằng"),
        row("merged", OLD[2], "Khu 6", "Khu 67"),
        row("merged", OLD[2], "Khu 7", "Khu 67"),
        row("renamed", OLD[2], "Khu 1", "Khu Cảng"),
    )
    card = applied(document)
    frozen(MORNING)
    assert figure_lines(card) == {"": (5, 5, 188, 188), NEW[0]: (4, 4, 180, 180)}
    assert household_words(NEW[0], DAY) == {"Khu 1": 150, "Khu 67": None}
    frozen(LATER)
    annulled(card, LATER)
    assert household_words(OLD[1], LATER.date()) == {"Khu 1": 50, "Khu 3": 30, "Khu 4": 8}


def test_counts_of_a_divided_ward_lie_with_whom_the_plan_says_or_wait_as_a_whole(frozen: Frozen) -> None:
    frozen(EVENING)
    listed(OLD[0], "Khu 1", "Khu 2")
    count_hamlets(OLD[0], {"Khu 1": 100, "Khu 2": 11})
    rows = (
        row("moved", OLD[0], "Khu 1", to_commune="06990"),
        row("moved", OLD[0], "Khu 2", to_commune=OLD[0]),
    )
    waits = reorganisation.preview(reorganisation.read_document(plan(DIVISION))).hamlets
    assert waits is not None and waits.waiting == 2
    card = applied(with_hamlets(*rows, changes=(DIVISION,)))
    assert figure_lines(card) == {
        "": (2, 2, 111, 111),
        OLD[0]: (1, 1, 11, 11),
        "06990": (1, 1, 100, 100),
    }


SPLIT = (
    row("divided", OLD[0], "Khu 1", "Khu 1A", to_commune="06990", households=30, population=120),
    row("divided", OLD[0], "Khu 1", "Khu 1B", to_commune=OLD[0], households=70, population=280),
    row("moved", OLD[0], "Khu 2", to_commune=OLD[0]),
)


def split_listed() -> None:
    listed(OLD[0], "Khu 1", "Khu 2")
    count_hamlets(OLD[0], {"Khu 1": 100, "Khu 2": 11})
    count_hamlets(OLD[0], {"Khu 1": 400}, Measure.POPULATION)


def test_one_hamlet_is_split_between_two_successors_by_numbers_and_comes_back_whole(frozen: Frozen) -> None:
    frozen(EVENING)
    split_listed()
    before = told(OLD[:1], EVE)
    document = with_hamlets(*SPLIT, changes=(DIVISION,))
    shown = reorganisation.preview(reorganisation.read_document(document)).hamlets
    assert shown is not None and (shown.before, shown.after, shown.waiting) == (2, 3, 0)
    line = shown.lines[0]
    assert (line.after, line.to) == (("Khu 1A", "Khu 1B"), "Phường Phần Đầu, Phường Phần Lại")
    assert [(one.name, one.to, one.counts["households"]) for one in line.shares] == [  # type: ignore[index]
        ("Khu 1A", "Phường Phần Đầu", 30),
        ("Khu 1B", "Phường Phần Lại", 70),
    ]
    card = applied(document)
    frozen(MORNING)
    assert (names("06990", DAY), names(OLD[0], DAY)) == (["Khu 1A"], ["Khu 1B", "Khu 2"])
    assert hamlet_lines(card) == {"hamlets": (2, 2), "06990": (1, 1), OLD[0]: (2, 2)}
    assert figure_lines(card) == {
        "": (2, 2, 111, 111),
        "06990": (1, 1, 30, 30),
        OLD[0]: (2, 2, 81, 81),
    }
    assert figure_lines(card, "population") == {
        "": (1, 1, 400, 400),
        "06990": (1, 1, 120, 120),
        OLD[0]: (1, 1, 280, 280),
    }
    assert household_words(OLD[0], DAY) == {"Khu 1B": 70, "Khu 2": 11}
    (task,) = (one for one in territory.divided_communes(DAY, "22") if one.commune.code == OLD[0])
    assert task.done and task.hamlets == 3
    with connection.cursor() as cursor:
        assert list(HAMLET_LAWS[0].test(cursor, full=True)) == []
    frozen(LATER)
    annulled(card, LATER)
    assert told(OLD[:1], LATER.date()) == before
    assert household_words(OLD[0], LATER.date()) == {"Khu 1": 100, "Khu 2": 11}
    with connection.cursor() as cursor:
        assert list(HAMLET_LAWS[0].test(cursor, full=True)) == []


def test_what_is_not_said_of_the_parts_or_does_not_add_up_is_named(frozen: Frozen) -> None:
    frozen(EVENING)
    split_listed()

    def found(first: dict[str, Any], *more: dict[str, Any]) -> list[tuple[str, str | None]]:
        return findings(with_hamlets({**SPLIT[0], **first}, *(more or SPLIT[1:]), changes=(DIVISION,)))

    assert found({}) == []
    assert found({"households": 31}) == [("hamlet_parts_sum", "hamlets.0")]
    assert found({"population": None}) == [("hamlet_part_unsaid", "hamlets.0")]
    assert found({"poor_households": 3}) == [("hamlet_uncounted", "hamlets.0")]
    assert found({}, SPLIT[1], {**SPLIT[2], "households": 11}) == [("hamlet_numbers", "hamlets.2")]
    count_hamlets(OLD[0], {"Khu 1": 5}, Measure.POOR_HOUSEHOLDS)
    assert found({}) == [("hamlet_part_unsaid", "hamlets.0")]
    shown = reorganisation.preview(
        reorganisation.read_document(with_hamlets(*SPLIT, changes=(DIVISION,)))
    ).findings
    assert messages.words(shown[0]) == "Khu 1: chưa ghi “Hộ nghèo” của Khu 1A, Khu 1B."


def test_a_count_made_after_the_approval_stops_a_split_that_no_longer_adds_up(frozen: Frozen) -> None:
    frozen(EVENING)
    split_listed()
    card = approved(with_hamlets(*SPLIT, changes=(DIVISION,)))
    (one,) = (card for card in territory.hamlets_of(OLD[0], EVE) if card.name == "Khu 1")
    newer = HamletCount(one.hamlet_id, Measure.HOUSEHOLDS, Decimal(101), date(2025, 6, 30), "Công an")
    territory.observe_hamlet(newer, at=EVENING)
    frozen(MORNING)
    with pytest.raises(RefusalError, match="hamlet_parts_sum"):
        reorganisation.apply(plan_id=card.id, at=MORNING)
    assert names(OLD[0], EVE) == ["Khu 1", "Khu 2"]


def test_parts_that_stay_in_one_commune_may_be_counted_too(frozen: Frozen) -> None:
    frozen(EVENING)
    listed(OLD[0], "Khu 1", "Khu 2")
    count_hamlets(OLD[0], {"Khu 1": 100})
    rows = [row("divided", OLD[0], "Khu 1", f"Khu 1{part}", households=50) for part in "AB"]
    card = applied(with_hamlets(*rows))
    assert figure_lines(card) == {"": (1, 1, 100, 100), NEW[0]: (2, 2, 100, 100)}
    frozen(MORNING)
    assert household_words(NEW[0], DAY) == {"Khu 1A": 50, "Khu 1B": 50}


def test_a_split_that_would_lose_households_is_not_carried_out(
    frozen: Frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen(EVENING)
    split_listed()
    card = approved(with_hamlets(*SPLIT, changes=(DIVISION,)))
    frozen(MORNING)
    monkeypatch.setattr(
        hamlet_parts,
        "observe_hamlet",
        lambda told, at: observe_hamlet(replace(told, value=told.value - 1), at=at),
    )  # the register writes down one household less
    with pytest.raises(RefusalError, match="not_conserved") as refused:
        reorganisation.apply(plan_id=card.id, at=MORNING)
    assert refused.value.refusal.facts["what"] == "hamlet_households"


def test_a_plan_that_would_lose_a_count_is_not_carried_out(
    frozen: Frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen(EVENING)
    listed(OLD[0], "Khu 1", "Khu 2")
    count_hamlets(OLD[0], {"Khu 1": 100})
    rows = (row("merged", OLD[0], "Khu 1", "Khu Chung"), row("merged", OLD[0], "Khu 2", "Khu Chung"))
    card = approved(with_hamlets(*rows))
    frozen(MORNING)
    monkeypatch.setattr(
        hamlet_figures, "_made_of", lambda _: {}
    )  # the register forgets what the merged was made of
    with pytest.raises(RefusalError, match="not_conserved") as refused:
        reorganisation.apply(plan_id=card.id, at=MORNING)
    assert refused.value.refusal.facts["what"] == "hamlet_households"
    assert names(OLD[0], EVE) == ["Khu 1", "Khu 2"]


def test_nobody_told_of_a_divided_ward_waits_and_the_preview_says_how_many(frozen: Frozen) -> None:
    frozen(EVENING)
    listed(OLD[0], "Khu 1", "Khu 2")
    shown = reorganisation.preview(reorganisation.read_document(plan(DIVISION)))
    assert shown.hamlets is not None and shown.hamlets.waiting == 2
    card = applied(plan(DIVISION))
    assert hamlet_lines(card)["hamlets"] == (2, 2)
    commune = territory.require_unit(OLD[0], EVE)
    assert len(territory.waiting_hamlets(commune, DAY)) == 2


def test_a_plan_may_be_of_hamlets_only_and_is_undone_alike(frozen: Frozen) -> None:
    frozen(EVENING)
    listed(OLD[0], "Khu 1", "Khu 2")
    listed(OLD[1], "Khu 1")
    before = told(OLD, EVE)
    document = with_hamlets(
        row("merged", OLD[0], "Khu 1", "Khu Chung"),
        row("merged", OLD[0], "Khu 2", "Khu Chung"),
        row("moved", OLD[1], "Khu 1", to_commune=OLD[0]),
        changes=(),
    )
    card = applied(document)
    frozen(MORNING)
    assert (names(OLD[0], DAY), names(OLD[1], DAY)) == (["Khu 1", "Khu Chung"], [])
    assert hamlet_lines(card) == {"hamlets": (3, 3), OLD[0]: (2, 2), OLD[1]: (0, 0)}
    frozen(LATER)
    annulled(card, LATER)
    assert told(OLD, LATER.date()) == before


def test_hamlets_of_another_province_are_its_own(frozen: Frozen) -> None:
    frozen(EVENING)
    listed("24988", "Thôn 1")
    document = with_hamlets(row("renamed", "24988", "Thôn 1", "Thôn 2"), changes=())
    with pytest.raises(RefusalError, match="hamlet_elsewhere"):
        approved(document)


def test_two_hamlets_of_one_name_are_told_apart_by_where_they_were_listed(frozen: Frozen) -> None:
    frozen(EVENING)
    listed(OLD[0], "Khu 1")
    listed(OLD[1], "Khu 1")
    applied(plan(merger(NEW, *OLD)))
    frozen(LATER)
    rename = row("renamed", NEW[0], "Khu 1", "Khu 1 Hà Khánh")
    document = {**with_hamlets(rename, changes=()), "effective_on": "2025-07-08", "instrument": "8/NQ-HĐND"}
    assert findings(document) == [("hamlet_several", "hamlets.0")]
    document["hamlets"] = [{**rename, "listed_in": OLD[1]}]
    card = approved(document, at=LATER)
    reorganisation.apply(plan_id=card.id, at=LATER)
    assert sorted(names(NEW[0], LATER.date())) == ["Khu 1", "Khu 1 Hà Khánh"]
    (one,) = (card for card in territory.hamlets_of(NEW[0], LATER.date()) if card.name == "Khu 1")
    assert one.unit.code == OLD[0]


@pytest.mark.parametrize(("resolution", "province"), [("1679/NQ-UBTVQH15", "22"), ("1671/NQ-UBTVQH15", "68")])
def test_hamlets_follow_the_law_as_the_plan_foretells(frozen: Frozen, resolution: str, province: str) -> None:
    """In every old commune one hamlet: the counts foretold per commune are those that the map then gives."""
    frozen(EVENING)
    document = of_law(resolution)
    eve = [code for change in document["changes"] for code in change["ends"]]
    communes = sorted({code for code in eve if len(code) == 5})
    for code in communes:
        listed(code, "Thôn 1")
    shown = reorganisation.preview(reorganisation.read_document(document)).hamlets
    assert shown is not None and shown.before == shown.after == len(communes)
    lines = hamlet_lines(applied(document, province))
    assert lines.pop("hamlets") == (len(communes), len(communes))
    assert sum(after for _, after in lines.values()) == len(communes) - shown.waiting


def test_hundreds_of_rows_are_read_from_a_spreadsheet_and_carried_out(frozen: Frozen) -> None:
    frozen(EVENING)
    listed(OLD[0], *(f"Khu {number}" for number in range(1, 401)))
    head = ["1/NQ-HĐND", "HĐND", "Sáp nhập thôn", "2025-06-16", "2025-07-01"]
    rows = [
        [
            *(head if number == 1 else [""] * 5),
            "Sáp nhập",
            OLD[0],
            f"Khu {number}",
            f"Khu Mới {(number + 1) // 2}",
        ]
        for number in range(1, 401)
    ]
    data = as_csv([[*hamlet_sheet.COLUMNS[:9]], *rows])
    document = reorganisation.write_document(reorganisation.read_file(data))
    card = applied(document)
    assert hamlet_lines(card) == {"hamlets": (400, 400), OLD[0]: (200, 200)}


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def book(*tables: list[list[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        for table in tables:
            sheet = made.add_worksheet()
            for number, cells in enumerate(table):
                sheet.write_row(number, 0, cells)
    return out.getvalue()


ACT = ["1/NQ-TEST", "Ủy ban Thường vụ Quốc hội", "Thử nghiệm", "2025-06-16", "2025-07-01"]
PARTS = [
    list(COLUMNS),
    [*ACT, "1", "", OLD[0], "full", *NEW, "22", "", "", ""],
    [*[""] * 5, "1", "", OLD[1], "full", *NEW, "22", "", "", ""],
]
HAMLETS = [
    ["change", "commune", "hamlet", "new_name", "reason", "households"],
    ["nhập", OLD[0], "Khu 1", "Khu 1", "", ""],
    ["Sáp nhập", OLD[1], "Khu 1", "Khu 1", "", ""],
    ["giải thể", OLD[1], "Khu 2", "", "Tái định cư", ""],
    ["chia tách", OLD[1], "Khu 3", "Khu 3A", "", "0"],
]


def test_a_workbook_says_the_same_as_json_in_whatever_order_its_sheets_stand() -> None:
    wanted = {
        **plan(merger(NEW, OLD[0], OLD[1])),
        "hamlets": [
            row("merged", OLD[0], "Khu 1", "Khu 1"),
            row("merged", OLD[1], "Khu 1", "Khu 1"),
            row("retired", OLD[1], "Khu 2", reason="Tái định cư"),
            row("divided", OLD[1], "Khu 3", "Khu 3A", households=0),
        ],
    }
    of_json = reorganisation.read_file(json.dumps(wanted).encode())
    assert reorganisation.read_file(book(PARTS, HAMLETS)) == of_json
    assert reorganisation.read_file(book(HAMLETS, PARTS)) == of_json
    assert reorganisation.read_document(reorganisation.write_document(of_json)) == of_json
    assert of_json.hamlets[2].change is HamletChange.RETIRED


@pytest.mark.parametrize(
    ("column", "cell", "fault", "place"),
    [
        (1, "6652", "zeros_lost", "hamlets.2.commune"),
        (1, "Hồng Hải", "not_a_code", "hamlets.2.commune"),
        (2, "", "cell_empty", "hamlets.2.hamlet"),
        (0, "", "cell_empty", "hamlets.2.change"),
        (0, "ăn", "malformed", "hamlets.0.change"),
        (5, "1,234.50", "not_a_count", "hamlets.2.households"),
    ],
)
def test_what_is_wrong_in_a_sheet_of_hamlets_is_named_by_row_and_column(
    column: int, cell: str, fault: str, place: str
) -> None:
    wrong = [list(line) for line in HAMLETS]
    wrong[1][column] = cell
    with pytest.raises(RefusalError) as refused:
        reorganisation.read_file(book(PARTS, wrong))
    assert (fault, place) in {(each.code.partition(".")[2], each.field) for each in refused.value.refusals}


def test_a_sheet_of_hamlets_alone_names_its_act() -> None:
    with pytest.raises(RefusalError) as refused:
        reorganisation.read_file(book(HAMLETS))
    assert {each.field for each in refused.value.refusals} == {"instrument", "effective_on"}


def test_a_plan_of_hamlets_waits_for_its_day(frozen: Frozen) -> None:
    frozen(EVENING)
    listed(OLD[0], "Khu 1")
    card = approved(with_hamlets(row("renamed", OLD[0], "Khu 1", "Khu 2"), changes=()))
    with pytest.raises(RefusalError, match="too_early"):
        reorganisation.apply(plan_id=card.id, at=EVENING)
    at = MORNING + timedelta(days=1)
    frozen(at)
    reorganisation.apply(plan_id=card.id, at=at)
    assert names(OLD[0], DAY) == ["Khu 2"]
