"""`haicap report` is a recount of the journal in plain SQL, for any unit, period, view, key and instant."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection

from haicap.config.cli import _run as run_command
from haicap.dossiers import api as dossiers
from haicap.dossiers.checks import LAWS
from haicap.dossiers.contract import Action, Deed, Figures, ListFilter, Period, Status, View
from haicap.dossiers.domain.acts import Entry, Place
from haicap.dossiers.models import DayTally, ledger
from haicap.dossiers.services.recounting import BY_CALENDAR
from haicap.kernel import clock
from haicap.kernel.console import UsageError
from haicap.organisation import api as organisation
from haicap.platform.checks.runner import run_laws
from haicap.territory import api as territory
from haicap.territory.contract import UnitStateId
from tests.cast import DI_LINH, GIA_HIEP, PROVINCE, cast
from tests.dossiers.test_figures import NOW
from tests.dossiers.test_past import pages
from tests.dossiers.test_successors import merge
from tests.dossiers.test_tally import history
from tests.dossiers.test_walk import MORNING, birth

pytestmark = pytest.mark.django_db

MERGED, HEIR = "22924", DI_LINH
CHOICES = 500

# every dossier's entries before the moment of telling, with what it is told apart by: whose it was at each of them
_TOLD = """
WITH entry AS (
  SELECT j.dossier_id, j.seq, j.at, j.action, j.timeliness, j.status_after, j.changes, d.field, d.channel,
    d.procedure_code AS procedure,
    CASE WHEN %(view)s = 'received' THEN a.unit_id ELSE j.unit_id END AS unit
  FROM dossiers_journal j JOIN dossiers_dossier d ON d.id = j.dossier_id
  JOIN organisation_agency a ON a.id = d.received_by_id WHERE j.at < %(now)s
), known AS (
  SELECT e.dossier_id, (SELECT n.changes->>'holder_id' FROM entry n WHERE n.dossier_id = e.dossier_id
      AND n.changes ? 'holder_id' ORDER BY n.seq DESC LIMIT 1) AS officer,
    (SELECT n.changes->>'step_role' FROM entry n WHERE n.dossier_id = e.dossier_id AND n.changes ? 'step_role'
      ORDER BY n.seq DESC LIMIT 1) AS step
  FROM entry e WHERE e.seq = 1
), stock AS (
  SELECT s.instant, e.*, (SELECT (n.changes->>'due_at')::timestamptz FROM entry n
      WHERE n.dossier_id = e.dossier_id AND n.seq <= e.seq AND n.changes ? 'due_at' ORDER BY n.seq DESC LIMIT 1) AS due
  FROM (VALUES ('start', %(start)s), ('end', %(end)s)) s (instant, at) CROSS JOIN LATERAL (
    SELECT DISTINCT ON (dossier_id) * FROM entry WHERE entry.at < s.at ORDER BY dossier_id, seq DESC) e
  WHERE e.status_after IN ('received', 'in_process', 'awaiting_applicant')
), counted AS (
  SELECT dossier_id, unit, field, channel, procedure, CASE WHEN instant = 'start' THEN 'carried_over'
    WHEN status_after = 'awaiting_applicant' THEN 'awaiting_applicant'
    WHEN due < %(end)s THEN 'in_process_overdue' ELSE 'in_process_within' END AS figure FROM stock
  UNION ALL
  SELECT dossier_id, unit, field, channel, procedure, 'settled_' || timeliness FROM entry
  WHERE at >= %(start)s AND at < %(end)s AND timeliness <> ''
  UNION ALL
  SELECT dossier_id, unit, field, channel, procedure, action FROM entry
  WHERE at >= %(start)s AND at < %(end)s AND
    action IN ('received', 'returned', 'refused', 'stopped', 'withdrawn', 'void')
  UNION ALL
  SELECT dossier_id, unit, field, channel, procedure, action FROM entry
  WHERE at >= %(start)s AND at < %(end)s AND action IN ('transferred_in', 'transferred_out') AND %(view)s = 'competent'
)
SELECT coalesce({key}::text, ''), figure, count(*) FROM counted JOIN known USING (dossier_id)
WHERE unit = ANY(%(units)s) GROUP BY 1, 2 ORDER BY 1, 2"""


def recount(by: str, **asked: Any) -> dict[str, Counter[str]]:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    with connection.cursor() as cursor:
        cursor.execute(_TOLD.format(key=by or "''"), asked)
        for key, figure, entries in cursor.fetchall():
            sums[key][figure] += entries
    return sums


def world(dice: Random) -> None:
    """Imports (also amended), acts dated back, transfers, supplements, voids; one unit has been merged."""
    history(dice)
    people = cast()
    for _ in range(6):
        at = MORNING + timedelta(minutes=dice.randrange(2000))
        made = dossiers.receive(actor=people.receiver, intake=birth(), at=at)
        end = Deed(dice.choice((Action.VOID, Action.WITHDRAW, Action.RETURN)), reason="x")
        dossiers.act(actor=people.receiver, dossier_id=made.id, deed=end, at=at + timedelta(minutes=30))
    merge(MERGED, HEIR, on=date(2026, 2, 16))


def periods(dice: Random) -> Period:
    """Of any length, of a day, of days before the first dossier or still to come, ending within today."""
    first = date(2025, 11, 20) + timedelta(days=dice.randrange(115))
    last = first + timedelta(days=dice.choice((0, 0, 6, 27, 89)))
    kind = dice.random()
    if kind < 0.15:
        return Period(min(first, NOW.date()), NOW.date())
    years = timedelta(days=730 if kind < 0.2 else 0)
    return Period(first - years, last - years)


def instants(dice: Random, period: Period) -> tuple[datetime, datetime, datetime]:
    """The moment of telling, start and end of what of the period was over by then."""
    now = NOW if dice.random() < 0.5 else NOW - timedelta(seconds=dice.randrange(100 * 86_400))
    start = datetime.combine(period.start, datetime.min.time(), clock.VIETNAM)
    end = datetime.combine(period.end, datetime.min.time(), clock.VIETNAM) + timedelta(days=1)
    return now, min(start, now), min(end, now)


def _nonzero(figures: Mapping[str, int]) -> dict[str, int]:
    return {name: value for name, value in figures.items() if value}


def _sum(counted: Mapping[str, Counter[str]]) -> Counter[str]:
    return sum(counted.values(), Counter())


def test_the_report_is_a_recount_of_the_journal_whatever_is_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("haicap.config.commands.database.with_database", lambda work, _out: work())
    dice, told = Random(2026), Counter[str]()
    with clock.at(NOW):
        world(dice)
        ids = {code: territory.require_unit(code, NOW.date()).unit_id for code in (HEIR, GIA_HIEP, MERGED)}
        province = territory.require_unit(PROVINCE, NOW.date()).unit_id
        codes = {str(unit): code for code, unit in ids.items()} | {str(province): PROVINCE}
        units = {code: [unit] for code, unit in ids.items()}
        units[HEIR] = [ids[HEIR], ids[MERGED]]
        units[PROVINCE] = [*ids.values(), province]
        for _ in range(CHOICES):
            code, view = dice.choice(sorted(units)), dice.choice(list(View))
            by = dice.choice(("", "unit", "field", "procedure", "channel", "officer", "step"))
            period = periods(dice)
            now, start, end = instants(dice, period)
            place = "--province" if code == PROVINCE else "--unit"
            words = [
                place,
                code,
                "--from",
                str(period.start),
                "--to",
                str(period.end),
                "--view",
                view,
                "--json",
            ]
            words += ["--by", by] if by else []
            words += ["--as-of", now.isoformat()] if now != NOW else []
            assert run_command(["report", "dossiers", *words]) == 0, words
            report = json.loads(capsys.readouterr().out)
            found = recount(by, units=units[code], view=view, now=now, start=start, end=end)
            assert _nonzero(report["figures"]) == _nonzero(_sum(found)), words
            if by == "unit":
                found = _heirs(found, codes, code)
            rows = {row["key"]: _nonzero(row["figures"]) for row in report.get("rows", ())}
            if by:
                assert {key: row for key, row in rows.items() if row} == found, words
            told.update(_sum(found))
    assert set(told) >= set(Figures.__dataclass_fields__) - {"refused", "stopped", "returned"}
    assert all(told[name] > 20 for name in ("transferred_in", "void", "withdrawn", "awaiting_applicant"))


def _heirs(
    found: Mapping[str, Counter[str]], codes: Mapping[str, str], asked: str
) -> dict[str, Counter[str]]:
    """By code; what the merged unit left counts for its heir, where that is asked for (the map still has both)."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for key, counted in found.items():
        sums[HEIR if asked == HEIR else codes[key]].update(counted)
    return sums


def test_both_views_count_each_dossier_of_the_province_once() -> None:
    with clock.at(NOW):
        world(Random(7))
        leader = cast().leader
        units = [card.unit_id for card in territory.communes_of(PROVINCE, NOW.date())]
        told = {
            view: dossiers.figures_by(
                actor=leader,
                units=[*units, leader.unit_id],
                period=Period(date(2025, 12, 1), NOW.date()),
                now=NOW,
                by=("", "unit"),
                view=view,
            )
            for view in View
        }
        came = [told[view][""][0].figures for view in View]
        assert came[0].received == came[1].received > 300
        assert came[0].settled == came[1].settled and came[0].still_open == came[1].still_open
        assert came[0].transferred_in == came[0].transferred_out > 0
        assert came[1].transferred_in == came[1].transferred_out == 0
        rows = [{row.key: row.figures.received for row in told[view]["unit"]} for view in View]
        assert rows[0] != rows[1] and sum(rows[0].values()) == sum(rows[1].values())


@pytest.mark.parametrize("view", View)
def test_every_figure_of_a_view_opens_its_rows(view: View) -> None:
    with clock.at(NOW):
        world(Random(8))
        period, leader = Period(date(2026, 1, 5), NOW.date()), cast().leader
        unit = territory.require_unit(HEIR, NOW.date()).unit_id
        (row,) = dossiers.figures(actor=leader, units=[unit], period=period, now=NOW, view=view)
        opened = 0
        for name in Figures.__dataclass_fields__:
            asked = ListFilter(unit=HEIR, view=view, figures=frozenset({name}), period=period)
            cards = pages(leader, asked)
            assert len(cards) == getattr(row.figures, name), name
            assert dossiers.count(actor=leader, filter=asked, now=NOW) == len(cards)
            opened += len(cards)
        assert opened > 100
        came = ListFilter(unit=HEIR, view=view)
        whose = {
            card.received_by if view is View.RECEIVED else card.competent for card in pages(leader, came)
        }
        assert {card.unit_id for card in _cards(whose)} <= {
            unit,
            territory.require_unit(MERGED, NOW.date()).unit_id,
        }


def _cards(agencies: set[Any]) -> list[Any]:
    return [organisation.agency(agency) for agency in agencies]


def test_the_laws_prove_both_views_and_name_a_counter_that_was_counted_wrongly() -> None:
    with clock.at(NOW):
        world(Random(9))
        laws = [law for law in LAWS if law.id in {"I-C1", "I-C4"}]
        assert [each for verdict in run_laws(laws, full=True) for each in verdict.findings] == []
        with connection.cursor() as cursor:
            for words in (
                "SET CONSTRAINTS ALL IMMEDIATE",
                "ALTER TABLE dossiers_tally DISABLE TRIGGER USER",
                """UPDATE dossiers_tally SET received_by_id = (SELECT max(id) FROM organisation_agency) WHERE ctid = (
                   SELECT ctid FROM dossiers_tally WHERE figure = 'received' ORDER BY entries, ctid LIMIT 1)""",
                "ALTER TABLE dossiers_tally ENABLE TRIGGER USER",
            ):
                cursor.execute(words)
        found = {
            verdict.law.id: [each.words for each in verdict.findings] for verdict in run_laws(laws, full=True)
        }
        assert any(words.endswith("by who received") for words in found["I-C1"])
        assert len(found["I-C4"]) == 2 and DayTally.objects.exists()


def test_a_deadline_counted_anew_and_back_again_was_another_in_between() -> None:
    """The row says nothing of it any more; only its journal does."""
    with clock.at(NOW):
        people = cast()
        made = dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
        due = dossiers.open_file(actor=people.receiver, dossier_id=made.id).card.due_at
        unit = people.receiver.unit_id
        place = Place(organisation.committee_of_unit(unit).id, unit, UnitStateId(0))
        for seq, moment in ((2, MORNING + timedelta(hours=1)), (3, due)):
            at = MORNING + timedelta(hours=2 * seq)
            told = {"due_at": moment, "last_at": at, "status": Status.RECEIVED}
            entry = Entry(seq, Action.RECOUNT, Status.RECEIVED, Status.RECEIVED, at, place, told)
            assert ledger.append(dossier_id=made.id, province=PROVINCE, entry=entry, by=BY_CALENDAR)
        day = Period(MORNING.date(), MORNING.date())
        for hours, name in ((3, "within"), (5, "overdue"), (7, "within")):
            now = MORNING + timedelta(hours=hours)
            (row,) = dossiers.figures(
                actor=people.leader, units=[people.receiver.unit_id], period=day, now=now
            )
            assert getattr(row.figures, f"in_process_{name}") == row.figures.came_in == 1
            asked = ListFilter(as_of=now, overdue=name == "overdue")
            assert [card.id for card in pages(people.leader, asked)] == [made.id]


def test_the_future_is_refused_by_name_and_before_the_first_dossier_all_is_nought(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("haicap.config.commands.database.with_database", lambda work, _out: work())
    words = ["report", "dossiers", "--unit", DI_LINH, "--from", "2026-01-01", "--to", "2026-01-31"]
    with clock.at(NOW):
        history(Random(1))
        for unfit, said in (("2026-03-05", "chưa đến"), ("mai", "không phải là một ngày")):
            with pytest.raises(UsageError, match=said):
                run_command([*words, "--as-of", unfit])
        assert run_command([*words, "--as-of", "2001-01-01", "--map", "today", "--json"]) == 0
        report = json.loads(capsys.readouterr().out)
        assert set(report["figures"].values()) == {0} and report["as_of"] == "2001-01-02T00:00:00+07:00"
