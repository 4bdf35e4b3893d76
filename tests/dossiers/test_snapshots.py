"""A snapshot by heads of chains is one instant: figures recorded up to it are the same whenever they are read again."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import date, datetime, timedelta
from random import Random
from threading import Event

import pytest
from django.db import connection

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, FigureRow, Figures, Head, Part, Period
from haicap.dossiers.models import JournalEntry
from haicap.dossiers.selectors.figures import count_figures
from haicap.dossiers.services.importing.run import run
from haicap.kernel import clock
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyId, Role
from haicap.territory import api as territory
from haicap.territory.contract import UnitId
from tests.cast import DI_LINH, GIA_HIEP, PROVINCE, cast, holder
from tests.dossiers.test_figures import NOW, told
from tests.dossiers.test_import import GOOD, imported, record
from tests.dossiers.test_tally import history
from tests.dossiers.test_walk import MORNING, birth
from tests.thorough import thorough

KEYS = ("", "unit", "field", "procedure", "channel")
TODAY = Period(MORNING.date(), MORNING.date())


def all_units() -> list[UnitId]:
    return [
        UnitId(unit)
        for unit in JournalEntry.objects.order_by("unit").values_list("unit", flat=True).distinct()
    ]


def parts(units: Iterable[UnitId]) -> list[Part]:
    return [Part(head) for head in dossiers.snapshot(units)]


def recorded_until(
    taken: Iterable[Part], period: Period, by: Sequence[str] = ("",)
) -> dict[str, tuple[FigureRow, ...]]:
    """The rows up to the heads counted as `figures_by` gives figures: by key, in its order."""
    counted: dict[str, dict[str, Counter[str]]] = {each: defaultdict(Counter) for each in by}
    for row in dossiers.rows_recorded(taken, period):
        keys = {"": "", "unit": str(row.unit_id), "field": row.field, "procedure": row.procedure}
        keys["channel"] = row.channel.value
        for each, groups in counted.items():
            groups[keys[each]][row.figure] += 1
    return {
        each: tuple(FigureRow(key, key, Figures(**told)) for key, told in sorted(groups.items()))
        or (FigureRow("", "", Figures()),)
        for each, groups in counted.items()
    }


def plain(rows: Iterable[FigureRow]) -> dict[str, dict[str, int]]:
    said = {row.key: asdict(row.figures) for row in rows}
    return {key: figures for key, figures in said.items() if any(figures.values())}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, *thorough(2)])
def test_on_a_quiet_database_they_are_the_figures_of_the_live_report(seed: int) -> None:
    dice = Random(seed)
    with clock.at(NOW):
        history(dice)
    units = all_units()
    for _ in range(25):
        asked = dice.sample(units, dice.randrange(1, len(units) + 1))
        first = date(2025, 12, 1) + timedelta(days=dice.randrange(94))
        period = Period(
            first, min(first + timedelta(days=dice.randrange(40)), NOW.date() - timedelta(days=1))
        )
        live = count_figures(provinces=[PROVINCE], units=asked, period=period, now=NOW, by=KEYS)
        recorded = recorded_until(parts(asked), period, KEYS)
        for by in KEYS:
            assert plain(recorded[by]) == plain(live[by]), (by, asked, period)
        assert all(row.figures.came_in == row.figures.accounted_for for row in recorded["unit"])


@pytest.mark.django_db
def test_a_snapshot_does_not_see_what_was_written_later_about_its_days() -> None:
    rows = told()
    half = [row | {"events": row["events"][: 1 + index % 2]} for index, row in enumerate(rows)]
    period = Period(date(2025, 12, 10), date(2026, 1, 20))
    with clock.at(NOW):
        assert run(list(enumerate(half, 1)), now=NOW).rejected == 0
        units = all_units()
        taken = parts(units)
        before = recorded_until(taken, period, KEYS)
        behind = list(dossiers.rows_recorded(taken, period))
        assert run(list(enumerate(rows, 1)), now=NOW, amending=True).rejected == 0
    assert recorded_until(taken, period, KEYS) == before
    assert list(dossiers.rows_recorded(taken, period)) == behind
    assert recorded_until(parts(units), period, KEYS) != before
    end = datetime.combine(period.end + timedelta(days=1), datetime.min.time(), clock.VIETNAM)
    since = {part.head.unit_id: part.head.seq for part in taken}
    late = dossiers.entries_after(parts(units), since, end)
    later = [
        entry
        for entry in JournalEntry.objects.order_by("unit", "chain_seq")
        if entry.chain_seq > since[entry.unit_id]
    ]
    assert [(each.unit_id, each.link) for each in late] == [
        (entry.unit_id, entry.chain_seq) for entry in later if entry.at < end
    ]
    assert late and len(late) < len(later)
    assert dossiers.entries_after(taken, since, end) == ()
    assert {each.figure for each in late} >= {"", "settled_early"}


@pytest.mark.django_db
def test_a_department_is_counted_by_its_own_entries_of_the_province_s_chain() -> None:
    people, at = cast(), MORNING
    receipt = dossiers.receive(actor=people.receiver, intake=birth(), at=at)
    unit = territory.require_unit(DI_LINH, at.date()).unit_id
    committee = organisation.committee_of_unit(unit).id
    (head,) = dossiers.snapshot([unit])
    mine = Part(head, frozenset({committee}))
    others = Part(head, frozenset({AgencyId(committee + 1)}))
    assert recorded_until([mine], TODAY)[""][0].figures.received == 1
    (row,) = recorded_until([others], TODAY)[""]
    assert not any(asdict(row.figures).values())
    (received, stock) = sorted(
        dossiers.rows_recorded([mine], TODAY), key=lambda row: row.figure, reverse=True
    )
    assert (received.dossier, received.number, received.figure, received.link) == (
        receipt.id,
        receipt.number,
        "received",
        1,
    )
    assert stock.figure == "in_process_overdue"  # a same-day matter, at midnight


@pytest.mark.django_db
def test_a_due_moment_laid_down_on_another_chain_classes_what_came_over() -> None:
    people = cast()
    receipt = dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
    dossiers.act(
        actor=people.chair,
        dossier_id=receipt.id,
        deed=Deed(Action.TRANSFER_OUT, to_unit=GIA_HIEP, reason="x"),
        at=MORNING + timedelta(hours=1),
    )
    there = territory.require_unit(GIA_HIEP, MORNING.date()).unit_id
    late = Period(MORNING.date(), receipt.due_at.date() + timedelta(days=9))
    (row,) = recorded_until(parts([there]), late)[""]
    assert (row.figures.transferred_in, row.figures.in_process_overdue) == (1, 1)


@pytest.mark.django_db
def test_heads_that_the_journal_does_not_have_are_named() -> None:
    dossiers.receive(actor=cast().receiver, intake=birth(), at=MORNING)
    unit = territory.require_unit(DI_LINH, MORNING.date()).unit_id
    other = territory.require_unit(GIA_HIEP, MORNING.date()).unit_id
    heads = dossiers.snapshot([unit, other])
    assert {head.unit_id: head.seq for head in heads} == {unit: 1, other: 0}
    assert dossiers.broken_heads(heads) == ()
    forged = [Head(unit, 1, "00" * 32), Head(other, 3, heads[0].hash)]
    assert {head.unit_id for head in dossiers.broken_heads(forged)} == {unit, other}


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_under_four_writers_is_one_instant() -> None:
    """Each chain up to its head is whole and committed: figures add up at once, and are the same when all is over."""
    people, stop = cast(), Event()
    chair, other = people.chair, holder(GIA_HIEP, Role.CHAIR)
    started = [Event() for _ in range(4)]

    def write(place: int) -> None:
        try:
            mine, unit, to = ((people.receiver, DI_LINH, GIA_HIEP), (people.stranger, GIA_HIEP, DI_LINH))[
                place % 2
            ]
            while not stop.is_set():
                receipt = dossiers.receive(actor=mine, intake=birth(competent=unit), at=MORNING)
                deed = Deed(Action.TRANSFER_OUT, to_unit=to, reason="x")
                dossiers.act(actor=(chair, other)[place % 2], dossier_id=receipt.id, deed=deed, at=MORNING)
                started[place].set()
        finally:
            connection.close()

    units = [territory.require_unit(code, MORNING.date()).unit_id for code in (DI_LINH, GIA_HIEP)]
    taken = []
    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(write, place) for place in range(4)]
        assert all(each.wait(20) for each in started)
        for _ in range(5):
            heads = parts(units)
            taken.append((heads, recorded_until(heads, TODAY, ("", "unit"))))
        stop.set()
        for each in writing:
            each.result()
    assert [heads for heads, _ in taken] != [taken[0][0]] * 5  # they did write meanwhile
    for heads, told_then in taken:
        assert recorded_until(heads, TODAY, ("", "unit")) == told_then
        (both,) = told_then[""]
        assert all(row.figures.came_in == row.figures.accounted_for for row in (both, *told_then["unit"]))
        entries = sum(part.head.seq for part in heads)
        assert both.figures.received + both.figures.transferred_in + both.figures.transferred_out == entries
    assert dossiers.broken_heads([part.head for heads, _ in taken for part in heads]) == ()


@pytest.mark.django_db
def test_a_late_import_is_an_entry_after_the_snapshot() -> None:
    with clock.at(NOW):
        unit = territory.require_unit(GOOD["competent"], NOW.date()).unit_id
        taken = parts([unit])
        imported(record())
    late = dossiers.entries_after(parts([unit]), {unit: taken[0].head.seq}, NOW)
    assert late[0].figure == "received" and late[0].recorded_at > late[0].at
    assert dossiers.entries_after(parts([unit]), {}, NOW) == ()
