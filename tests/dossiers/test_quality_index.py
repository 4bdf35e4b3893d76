"""The index's own classes equal a slow count in Python over a random world, and each of its numbers opens its rows."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from random import Random
from typing import Any

import pytest

from haicap.documents import api as documents
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import (
    QUALITY_LISTS,
    Action,
    ComponentState,
    Deed,
    ListFilter,
    Period,
    QualityCounts,
    Status,
)
from haicap.dossiers.models import Dossier, JournalEntry
from haicap.dossiers.services.importing.run import run
from haicap.kernel import clock
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.territory import api as territory
from tests.cast import DI_LINH, PROVINCE, cast
from tests.documents.corpus import pdf
from tests.dossiers.test_figures import NOW, told
from tests.dossiers.test_walk import MORNING, birth
from tests.thorough import thorough

CODES = ("25000", "25015", "22924")
_MOVES = (
    *("supplement_requested",) * 6, *("suspended",) * 2, "transferred", *("resolved",) * 3,
    "returned", "refused", "stopped", "withdrawn", "void",
)  # fmt: skip
_ENDS = ("returned", "refused", "stopped", "withdrawn", "void")
_ENDED = {Status.RESULT_READY, Status.RETURNED, Status.REFUSED, Status.STOPPED, Status.WITHDRAWN}


def histories(dice: Random) -> list[dict[str, Any]]:
    """Records with what the simulated world does not do: several requests, unanswered ones, ends out of a stop."""
    rows = []
    for row in told()[:260]:
        first = row["events"][0]
        events, at, waits = [first], datetime.fromisoformat(first["at"]), ""
        place = row["competent"]
        for _ in range(dice.randrange(8)):
            at += timedelta(hours=dice.choice((2, 20, 70, 200)), minutes=dice.randrange(60))
            if at >= NOW:
                break
            kind = dice.choice(_answers(waits) if waits else _MOVES)
            event = {"type": kind, "at": at.isoformat()}
            if kind in {"supplement_requested", "suspended", "transferred", *_ENDS}:
                event["reason"] = "theo quy định"
            if kind == "transferred":
                place = event["to"] = dice.choice([code for code in CODES if code != place])
            waits = (
                kind
                if kind in {"supplement_requested", "suspended"}
                else waits
                if kind == "transferred"
                else ""
            )
            events.append(event)
            if kind in {"resolved", *_ENDS}:
                break
        rows.append(row | {"events": events, "due_at": None, "channel": dice.choice(("counter", "online"))})
    return rows


def _answers(waits: str) -> tuple[str, ...]:
    answer = "supplemented" if waits == "supplement_requested" else "resumed"
    return (answer, answer, answer, "withdrawn", "stopped", "returned", "transferred")


def recount(unit: int, start: datetime, end: datetime) -> Counter[str]:
    """Every journal folded by hand up to the end of the period; nothing of the counted tables but their entries."""
    counted: Counter[str] = Counter()
    rows = JournalEntry.objects.order_by("dossier", "seq")
    for _dossier, entries in groupby(rows, key=lambda entry: entry.dossier_id):
        counted.update(_judged([entry for entry in entries if entry.at < end], unit, start, end))
    return counted


def _judged(entries: list[JournalEntry], unit: int, start: datetime, end: datetime) -> Iterator[str]:
    for entry in entries:
        if entry.action == Action.RECEIVE and entry.unit_id == unit and entry.at >= start:
            yield "filed"
    if not entries or entries[-1].unit_id != unit or entries[-1].status_after == Status.VOID:
        return
    asked = sum(entry.action == Action.ASK_SUPPLEMENT for entry in entries)
    due = [datetime.fromisoformat(each.changes["due_at"]) for each in entries if "due_at" in each.changes][-1]
    ends = next((entry for entry in entries if entry.status_after in _ENDED), None)
    if ends and ends.at >= start and ends.status_after == Status.RESULT_READY:
        yield "settled"
    at, is_in = _end_of(entries, ends, asked=asked, due=due, start=start, end=end)
    if is_in:
        yield "late" if asked > 1 or at > due else "timely"


def _end_of(
    entries: list[JournalEntry],
    ends: JournalEntry | None,
    *,
    asked: int,
    due: datetime,
    start: datetime,
    end: datetime,
) -> tuple[datetime, bool]:
    """The moment a dossier is measured by, and whether the period judges it."""
    held = next((e for e in reversed(entries) if e.action in {Action.ASK_SUPPLEMENT, Action.SUSPEND}), None)
    before = ends.status_before if ends else entries[-1].status_after
    stands = held if before == Status.AWAITING_APPLICANT else None
    unanswered = stands is not None and stands.action == Action.ASK_SUPPLEMENT and asked == 1
    at = stands.at if stands else ends.at if ends else end
    if ends:
        return at, ends.at >= start and (not unanswered or at >= start)
    return at, asked > 1 or (at >= start if unanswered else at > due)


@pytest.fixture
def province() -> Actor:
    return organisation.system_actor(PROVINCE, "test")


def bounds(period: Period) -> tuple[datetime, datetime]:
    start = datetime.combine(period.start, datetime.min.time(), clock.VIETNAM)
    end = datetime.combine(period.end, datetime.min.time(), clock.VIETNAM) + timedelta(days=1)
    return start, max(start, min(end, NOW))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, *thorough(2)])
def test_the_index_equals_a_slow_count_and_each_number_opens_its_rows(seed: int, province: Actor) -> None:
    dice = Random(seed)
    with clock.at(NOW):
        tally = run(list(enumerate(histories(dice), 1)), now=NOW)
        assert tally.rejected == 0, tally.rejects[:3]
        cards = [territory.require_unit(code, NOW.date()) for code in CODES]
        seen: Counter[str] = Counter()
        for _ in range(12):
            first = date(2025, 12, 1) + timedelta(days=dice.randrange(80))
            period = Period(first, first + timedelta(days=dice.randrange(40)))
            found = dossiers.quality_by_unit(
                actor=province, units=[card.unit_id for card in cards], period=period, now=NOW
            )
            for card in cards:
                expected = recount(card.unit_id, *bounds(period))
                mine = found[card.unit_id]
                assert {name: getattr(mine, name) for name in ("filed", "timely", "late", "settled")} == {
                    name: expected[name] for name in ("filed", "timely", "late", "settled")
                }, (card.code, period)
                seen.update(expected)
            card = dice.choice(cards)
            _opens(province, found[card.unit_id], ListFilter(unit=card.code, period=period))
        assert seen["timely"] > 50 and seen["late"] > 50


def _opens(actor: Actor, counts: QualityCounts, base: ListFilter) -> None:
    """Every count is the length of its list."""
    told = _by_list(counts)
    for name in QUALITY_LISTS:
        asked = ListFilter(unit=base.unit, period=base.period, quality=name)
        assert dossiers.count(actor=actor, filter=asked, now=NOW) == told[name], name


def _by_list(counts: QualityCounts) -> Mapping[str, int]:
    return {
        **asdict(counts),
        "judged": counts.judged,
        "not_electronic": counts.settled - counts.electronic,
        "not_digitised": counts.settled - counts.digitised,
    }


@pytest.mark.django_db
def test_online_filings_are_counted_by_unit_and_by_body(province: Actor) -> None:
    with clock.at(NOW):
        run(list(enumerate(histories(Random(7)), 1)), now=NOW)
    card = territory.require_unit("25000", NOW.date())
    period = Period(date(2025, 12, 1), NOW.date())
    mine = dossiers.quality_by_unit(actor=province, units=[card.unit_id], period=period, now=NOW)[
        card.unit_id
    ]
    received = JournalEntry.objects.filter(unit_id=card.unit_id, action=Action.RECEIVE).values("dossier")
    assert mine.filed_online == Dossier.objects.filter(pk__in=received, channel="online").count() > 0
    bodies = dossiers.quality_by_body(actor=province, unit=card.unit_id, period=period, now=NOW)
    ((body, theirs),) = bodies.items()
    assert theirs == mine
    for name, expected in _by_list(theirs).items():
        asked = ListFilter(unit=card.code, period=period, quality=name, body=body)
        assert dossiers.count(actor=province, filter=asked, now=NOW) == expected, name


@pytest.mark.django_db
def test_a_result_with_a_file_is_electronic_and_with_scans_digitised(province: Actor) -> None:
    settled(with_result=False, with_scan=True)
    settled(with_result=True, with_scan=False)
    settled(with_result=True, with_scan=True)
    unit, period = territory.require_unit(DI_LINH, MORNING.date()), Period(MORNING.date(), MORNING.date())
    later = MORNING + timedelta(hours=8)
    counts = dossiers.quality_by_unit(actor=province, units=[unit.unit_id], period=period, now=later)[
        unit.unit_id
    ]
    assert (counts.settled, counts.electronic, counts.digitised, counts.timely) == (3, 2, 1, 3)
    for name, expected in _by_list(counts).items():
        asked = ListFilter(unit=DI_LINH, period=period, quality=name)
        assert dossiers.count(actor=province, filter=asked, now=later) == expected, name


def settled(*, with_result: bool, with_scan: bool) -> None:
    """A birth registration from the counter to its result."""
    people, intake = cast(), birth()
    if with_scan:
        scan = documents.store(pdf(), "giay.pdf", actor=people.receiver, at=MORNING)
        first, *others = intake.components
        first = replace(first, state=ComponentState.SCANNED, files=(scan.id,))
        intake = replace(intake, components=(first, *others))
    receipt = dossiers.receive(actor=people.receiver, intake=intake, at=MORNING)
    result = (
        documents.store(pdf(b"<<>>"), "ket-qua.pdf", actor=people.specialist, at=MORNING).id
        if with_result
        else None
    )
    turns = {"specialist": people.specialist, "division_head": people.head, "chair": people.chair}
    dossiers.act(actor=people.specialist, dossier_id=receipt.id, deed=Deed(Action.ASSIGN), at=MORNING)
    for _ in range(5):
        role = dossiers.open_file(actor=people.receiver, dossier_id=receipt.id).card.step_role
        if role not in turns:
            break
        deed = Deed(Action.COMPLETE_STEP, result_file=result if role == "specialist" else None)
        dossiers.act(actor=turns[role], dossier_id=receipt.id, deed=deed, at=MORNING)
    deed = Deed(Action.RESOLVE, result_number="12/2026")
    dossiers.act(actor=people.clerk, dossier_id=receipt.id, deed=deed, at=MORNING)


@pytest.mark.django_db
def test_a_unit_without_dossiers_has_zeros_and_an_unknown_list_is_refused(province: Actor) -> None:
    unit = territory.require_unit("24988", NOW.date()).unit_id
    period = Period(date(2025, 12, 1), date(2025, 12, 31))
    told = dossiers.quality_by_unit(actor=province, units=[unit], period=period, now=NOW)
    assert told == {unit: QualityCounts()}
    with pytest.raises(Exception, match=r"dossier\.figure_unknown"):
        dossiers.count(actor=province, filter=ListFilter(quality="x", period=period), now=NOW)
