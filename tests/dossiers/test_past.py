"""Lists as of a past instant are a fold of the journal, for random instants and filters on random histories."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Channel, ListFilter, Order, Period, Status
from haicap.dossiers.domain.instants import past_instant, written_instant
from haicap.dossiers.models import Dossier
from haicap.kernel import clock
from haicap.kernel.clock import local_day
from haicap.kernel.errors import RefusalError
from haicap.kernel.timeliness import Timeliness
from haicap.organisation.contract import Actor, AppointmentId
from haicap.territory.contract import UnitId
from tests.cast import DI_LINH, GIA_HIEP, cast
from tests.dossiers.test_figures import NOW
from tests.dossiers.test_tally import history
from tests.thorough import thorough

pytestmark = pytest.mark.django_db
_MOMENTS = ("received_at", "due_at", "settled_at", "closed_at", "promised_at")
_OPEN = ("received", "in_process", "awaiting_applicant")
Row = Mapping[str, Any]


def fold(instant: datetime) -> dict[UUID, dict[str, Any]]:
    """Every dossier that was there, as its entries before `instant` tell; plain SQL, nothing of ours."""
    stood: dict[UUID, dict[str, Any]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT j.dossier_id, j.at, j.changes, d.field, d.procedure_code, d.channel, d.received_at
               FROM dossiers_journal j JOIN dossiers_dossier d ON d.id = j.dossier_id ORDER BY j.dossier_id, j.seq"""
        )
        for dossier, at, changes, field, procedure, channel, received_at in cursor.fetchall():
            if at < instant:
                row = stood.setdefault(dossier, {"id": dossier, "version": 0, "units": []})
                row |= json.loads(changes) | {"version": row["version"] + 1}
                row |= {
                    "field": field,
                    "procedure": procedure,
                    "channel": channel,
                    "received_at": received_at,
                }
    return {
        dossier: row | {name: _moment(row.get(name)) for name in _MOMENTS} for dossier, row in stood.items()
    }


def _moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _inside(moment: datetime | None, period: Period) -> bool:
    return moment is not None and period.start <= local_day(moment) <= period.end


def a_filter(dice: Random) -> tuple[dict[str, Any], Callable[[Row, datetime], bool]]:
    """One part of a filter, and what it must leave."""
    some = frozenset(dice.sample(sorted(Status), dice.randrange(1, 5)))
    late, timely, kind = dice.random() < 0.5, dice.choice(list(Timeliness)), dice.choice(list(Channel))
    start = date(2025, 12, 1) + timedelta(days=dice.randrange(90))
    span = Period(start, start + timedelta(days=dice.randrange(25)))
    unit = dice.choice((DI_LINH, GIA_HIEP))
    unit_id = {DI_LINH: cast().receiver.unit_id, GIA_HIEP: cast().stranger.unit_id}[unit]
    role = dice.choice(("specialist", "chair", "clerk", "division_head"))
    holder = cast().specialist.appointment_id
    assert holder is not None
    parts: list[tuple[dict[str, Any], Callable[[Row, datetime], bool]]] = [
        ({"statuses": some}, lambda row, at: row["status"] in some),
        (
            {"overdue": late},
            lambda row, at: row["status"] in ("received", "in_process") and (row["due_at"] < at) == late,
        ),
        ({"timeliness": timely}, lambda row, at: row.get("timeliness") == timely),
        ({"channel": kind}, lambda row, at: row["channel"] == kind),
        ({"unit": unit}, lambda row, at: row["unit_id"] == unit_id),
        ({"recorded": frozenset({UnitId(unit_id)})}, lambda row, at: row["unit_id"] == unit_id),
        (
            {"left_by": UnitId(unit_id)},
            lambda row, at: row["unit_id"] == unit_id and row["status"] in _OPEN,
        ),
        ({"field": "Hộ tịch"}, lambda row, at: row["field"] == "Hộ tịch"),
        ({"procedure": "1.001193"}, lambda row, at: row["procedure"] == "1.001193"),
        ({"received": span}, lambda row, at: _inside(row["received_at"], span)),
        ({"settled": span}, lambda row, at: _inside(row["settled_at"], span)),
        ({"due_on": start}, lambda row, at: _inside(row["due_at"], Period(start, start))),
        ({"step_roles": frozenset({role})}, lambda row, at: row["step_role"] == role),
        ({"holder": holder}, lambda row, at: row.get("holder_id") == holder),
        ({"holder": AppointmentId(0)}, lambda row, at: row.get("holder_id") is None),
    ]
    return dice.choice(parts)


def pages(actor: Actor, asked: ListFilter) -> list[Any]:
    cards, after = [], ""
    while True:
        page = dossiers.listing(actor=actor, filter=asked, now=NOW, after=after, size=37)
        cards += page.rows
        if not page.after:
            return cards
        after = page.after


@pytest.mark.parametrize("seed", [1, *thorough(2, 3)])
def test_a_list_of_any_instant_is_the_fold_of_the_journal_before_it(seed: int) -> None:
    dice = Random(seed)
    with clock.at(NOW):
        history(dice)
        people = cast()
        moments = [at for (at,) in _entries() if at <= NOW]
        found = 0
        for _ in range(40):
            # often at the very moment of an entry, where "before" must not mean "until"
            instant = (
                dice.choice(moments) if dice.random() < 0.5 else NOW - timedelta(hours=dice.randrange(2300))
            )
            actor = dice.choice((people.leader, people.specialist, people.stranger))
            chosen = [a_filter(dice) for _ in range(dice.randrange(3))]
            order = dice.choice(list(Order))
            parts = {name: value for part, _ in chosen for name, value in part.items()}
            tests = {next(iter(part)): test for part, test in chosen}
            asked = ListFilter(**parts, as_of=instant, order=order)
            readable = set(Dossier.objects.in_scope_of(actor).order_by("id").values_list("id", flat=True))
            left = [
                row
                for dossier, row in fold(instant).items()
                if dossier in readable and all(test(row, instant) for test in tests.values())
            ]
            _same(actor, asked, left)
            found += len(left)
        assert found > 200  # most lists were not empty


def _entries() -> list[tuple[datetime]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT at FROM dossiers_journal ORDER BY at")
        return list(cursor.fetchall())


def _same(actor: Actor, asked: ListFilter, left: list[dict[str, Any]]) -> None:
    key, newest = ("due_at", False) if asked.order is Order.DUE else ("received_at", True)
    left.sort(key=lambda row: (row[key], row["id"]), reverse=newest)
    cards = pages(actor, asked)
    told = [
        (card.id, card.version, card.status, card.due_at, card.timeliness, card.holder_id) for card in cards
    ]
    assert told == [
        (
            row["id"],
            row["version"],
            row["status"],
            row["due_at"],
            row.get("timeliness") or None,
            row.get("holder_id"),
        )
        for row in left
    ], asked
    assert [(card.step_role, card.handler, card.applicant_name) for card in cards] == [
        (row["step_role"], row["handler_id"], row["applicant_name"]) for row in left
    ]
    assert dossiers.count(actor=actor, filter=asked, now=NOW) == len(left)
    assert dossiers.count(actor=actor, filter=asked, now=NOW, most=5) == min(5, len(left))
    whole = ListFilter(as_of=asked.as_of)
    counted = dossiers.counts(actor=actor, parts={"asked": asked, "all": whole}, now=NOW)
    assert counted["asked"] == len(left) <= counted["all"]
    for by, column in (("status", "status"), ("step", "step_role"), ("holder", "holder_id")):
        by_value = dossiers.grouped(actor=actor, parts={"asked": asked}, by=(by,), now=NOW)[by]["asked"]
        assert by_value == Counter(str(row.get(column) or "") for row in left)


@pytest.mark.parametrize("seed", [4, *thorough(5)])
def test_a_figure_of_any_instant_opens_its_rows_as_they_stood(seed: int) -> None:
    dice = Random(seed)
    with clock.at(NOW):
        history(dice)
        leader = cast().leader
        for _ in range(12):
            instant = NOW - timedelta(hours=dice.randrange(1800))
            first = date(2025, 12, 1) + timedelta(days=dice.randrange(90))
            period = Period(first, first + timedelta(days=dice.randrange(40)))
            unit = cast().receiver.unit_id
            (row,) = dossiers.figures(actor=leader, units=[unit], period=period, now=instant)
            stood = fold(instant)
            for name in ("carried_over", "received", "in_process_within", "in_process_overdue", "refused"):
                asked = ListFilter(unit=DI_LINH, figures=frozenset({name}), period=period, as_of=instant)
                cards = pages(leader, asked)
                assert len(cards) == getattr(row.figures, name), (name, instant, period)
                assert all(card.status == stood[card.id]["status"] for card in cards)


def test_before_the_first_dossier_there_is_nothing_and_nothing_fails() -> None:
    with clock.at(NOW):
        history(Random(6))
        leader, long_ago = cast().leader, datetime.fromisoformat("2001-01-01T00:00:00+07:00")
        asked = ListFilter(as_of=long_ago)
        assert pages(leader, asked) == [] and dossiers.count(actor=leader, filter=asked, now=NOW) == 0
        period = Period(date(2025, 12, 1), date(2026, 3, 1))
        (row,) = dossiers.figures(actor=leader, units=[leader.unit_id], period=period, now=long_ago)
        assert row.figures.came_in == row.figures.accounted_for == 0


def test_the_future_is_refused_by_name() -> None:
    with clock.at(NOW), pytest.raises(RefusalError) as refused:
        asked = ListFilter(as_of=NOW + timedelta(seconds=1))
        dossiers.listing(actor=cast().leader, filter=asked, now=NOW)
    assert refused.value.refusal.code == "dossier.as_of_in_future"


def test_parts_of_different_instants_are_not_counted_together() -> None:
    parts = {"now": ListFilter(), "then": ListFilter(as_of=NOW)}
    with pytest.raises(ValueError, match="instants"):
        dossiers.counts(actor=cast().leader, parts=parts, now=NOW)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-03-01", "2026-03-02T00:00:00+07:00"),
        ("2026-03-01T10:30", "2026-03-01T10:30:00+07:00"),
        ("2026-03-01T10:30:00Z", "2026-03-01T17:30:00+07:00"),
        ("2026-03-01T10:30:00.000001+07:00", "2026-03-01T10:30:00.000001+07:00"),
    ],
)
def test_a_past_instant_is_read_and_written_back(text: str, at: str) -> None:
    instant = past_instant(text, NOW)
    assert instant == datetime.fromisoformat(at)
    assert past_instant(written_instant(instant), NOW) == instant


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("hôm qua", "dossier.as_of_unreadable"),
        ("2026-02-30", "dossier.as_of_unreadable"),
        ("9999-12-31", "dossier.as_of_unreadable"),
        ("2026-03-04", "dossier.as_of_in_future"),  # the day is not over
        ("2026-03-04T15:00:01", "dossier.as_of_in_future"),
    ],
)
def test_what_is_no_past_instant_is_refused(text: str, code: str) -> None:
    with pytest.raises(RefusalError) as refused:
        past_instant(text, NOW)
    assert refused.value.refusal.code == code
