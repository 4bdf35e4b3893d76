"""The second table of the periodic report: overdue dossiers and what was recorded of the causes, never a guess."""

from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from haicap.dossiers.contract import Action, LateCause
from haicap.reporting import api as reporting
from haicap.reporting.contract import ReportCard
from haicap.reporting.domain import periodic_content
from haicap.reporting.models import PeriodicReport
from haicap.reporting.selectors.late import frozen_rows
from tests.cast import GIA_HIEP, Cast, cast
from tests.dossiers.test_import import imported, record
from tests.reporting.periodic import CLOSING, done, february, office, on, prepared, received, settled
from tests.reporting.test_periodic_pages import every_number_opens_its_rows, of, session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.DEMO = tmp_path, True


@pytest.fixture(autouse=True)
def _then(frozen: Any) -> None:
    frozen(CLOSING)


def put_off(people: Cast, dossier: Any, at: datetime, cause: LateCause | None) -> None:
    done(
        people.chair,
        dossier,
        Action.EXTEND,
        at,
        reason="mất điện cả ngày",
        cause=cause,
        new_due_at=at + timedelta(days=5),
    )


def late_ones() -> ReportCard:
    """Of Di Linh's February: one of each kind of record, open or settled, and one whose record came too late."""
    people, found = cast(), february()
    put_off(people, found["open"], on(3, 15), LateCause.OTHER_BODY)
    put_off(people, found["before"], on(20, 15, month=1), None)
    of_system = received(people, on(10))
    put_off(people, of_system, on(10, 11), LateCause.SYSTEM)
    settled(people, of_system, on(17))
    put_off(people, found["post"], CLOSING - timedelta(hours=1), LateCause.STAFF)
    return prepared()


def test_causes_are_those_recorded_by_the_end_of_the_period_and_add_up_to_what_is_overdue() -> None:
    card = late_ones()
    overdue = card.numbers["settled_overdue"] + card.numbers["in_process_overdue"]
    assert card.content["overdue"] == {"in_words": 1, "not_stated": 2, "other_body": 1, "system": 1}
    assert sum(card.content["overdue"].values()) == overdue == 5
    for line in card.content["overdue_fields"]:
        numbers = next(each for each in card.content["fields"] if each["field"] == line["field"])["numbers"]
        assert sum(line["numbers"].values()) == numbers["settled_overdue"] + numbers["in_process_overdue"]
    rows, _ = frozen_rows(card)
    assert all(bool(row.cause) == (row.figure in ("settled_overdue", "in_process_overdue")) for row in rows)
    assert reporting.verified(card).holds


def test_every_number_of_the_table_opens_its_rows_and_files_name_the_causes() -> None:
    card = late_ones()
    client = session(office().clerk)
    page = client.get(of(card)).content.decode()
    table = unescape(page[page.index('id="causes"') :])
    for words in ("Chờ cơ quan khác phối hợp", "Chưa ghi lý do", "Có nêu lý do, chưa phân loại"):
        assert words in table
    assert "nguyen-nhan=other_body" in table
    assert every_number_opens_its_rows(client, of(card)) > 40
    sheet = client.get(of(card, "csv")).content.decode("utf-8-sig")
    assert "Chờ cơ quan khác phối hợp, trả lời" in sheet and "Chưa ghi lý do" in sheet
    behind = client.get(of(card, "rows") + "?cot=overdue&nguyen-nhan=system&tep=csv").content.decode(
        "utf-8-sig"
    )
    assert len(behind.splitlines()) == 2 and "Hệ thống, đường truyền" in behind


def test_an_apology_that_came_from_another_system_without_a_reason_states_none() -> None:
    told = record(
        events=[
            {"type": "received", "at": "2025-07-09T08:15:00+07:00"},
            {
                "type": "extended",
                "at": "2025-07-10T09:00:00+07:00",
                "new_due_at": "2025-07-30T17:00:00+07:00",
            },
            {"type": "resolved", "at": "2026-02-10T10:00:00+07:00"},
        ]
    )
    assert imported(told).rejected == 0
    card = prepared(office(GIA_HIEP))
    assert card.content["overdue"] == {"not_stated": 1} and card.numbers["settled_overdue"] == 1


def test_a_report_frozen_before_causes_were_counted_still_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = periodic_content.counted

    def as_before(rows: Any) -> dict[str, Any]:
        return {key: told for key, told in counted(rows).items() if not key.startswith("overdue")}

    monkeypatch.setattr(periodic_content, "FORMAT", 1)
    monkeypatch.setattr(periodic_content, "counted", as_before)
    card = late_ones()
    monkeypatch.undo()
    row = PeriodicReport.objects.get(id=card.id)
    assert "overdue" not in row.content and row.content["format"] == 1
    assert reporting.verified(card).holds
    page = session(office().clerk).get(of(card)).content.decode()
    assert "chưa đếm nguyên nhân" in page
