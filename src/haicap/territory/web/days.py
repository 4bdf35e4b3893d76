"""The day of a page of the map (`?ngay=YYYY-MM-DD`), and on which day a state is best looked at."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict

from haicap.kernel import clock
from haicap.territory.contract import UnitCard


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day asked for; `given` False: none was, so today. `wrong` is what was typed and is no day."""

    day: date
    given: bool = False
    wrong: str = ""


def as_of(query: QueryDict) -> AsOf:
    """The day of the address."""
    typed = query.get("ngay", "").strip()
    if not typed:
        return AsOf(clock.today())
    try:
        return AsOf(date.fromisoformat(typed), given=True)
    except ValueError:
        return AsOf(clock.today(), wrong=typed[:20])


def looked_at_on(card: UnitCard, today: date) -> date:
    """A day on which the state was in force: today where it is, else its last day, or its first where it is to come."""
    if card.in_force(today):
        return today
    if card.valid_from > today:
        return card.valid_from
    assert card.valid_to is not None  # noqa: S101 - not in force and not to come: it ended
    return card.valid_to - timedelta(days=1)
