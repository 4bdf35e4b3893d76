"""The seeded world: how many come on which day, with what, and what becomes of it. Records of the import format.

Habits are drawn from the published picture: about 70 % civil status and certification, three
fifths online, most settled early or on time, a few per cent overdue, the rest returned, refused or withdrawn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from haicap.kernel.clock import VIETNAM
from haicap.kernel.deadlines import due
from haicap.kernel.worktime import WorkCalendar
from haicap.procedures.contract import ProcedureCard
from haicap.simulation.people import somebody
from haicap.territory.contract import UnitCard

SOURCE = "simulation"
_WEIGHTS = {
    "Hộ tịch": 42.0,
    "Chứng thực": 28.0,
    "Đất đai": 9.0,
    "Đăng ký, quản lý cư trú": 5.0,
    "Bảo trợ xã hội": 4.0,
}
_OTHER_FIELDS = 12.0
# declared in August 2025 (baolamdong.vn): Di Linh and Gia Hiệp
_POPULATIONS = {"25000": 64_179.0, "25015": 21_462.0}
_ELSEWHERE = 0.04  # handed in at another commune's counter
_TUESDAY_PEAK = {0: 1.3, 1: 1.1, 2: 1.0, 3: 1.0, 4: 0.9}
_FATES = (
    ("settled", 0.955),
    ("returned", 0.015),
    ("refused", 0.008),
    ("withdrawn", 0.008),
    ("stopped", 0.006),
    ("void", 0.004),
    ("transferred", 0.004),
)
_REASONS = {
    "returned": "Thành phần hồ sơ chưa hợp lệ",
    "refused": "Không thuộc đối tượng giải quyết",
    "withdrawn": "Người nộp đề nghị rút hồ sơ",
    "stopped": "Quá thời hạn bổ sung",
    "void": "Tiếp nhận nhầm",
    "transferred": "Chuyển đúng thẩm quyền",
}
_SPEED = (
    (0.47, 0.15, 0.7),
    (0.495, 0.75, 1.0),
    (0.035, 1.02, 1.6),
)  # share of dossiers, part of the limit used
_SUPPLEMENT = 0.05
_COLLECTED_AT_ONCE = 0.9


@dataclass(frozen=True, slots=True)
class World:
    """What the dice are thrown over."""

    seed: int
    communes: Sequence[UnitCard]
    catalogue: Sequence[ProcedureCard]
    calendar: WorkCalendar
    start: date
    end: date
    now: datetime


def records(world: World, count: int) -> Iterator[dict[str, Any]]:
    """`count` records in the order of their receipt; the same world always tells the same story."""
    dice = Random(world.seed)  # noqa: S311 - a world's dice, nothing secret
    days = [day for day in _days(world.start, world.end) if world.calendar.is_working(day)]
    weights = [_TUESDAY_PEAK.get(day.weekday(), 1.0) * dice.uniform(0.8, 1.2) for day in days]
    sizes = _communes(world, dice)
    mix = _mix(world.catalogue)
    moments = sorted(_moment(dice, day) for day in dice.choices(days, weights, k=count))
    for index, received in enumerate(moments):
        home = dice.choices(world.communes, sizes)[0]
        desk = dice.choice(world.communes) if dice.random() < _ELSEWHERE else home
        procedure = dice.choices(world.catalogue, mix)[0]
        yield {
            "external_id": f"{world.seed}-{world.start:%Y%m%d}-{index}",
            "received_by": desk.code,
            **_record(world, dice, received, home, procedure),
        }


def _days(start: date, end: date) -> Iterator[date]:
    while start <= end:
        yield start
        start += timedelta(days=1)


def _communes(world: World, dice: Random) -> list[float]:
    """Dossiers follow people: counted ones where a source gave them, else wards larger than communes."""
    return [
        _POPULATIONS.get(unit.code, dice.uniform(12_000, 45_000) * (1.6 if unit.kind == "ward" else 1.0))
        for unit in world.communes
    ]


def _mix(catalogue: Sequence[ProcedureCard]) -> list[float]:
    fields: dict[str, int] = {}
    for card in catalogue:
        fields[card.field] = fields.get(card.field, 0) + 1
    others = sum(number for name, number in fields.items() if name not in _WEIGHTS) or 1
    return [
        _WEIGHTS[card.field] / fields[card.field] if card.field in _WEIGHTS else _OTHER_FIELDS / others
        for card in catalogue
    ]


def _moment(dice: Random, day: date) -> datetime:
    hour = dice.choices((7, 8, 9, 10, 13, 14, 15, 16), (1, 4, 5, 3, 1, 4, 3, 2))[0]
    minute = dice.randrange(31, 60) if hour == 7 else dice.randrange(60)  # noqa: PLR2004 - doors open at half past
    return datetime.combine(day, time(hour, minute, dice.randrange(60)), VIETNAM)


def _record(
    world: World, dice: Random, received: datetime, home: UnitCard, procedure: ProcedureCard
) -> dict[str, Any]:
    person = somebody(dice)
    return {
        "source": SOURCE,
        "number": None,
        "procedure": procedure.code,
        "competent": home.code,
        "channel": dice.choices(("online", "counter", "post"), (60, 37, 3))[0],
        "applicant": {
            "name": person.name,
            "id_number": person.id_number,
            "phone": person.phone,
            "address": f"Thôn {dice.randrange(1, 15)}, {home.name}",
        },
        "due_at": None,
        "events": _story(world, dice, received, home, procedure),
    }


def _story(
    world: World, dice: Random, received: datetime, home: UnitCard, procedure: ProcedureCard
) -> list[dict[str, str]]:
    """The events up to now; what lies in the future has not happened, so the dossier is still open."""
    fate = dice.choices([name for name, _ in _FATES], [share for _, share in _FATES])[0]
    events: list[tuple[datetime, dict[str, str]]] = [(received, {"type": "received"})]
    taken_up = received + timedelta(minutes=dice.randrange(10, 240))
    if fate == "void":
        events.append((taken_up, _ending(fate)))
        return _told(events, world.now)
    events.append((taken_up, {"type": "assigned"}))
    limit = procedure.variants[0].limit
    assert limit is not None  # noqa: S101 - the catalogue of a world holds procedures with a limit only
    due_at = due(calendar=world.calendar, received_at=received, limit=limit).due_at or received
    finished = _finish(world, dice, taken_up, received, due_at)
    if fate == "transferred":
        other = dice.choice(world.communes)
        moved = taken_up + timedelta(minutes=dice.randrange(30, 120))
        if other.code != home.code:
            events.append((moved, {"type": "transferred", "to": other.code, "reason": _REASONS[fate]}))
        fate, finished = "settled", max(finished, moved + timedelta(hours=1))
    elif dice.random() < _SUPPLEMENT and (finished - taken_up) > timedelta(days=2):
        asked = taken_up + (finished - taken_up) * dice.uniform(0.1, 0.4)
        answered = asked + timedelta(days=dice.randrange(1, 12), hours=dice.randrange(1, 5))
        events.append(
            (asked, {"type": "supplement_requested", "reason": "Thiếu giấy tờ theo thành phần hồ sơ"})
        )
        events.append((answered, {"type": "supplemented"}))
        finished = answered + (finished - asked)
    if fate != "settled":
        events.append((finished, _ending(fate)))
        return _told(events, world.now)
    events.append((finished, {"type": "resolved"}))
    wait = (
        timedelta(hours=dice.uniform(0.2, 30)) if dice.random() < _COLLECTED_AT_ONCE else timedelta(days=20)
    )
    events.append((finished + wait, {"type": "handed_over"}))
    return _told(events, world.now)


def _ending(fate: str) -> dict[str, str]:
    return {"type": fate, "reason": _REASONS[fate]}


def _finish(world: World, dice: Random, taken_up: datetime, received: datetime, due_at: datetime) -> datetime:
    """When the result is ready: a part of the limit, moved into working time, never past the due moment by chance."""
    _, least, most = dice.choices(_SPEED, [share for share, _, _ in _SPEED])[0]
    part = dice.uniform(least, most)
    moment = received + (due_at - received) * part
    if not world.calendar.is_office_time(moment):
        moment = world.calendar.next_office_time(moment) + timedelta(minutes=dice.randrange(1, 90))
    if part <= 1 and moment > due_at:
        moment = due_at - timedelta(minutes=dice.randrange(5, 120))
    return max(moment, taken_up + timedelta(minutes=20))


def _told(events: list[tuple[datetime, dict[str, str]]], now: datetime) -> list[dict[str, str]]:
    return [{**event, "at": at.replace(microsecond=0).isoformat()} for at, event in events if at < now]
