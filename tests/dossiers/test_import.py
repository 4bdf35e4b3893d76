"""`haicap import dossiers`: a file written by hand from the published format."""

import copy
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from haicap.config.cli import _run as run_command
from haicap.dossiers.contract import Status
from haicap.dossiers.domain.records import parse
from haicap.dossiers.models import Dossier, JournalEntry
from haicap.dossiers.services.importing import batch
from haicap.dossiers.services.importing.replay import replay
from haicap.dossiers.services.importing.run import Tally, run
from haicap.dossiers.services.importing.sheets import laid_out
from haicap.kernel.timeliness import Timeliness

NOW = datetime.fromisoformat("2026-03-02T08:00:00+07:00")

GOOD: dict[str, Any] = {
    "source": "old-system",
    "external_id": "A-17",
    "number": "H36.15-250709-0001",
    "procedure": "1.001193",
    "received_by": "25015",
    "competent": "25015",
    "channel": "counter",
    "applicant": {"name": "K’ Brêu", "id_number": "068190001234", "phone": "0912345678", "address": "Thôn 1"},
    "due_at": "2025-07-16T17:00:00+07:00",
    "events": [
        {"type": "received", "at": "2025-07-09T08:15:00+07:00"},
        {"type": "resolved", "at": "2025-07-14T10:00:00+07:00"},
    ],
}


def record(**changes: Any) -> dict[str, Any]:
    told = copy.deepcopy(GOOD)
    told.update(changes)
    return told


def imported(*told: Any, **options: Any) -> Tally:
    return run(list(enumerate(told, 1)), now=NOW, **options)


def events(*pairs: tuple[str, str], **facts: str) -> list[dict[str, str]]:
    return [{"type": kind, "at": f"2025-{at}:00+07:00", **facts} for kind, at in pairs]


@pytest.mark.django_db
def test_the_published_example_becomes_a_dossier_settled_early() -> None:
    tally = imported(GOOD)
    assert (tally.read, tally.imported, tally.rejected) == (1, 1, 0), tally.rejects
    row = Dossier.objects.get(number="H36.15-250709-0001")
    assert row.status == Status.RESULT_READY
    assert row.timeliness == Timeliness.EARLY
    assert JournalEntry.objects.filter(dossier=row).count() == 2


@pytest.mark.django_db
def test_a_second_import_changes_nothing_and_other_content_is_refused() -> None:
    imported(GOOD)
    again = imported(GOOD)
    assert (again.imported, again.unchanged) == (0, 1)
    other = imported(record(events=GOOD["events"] + events(("handed_over", "07-15T09:00"))))
    assert [reject.refusal.code for reject in other.rejects] == ["import.content_differs"]
    amended = imported(record(events=GOOD["events"] + events(("handed_over", "07-15T09:00"))), amending=True)
    assert amended.amended == 1
    assert Dossier.objects.get().status == Status.HANDED_OVER


@pytest.mark.django_db
def test_an_old_commune_is_understood_as_of_the_day() -> None:
    tally = imported(
        record(
            number=None,
            due_at=None,
            received_by="25021",
            competent="25021",
            procedure="1.000689",
            events=events(("received", "06-20T08:00"), ("resolved", "06-24T08:00")),
        )
    )
    assert tally.imported == 1, tally.rejects
    row = Dossier.objects.select_related("unit_state", "competent").get()
    assert row.unit_state.name == "Xã Tam Bố"
    assert row.competent.unit_code == "25015"
    assert row.number.endswith("-250620-0001")
    assert row.timeliness == Timeliness.EARLY


@pytest.mark.django_db
def test_every_event_type_is_replayed() -> None:
    long = events(
        ("received", "07-09T08:00"),
        ("assigned", "07-09T09:00"),
        ("supplement_requested", "07-15T09:00"),
        ("supplemented", "07-22T09:00"),
        ("suspended", "07-23T09:00"),
        ("resumed", "07-24T09:00"),
        reason="x",
    )
    tally = imported(
        record(
            external_id="1",
            number=None,
            due_at=None,
            procedure="1.000689",
            events=[
                *long,
                {
                    "type": "extended",
                    "at": "2025-07-24T10:00:00+07:00",
                    "new_due_at": "2025-08-15T17:00:00+07:00",
                    "reason": "x",
                },
                {"type": "transferred", "at": "2025-07-24T11:00:00+07:00", "to": "25000"},
                *events(("resolved", "07-25T09:00"), ("handed_over", "07-28T09:00")),
            ],
        ),
        *(
            record(
                external_id=kind,
                number=None,
                events=[*events(("received", "07-09T08:00")), *events((kind, "07-10T08:00"), reason="sai")],
            )
            for kind in ("returned", "refused", "stopped", "withdrawn", "void")
        ),
    )
    assert tally.imported == 6, tally.rejects
    row = Dossier.objects.get(external_id="1")
    assert row.status == Status.HANDED_OVER
    assert row.transfer_count == 1
    assert row.competent.unit_code == "25000"


BAD: list[tuple[str, Callable[[dict[str, Any]], Any], str, str]] = [
    ("no object", lambda _told: ["x"], "import.not_an_object", ""),
    ("no name", lambda told: told["applicant"].pop("name"), "import.field_missing", "applicant.name"),
    ("no events", lambda told: told.update(events=[]), "import.events_missing", "events"),
    ("unknown unit", lambda told: told.update(competent="99999"), "territory.unknown_unit", "competent"),
    ("unknown procedure", lambda told: told.update(procedure="9.999999"), "procedures.unknown", "procedure"),
    ("damaged code", lambda told: told.update(procedure="1.00119"), "procedures.unknown", "procedure"),
    ("unknown channel", lambda told: told.update(channel="pigeon"), "import.choice_unknown", "channel"),
    (
        "impossible day",
        lambda told: told["events"][0].update(at="2025-02-30T08:00:00+07:00"),
        "import.time_unreadable",
        "events[0].at",
    ),
    (
        "no time zone",
        lambda told: told["events"][0].update(at="2025-07-09T08:00:00"),
        "import.time_without_zone",
        "events[0].at",
    ),
    (
        "backwards",
        lambda told: told["events"][1].update(at="2025-07-08T08:00:00+07:00"),
        "dossier.time_runs_backwards",
        "events[1].at",
    ),
    (
        "lifecycle",
        lambda told: told["events"].append({"type": "supplemented", "at": "2025-07-15T08:00:00+07:00"}),
        "dossier.move_not_allowed",
        "events[2]",
    ),
    (
        "handed over first",
        lambda told: told["events"][1].update(type="handed_over"),
        "dossier.move_not_allowed",
        "events[1]",
    ),
    (
        "not received first",
        lambda told: told["events"][0].update(type="assigned"),
        "import.first_not_received",
        "events[0].type",
    ),
    (
        "received twice",
        lambda told: told["events"].insert(1, dict(told["events"][0])),
        "import.received_again",
        "events[1].type",
    ),
    (
        "no reason",
        lambda told: told["events"][1].update(type="returned"),
        "dossier.reason_missing",
        "events[1].reason",
    ),
    (
        "future",
        lambda told: told["events"][1].update(at="2027-07-14T10:00:00+07:00"),
        "import.in_the_future",
        "events[1].at",
    ),
    ("number as number", lambda told: told.update(procedure=1.001193), "import.not_text", "procedure"),
    ("NUL", lambda told: told["applicant"].update(name="a\x00b"), "import.text_forbidden", "applicant.name"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("why", "spoil", "code", "field"), BAD, ids=[bad[0] for bad in BAD])
def test_a_bad_record_is_named_and_nothing_of_it_stored(
    why: str, spoil: Callable[[dict[str, Any]], Any], code: str, field: str
) -> None:
    told: Any = record()
    answer = spoil(told)
    tally = imported(answer if isinstance(answer, list) and why == "no object" else told)
    assert [(reject.refusal.code, reject.refusal.field or "") for reject in tally.rejects] == [(code, field)]
    assert not Dossier.objects.exists()


@pytest.mark.django_db
def test_the_command_reports_lines_and_leaves_a_report_that_adds_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("haicap.config.commands.database.with_database", lambda work, _out: work())
    file = tmp_path / "old.jsonl"
    lines = [json.dumps(GOOD), "{broken", json.dumps(record(external_id="B", number=None, competent="0"))]
    file.write_text("\n".join(lines), "utf-8")
    assert run_command(["import", "dossiers", str(file), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["read"], told["imported"], told["rejected"]) == (3, 1, 2)
    assert [(reject["line"], reject["code"]) for reject in told["rejects"]] == [
        (2, "import.broken_line"),
        (3, "territory.unknown_unit"),
    ]
    words = ["report", "dossiers", "--unit", "25015", "--from", "2025-07-01", "--to", "2025-07-31", "--json"]
    assert run_command([*words, "--by", "field"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["figures"]["received"] == report["figures"]["settled_early"] == 1
    assert report["identities"][0]["holds"] and report["unexplained"] == 0
    assert [row["label"] for row in report["rows"]] == ["Hộ tịch"]


@pytest.mark.django_db
def test_our_counter_steps_over_numbers_that_came_with_a_dossier() -> None:
    first = record(external_id="1", number="H36.25015-250709-0007")
    second = record(external_id="2", number=None)
    assert imported(first, second).imported == 2
    assert Dossier.objects.get(external_id="2").number == "H36.25015-250709-0008"
    taken = imported(record(external_id="3", number="H36.25015-250709-0008"))
    assert [reject.refusal.code for reject in taken.rejects] == ["dossier.number_taken"]


@pytest.mark.django_db(transaction=True)
def test_the_words_of_an_import_are_sorted_into_the_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('dossiers_search')")
        batch.write([laid_out(replay(parse(record()), sha256="", now=NOW))])
        batch.file_words()
        cursor.execute("SELECT gin_clean_pending_list('dossiers_search')")
        assert cursor.fetchall() == [(0,)], "pages of words are still waiting"


@pytest.mark.django_db
def test_text_with_the_signs_of_the_carrying_format_arrives_as_it_was() -> None:
    note = 'một\\hai\nba \\t bốn \\N "năm"'
    told = [GOOD["events"][0], GOOD["events"][1] | {"note": note}]
    tally = imported(record(events=told, external_id="A\\17"))
    assert tally.imported == 1, tally.rejects
    assert Dossier.objects.get().external_id == "A\\17"
    assert JournalEntry.objects.get(seq=2).note == note
