"""What a plan must not say: each fault is named with its place, and nothing is kept.

Elsewhere: later records and annulment (`test_life`, `test_annulment`), appliers at once and intakes meanwhile
(`test_together`), the database killed in the middle (`tests/faults/test_merger`), every rule of the map alone
(`tests/territory/services/test_enact`), hamlets left over (`tests/territory/services/test_hamlets`).
"""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter

from haicap.kernel import messages
from haicap.kernel.errors import RefusalError
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.models import PlanRow
from tests.reorganisation.cast import planner
from tests.reorganisation.eve import EVENING
from tests.reorganisation.plans import applied, edge, merger, plan
from tests.reorganisation.test_sheet import row, table

Frozen = Callable[[str | datetime], datetime]
Found = set[tuple[str, str | None]]

OLD = ("06652", "06655", "06658")
NEW = ("06652", "Phường Thử Nghiệm")
LATER = datetime.fromisoformat("2025-07-08T09:00:00+07:00")


def divided(**shares: object) -> dict[str, Any]:
    """One ward divided, with the shares of its two parts."""
    parts = (edge(OLD[0], OLD[0], "remainder"), edge(OLD[0], "06990", "partial"))
    return {
        "kind": "divided",
        "clause": "1",
        "ends": [OLD[0]],
        "begins": [
            {"code": OLD[0], "name": "Phường Phần Lại", "province_code": "22"},
            {"code": "06990", "name": "Phường Phần Đầu", "province_code": "22"},
        ],
        "edges": [{**part, "share_source": "Đề án", **shares} for part in parts],
    }


def circle() -> dict[str, Any]:
    """Two wards that go whole into each other."""
    change = merger(NEW, *OLD[:2], kind="absorbed")
    change["begins"].append({"code": OLD[1], "name": "Phường Kia", "province_code": "22"})
    change["edges"] = [edge(OLD[0], OLD[1]), edge(OLD[1], OLD[0])]
    return change


def told(refused: pytest.ExceptionInfo[RefusalError]) -> Found:
    assert all(messages.words(each) for each in refused.value.refusals)
    return {(each.code, each.field) for each in refused.value.refusals}


def proposed(document: Any, at: datetime) -> Found:
    """What proposing it is refused with; nothing is kept."""
    before = PlanRow.objects.count()
    with pytest.raises(RefusalError) as refused:
        reorganisation.propose(actor=planner("22", at.date()), document=document, at=at)
    assert PlanRow.objects.count() == before
    return told(refused)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ((merger(NEW, OLD[0], OLD[0]),), "territory.plan_unit_twice", "changes.0.ends.1"),
        (
            (merger(NEW, *OLD[:2]), merger(("06990", "Phường Kia"), OLD[1], clause="2")),
            "territory.plan_unit_twice",
            "changes.1.ends.0",
        ),
        ((), "territory.plan_empty", "changes"),
        (({"kind": "formed", "clause": "1"},), "territory.plan_kind", "changes.0.kind"),
        ((merger(NEW, "99999"),), "territory.plan_unit_unknown", "changes.0.ends.0"),
        ((divided(area_share="0.4"),), "territory.plan_share_sum", "changes.0.edges.0.area_share"),
        (
            (divided(population_share="0.6"),),
            "territory.plan_share_sum",
            "changes.0.edges.0.population_share",
        ),
        ((divided(area_share="1.5"),), "territory.plan_share_range", "changes.0.edges.0"),
        ((divided(area_share="-0.5"),), "territory.plan_share_range", "changes.0.edges.0"),
        ((divided(area_share="NaN"),), "reorganisation.malformed", "changes.0.edges.0.area_share"),
        ((divided(area_share=float("inf")),), "reorganisation.malformed", "changes.0.edges.0.area_share"),
        ((divided(area_share="1,234.50"),), "reorganisation.malformed", "changes.0.edges.0.area_share"),
        ((circle(),), "territory.plan_circular", "changes.0.edges.0"),
    ],
)
def test_a_bad_plan_is_named_with_its_place(frozen: Frozen, changes: Any, code: str, place: str) -> None:
    frozen(EVENING)
    assert (code, place) in proposed(plan(*changes), EVENING)


@pytest.mark.django_db
def test_a_unit_that_is_no_more_on_the_day_is_named(frozen: Frozen) -> None:
    frozen(EVENING)
    applied(plan(merger(NEW, *OLD)))
    frozen(LATER)
    again = plan(merger(("06990", "Phường Kia"), OLD[1]), instrument="2/NQ-TEST", on=LATER.date())
    assert ("territory.plan_not_in_force", "changes.0.ends.0") in proposed(again, LATER)


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["", "1/7/2025", "2025-02-30", "0001-01-01", "20250701x", None, True])
def test_a_day_that_is_none_is_named(frozen: Frozen, day: object) -> None:
    frozen(EVENING)
    assert ("reorganisation.malformed", "effective_on") in proposed(
        {**plan(merger(NEW, *OLD)), "effective_on": day}, EVENING
    )


def spreadsheet(cells: list[list[str]], *, numbers: tuple[tuple[int, int, float], ...] = ()) -> bytes:
    """A workbook as people make them: the clause said once in a merged cell, some cells typed as numbers."""
    out = io.BytesIO()
    clause = cells[0].index("clause")
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, line in enumerate(cells):
            for column, cell in enumerate(line):
                if numbers or (place, column) != (2, clause):
                    sheet.write_string(place, column, cell)
        for place, column, number in numbers:
            sheet.write_number(place, column, number)
        if not numbers:
            sheet.merge_range(1, clause, 2, clause, cells[1][clause])
    return out.getvalue()


def test_a_merged_cell_of_a_workbook_is_named_with_its_row() -> None:
    data = spreadsheet(table(row("06652", "full"), row("06655", "full")))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert b"<mergeCell " in packed.read("xl/worksheets/sheet1.xml")
    with pytest.raises(RefusalError) as refused:
        reorganisation.read_file(data)
    assert told(refused) == {("reorganisation.cell_empty", "rows.3.clause")}


def test_a_number_that_lost_its_zero_and_a_share_with_thousands_are_named_with_their_rows() -> None:
    cells = table(row("06652", "full", area_share="1,234.50"), row("06655", "full"))
    old = cells[0].index("old_code")
    data = spreadsheet(cells, numbers=((2, old, 6655),))
    with pytest.raises(RefusalError) as refused:
        reorganisation.read_file(data)
    assert told(refused) == {
        ("reorganisation.not_a_share", "rows.2.area_share"),
        ("reorganisation.zeros_lost", "rows.3.old_code"),
    }
