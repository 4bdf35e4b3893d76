"""A plan as a table: the same plan as JSON; what spreadsheets do to lists is named row by row."""

import csv
import io
import json

import pytest

from haicap.kernel import messages
from haicap.kernel.errors import RefusalError
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.domain.plan_sheet import COLUMNS
from haicap.ui import sheets
from tests.reorganisation.plans import edge, merger, plan

HEAD = {
    "instrument": "1/NQ-TEST",
    "body": "Ủy ban Thường vụ Quốc hội",
    "subject": "Thử nghiệm",
    "decided_on": "2025-06-16",
    "effective_on": "2025-07-01",
}


def row(old: str, quantifier: str, **changes: str) -> dict[str, str]:
    told = {
        "clause": "1",
        "old_code": old,
        "quantifier": quantifier,
        "new_code": "06652",
        "new_name": "Phường Thử Nghiệm",
        "province_code": "22",
    }
    return {**told, **changes}


def table(*rows: dict[str, str]) -> list[list[str]]:
    first, *others = rows
    told = [{**HEAD, **first}, *others]
    return [list(COLUMNS), *([each.get(name, "") for name in COLUMNS] for each in told)]


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("write", [as_csv, sheets.to_xlsx])
def test_a_table_says_the_same_as_json(write: object) -> None:
    rows = table(row("06652", "Toàn bộ"), row("06655", "full"))
    found = reorganisation.read_file(write(rows))  # type: ignore[operator]
    wanted = plan(merger(("06652", "Phường Thử Nghiệm"), "06652", "06655"))
    assert found == reorganisation.read_file(json.dumps(wanted).encode())
    assert reorganisation.read_document(reorganisation.write_document(found)) == found


def test_a_divided_unit_ends_by_the_row_of_its_rest() -> None:
    rows = table(
        row("06655", "một phần", clause="1"),
        row("06655", "phần còn lại", clause="2", new_code="06655", new_name="Phường Phần Lại"),
    )
    changes = reorganisation.read_file(as_csv(rows)).enactment.changes
    assert [change.ends for change in changes] == [(), ("06655",)]


@pytest.mark.parametrize(
    ("rows", "code", "place"),
    [
        # a merged cell is empty in every row but its first
        (table(row("06652", "full"), row("06655", "full", clause="")), "cell_empty", "rows.3.clause"),
        (table(row("06652", "full"), row("6655", "full")), "zeros_lost", "rows.3.old_code"),
        (table(row("06652", "full", area_share="1,234.50")), "not_a_share", "rows.2.area_share"),
        (table(row("06652", "full", population_share="35%")), "not_a_share", "rows.2.population_share"),
        (table(row("Hà Phong", "full")), "not_a_code", "rows.2.old_code"),
        (
            table(row("06652", "full"), row("06655", "full", effective_on="2025-07-02")),
            "said_twice",
            "rows.3.effective_on",
        ),
        ([["clause", "old_code"], ["1", "06652"]], "column_missing", "instrument"),
        ([list(COLUMNS)], "column_missing", "clause"),
        ([], "column_missing", "instrument"),
    ],
)
def test_every_fault_has_its_row_and_words(rows: list[list[str]], code: str, place: str) -> None:
    with pytest.raises(RefusalError) as refused:
        reorganisation.read_file(as_csv(rows))
    found = {(each.code.split(".")[1], each.field) for each in refused.value.refusals}
    assert (code, place) in found
    assert all(messages.words(each) for each in refused.value.refusals)


def test_the_lost_zero_is_proposed_and_not_put_back() -> None:
    with pytest.raises(RefusalError) as refused:
        reorganisation.read_file(as_csv(table(row("6655", "full"))))
    assert refused.value.refusal.facts["proposal"] == "06655"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"effective_on": "1/7/2025"}, "effective_on"),
        ({"instrument": ""}, "instrument"),
        ({"changes": "alles"}, "changes"),
        ({"changes": [3]}, "changes.0"),
        ({"changes": [{**merger(("06652", "Phường A"), "06652"), "kind": "eaten"}]}, "changes.0.kind"),
        (
            {
                "changes": [
                    {"clause": "1", "kind": "formed", "edges": [{**edge("1", "2"), "area_share": "x"}]}
                ]
            },
            "changes.0.edges.0.area_share",
        ),
        ({"window_days": 9999}, "window_days"),
    ],
)
def test_a_malformed_document_is_named_at_its_place(change: dict[str, object], place: str) -> None:
    with pytest.raises(RefusalError) as refused:
        reorganisation.read_document({**plan(merger(("06652", "Phường A"), "06652")), **change})
    assert place in {each.field for each in refused.value.refusals}
    assert all(messages.words(each) for each in refused.value.refusals)


@pytest.mark.parametrize("data", [b"{", b'{"a": }', b"[1, 2]", b"", b"\xff\xfe"])
def test_what_is_no_plan_is_refused(data: bytes) -> None:
    with pytest.raises(RefusalError):
        reorganisation.read_file(data)
