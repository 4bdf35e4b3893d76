"""Ages part the days without gap or overlap, so their sum is all that is at work."""

from datetime import date, timedelta

from haicap.desk.web.boards.ages import age_parts
from haicap.desk.web.boards.numbers import AT_WORK
from haicap.dossiers.contract import ListFilter

TODAY = date(2026, 3, 20)


def test_each_day_has_exactly_one_age() -> None:
    parts = age_parts(ListFilter(unit="25000"), TODAY)
    assert all(part.unit == "25000" and part.statuses == AT_WORK for part in parts.values())
    for days in range(-40, 40):
        day = TODAY + timedelta(days=days)
        held = [
            key
            for key, part in parts.items()
            if (part.due_from or date.min) <= day <= (part.due_until or date.max)
        ]
        assert len(held) == 1, (day, held)
    assert parts["age_today"].due_from == parts["age_today"].due_until == TODAY
