"""The legal acts of the register, by their numbers."""

from collections.abc import Collection

from haicap.territory.contract.family import InstrumentCard
from haicap.territory.models import Instrument


def instruments(numbers: Collection[str]) -> dict[str, InstrumentCard]:
    """Who issued them, when, and how surely the register knows their text; unknown numbers are left out."""
    rows = Instrument.objects.filter(number__in=set(numbers)).order_by("id")
    return {
        row.number: InstrumentCard(row.number, row.body, row.subject, row.decided_on, row.certainty)
        for row in rows
    }
