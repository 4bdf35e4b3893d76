"""What the keys of a report's rows are called."""

from collections.abc import Iterable

from haicap.dossiers.contract import FigureRow
from haicap.kernel import clock
from haicap.organisation.contract import AppointmentId


def labels(by: str, rows: Iterable[FigureRow]) -> dict[str, str]:
    """By key; a key that is its own name (a field, a channel) is missing."""
    if by == "officer":
        return _officers(rows)
    return _procedures() if by == "procedure" else {}


def _officers(rows: Iterable[FigureRow]) -> dict[str, str]:
    from haicap.organisation import api as organisation  # only now is Django up

    ids = frozenset(AppointmentId(int(row.key)) for row in rows if row.key)
    return {str(card.id): card.person_name for card in organisation.appointments(ids).values()}


def _procedures() -> dict[str, str]:
    from haicap.procedures import api as procedures

    return {card.code: card.name for card in procedures.in_force(day=clock.today())}
