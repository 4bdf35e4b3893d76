"""The tally says what the journal says: whatever is written in whatever way, on whatever day, figures are a recount."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from haicap.dossiers import api as dossiers
from haicap.dossiers.checks import LAWS
from haicap.dossiers.contract import Action, Channel, Deed, Figures, Period
from haicap.dossiers.models import DayTally
from haicap.dossiers.selectors.figures import GROUPS, count_figures
from haicap.dossiers.selectors.flows import FLOWS
from haicap.dossiers.selectors.roots import unit_code
from haicap.dossiers.services.importing.run import run
from haicap.kernel import clock
from haicap.organisation.contract import Role
from haicap.platform.checks.runner import run_laws
from haicap.territory.contract import UnitId
from tests.cast import DI_LINH, GIA_HIEP, cast, holder
from tests.dossiers.test_figures import NOW, told
from tests.dossiers.test_import import GOOD, imported, record
from tests.dossiers.test_walk import MORNING, birth
from tests.thorough import thorough

pytestmark = pytest.mark.django_db

KEYS = ("", *GROUPS)
_ENDS = ("returned", "refused", "stopped", "withdrawn", "void")
_OPEN = ("received", "in_process", "awaiting_applicant")


def history(dice: Random) -> None:
    """Imported in batches, told on by a second file, and acts of people, some of them dated back."""
    rows = told()
    half = [row | {"events": row["events"][: dice.randrange(1, len(row["events"]) + 1)]} for row in rows]
    assert run(list(enumerate(half, 1)), now=NOW).rejected == 0
    assert run(list(enumerate(rows, 1)), now=NOW, amending=True).rejected == 0
    people = cast()
    for _ in range(12):
        at = MORNING + timedelta(hours=dice.randrange(54))
        channel = dice.choice((Channel.COUNTER, Channel.POST))
        receipt = dossiers.receive(actor=people.receiver, intake=birth(channel=channel), at=at)
        out = Deed(Action.TRANSFER_OUT, to_unit=GIA_HIEP, reason="x")
        back = Deed(Action.TRANSFER_OUT, to_unit=DI_LINH, reason="x")
        ways = (
            [(people.specialist, Deed(Action.ASSIGN)), (people.head, out)],
            [
                (people.specialist, Deed(Action.ASSIGN)),
                (people.head, out),
                (people.stranger_specialist, Deed(Action.ASSIGN)),
                (holder(GIA_HIEP, Role.DIVISION_HEAD, field="Hộ tịch"), back),
            ],
            [(people.specialist, Deed(Action.ASSIGN)), (people.specialist, _ask())],
            [(people.receiver, Deed(Action.WITHDRAW, reason="x"))],
            [],
        )
        for actor, deed in dice.choice(ways):
            at += timedelta(minutes=dice.randrange(600))
            dossiers.act(actor=actor, dossier_id=receipt.id, deed=deed, at=at)


def _ask() -> Deed:
    return Deed(Action.ASK_SUPPLEMENT, reason="x")


def journal() -> Mapping[Any, list[dict[str, Any]]]:
    """Every dossier's entries with what the dossier is told apart by; plain SQL, nothing of ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT j.dossier_id, j.at, j.action, j.timeliness, j.status_after, j.unit_id, j.changes->>'due_at',
                 d.field, d.procedure_code, d.channel, j.changes
               FROM dossiers_journal j JOIN dossiers_dossier d ON d.id = j.dossier_id ORDER BY j.dossier_id, j.seq"""
        )
        names = (
            "id",
            "at",
            "action",
            "class",
            "status",
            "unit",
            "due",
            "field",
            "procedure",
            "channel",
            "changes",
        )
        stories: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        for row in cursor.fetchall():
            told = dict(zip(names, row, strict=True))
            stories[row[0]].append(told | {"changes": json.loads(told["changes"])})
    return stories


def recount(
    units: set[int], start: datetime, end: datetime, by: str, now: datetime
) -> dict[str, Counter[str]]:
    """What the figures of [start, end) told at `now` must be: loops over the stories."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for whole in journal().values():
        lies = {"officer": _last(whole, "holder_id", now), "step": _last(whole, "step_role", now)}
        story = [entry | lies for entry in whole if entry["at"] < now]
        for entry in story:
            if start <= entry["at"] < end and entry["unit"] in units:
                sums[_key(entry, by)].update(_flows(entry))
        for instant, closing in ((start, False), (end, True)):
            past = [entry for entry in story if entry["at"] < instant]
            if past and past[-1]["status"] in _OPEN and past[-1]["unit"] in units:
                due = datetime.fromisoformat([entry["due"] for entry in past if entry["due"]][-1])
                sums[_key(past[-1], by)][_stock(past[-1], due, instant) if closing else "carried_over"] += 1
    return sums


def _last(story: list[dict[str, Any]], name: str, now: datetime) -> Any:
    told = [entry["changes"][name] for entry in story if entry["at"] < now and name in entry["changes"]]
    return told[-1] if told else None


def _key(entry: Mapping[str, Any], by: str) -> str:
    return str(entry[by] or "") if by else ""


def _flows(entry: Mapping[str, Any]) -> list[str]:
    named = {"received", "transferred_in", "transferred_out", *_ENDS}
    settled = [f"settled_{entry['class']}"] if entry["class"] else []
    return settled + ([entry["action"]] if entry["action"] in named else [])


def _stock(entry: Mapping[str, Any], due: datetime, instant: datetime) -> str:
    if entry["status"] == "awaiting_applicant":
        return "awaiting_applicant"
    return "in_process_overdue" if due < instant else "in_process_within"


@pytest.mark.parametrize("seed", [1, *thorough(2)])
def test_figures_by_every_key_are_a_recount_of_the_journal(seed: int) -> None:
    """As of any moment of any day too, also one before the last entries."""
    dice = Random(seed)
    with clock.at(NOW):
        history(dice)
    units = sorted({entry["unit"] for story in journal().values() for entry in story})
    for _ in range(25):
        asked = dice.sample(units, dice.randrange(1, len(units) + 1))
        first = date(2025, 12, 1) + timedelta(days=dice.randrange(94))
        period = Period(first, first + timedelta(days=dice.randrange(40)))
        now = NOW - timedelta(seconds=dice.randrange(40 * 86_400)) if dice.random() < 0.7 else NOW
        by = dice.sample(KEYS, dice.randrange(1, len(KEYS) + 1))
        found = count_figures(
            provinces=["68"], units=[UnitId(unit) for unit in asked], period=period, now=now, by=by
        )
        start = datetime.combine(period.start, datetime.min.time(), clock.VIETNAM)
        over = datetime.combine(period.end, datetime.min.time(), clock.VIETNAM) + timedelta(days=1)
        start, end = min(start, now), max(min(start, now), min(over, now))
        for each in by:
            said = {row.key: Counter(asdict(row.figures)) for row in found[each]}
            assert _told(said) == _told(recount(set(asked), start, end, each, now)), (
                each,
                asked,
                period,
                now,
            )


def _told(sums: Mapping[str, Counter[str]]) -> dict[str, Counter[str]]:
    return {key: +counts for key, counts in sums.items() if +counts}


def test_the_law_holds_on_every_history_and_the_tally_counts_the_measures_of_figures() -> None:
    with clock.at(NOW):
        history(Random(3))
        assert _findings(full=True) == _findings(full=False) == []
    assert set(DayTally.objects.values_list("figure", flat=True)) <= set(FLOWS) < set(asdict(Figures()))


def _findings(*, full: bool) -> list[Any]:
    law = [law for law in LAWS if law.id == "I-C4"]
    return [finding for verdict in run_laws(law, full=full) for finding in verdict.findings]


SILENT = ("ALTER TABLE dossiers_tally DISABLE TRIGGER USER", "ALTER TABLE dossiers_tally ENABLE TRIGGER USER")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE dossiers_tally SET entries = entries + 1", "received: 2 in the tally, 1 in the journal"),
        ("UPDATE dossiers_tally SET entries = 0", "received: 0 in the tally, 1 in the journal"),
        ("DELETE FROM dossiers_tally", "received: 0 in the tally, 1 in the journal"),
    ],
)
def test_the_law_names_unit_day_and_measure_that_somebody_wrote_by_hand(statement: str, said: str) -> None:
    with clock.at(MORNING):
        people = cast()
        dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
        with connection.cursor() as cursor:
            for each in ("SET CONSTRAINTS ALL IMMEDIATE", SILENT[0], statement, SILENT[1]):
                cursor.execute(each)
        for full in (True, False):
            (finding,) = _findings(full=full)
            assert finding.unit == unit_code(people.receiver.unit_id)
            assert finding.row == "2026-03-02 1.001193 (Hộ tịch), counter, province 68"
            assert finding.words == said


def test_the_law_names_what_was_not_counted() -> None:
    with clock.at(NOW):
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE dossiers_journal DISABLE TRIGGER dossiers_journal_tally")
        dossiers.receive(actor=cast().receiver, intake=birth(), at=MORNING)
        assert [(finding.row[:10], finding.words) for finding in _findings(full=True)] == [
            ("2026-03-02", "received: 0 in the tally, 1 in the journal"),
        ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossiers_tally SET entries = entries + 1",
        "DELETE FROM dossiers_tally",
        "TRUNCATE dossiers_tally",
        "INSERT INTO dossiers_tally SELECT unit_id, day - 1, figure, procedure_code, field, channel, "
        "received_by_id, province, 1 FROM dossiers_tally",
    ],
)
def test_nobody_writes_the_tally_by_hand(statement: str) -> None:
    imported(GOOD)
    with (
        pytest.raises(IntegrityError, match="dossiers_tally is not allowed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_day_is_counted_in_the_transaction_of_its_entries() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        imported(record())
        assert DayTally.objects.count() == 2
        raise ZeroDivisionError
    assert not DayTally.objects.exists()
