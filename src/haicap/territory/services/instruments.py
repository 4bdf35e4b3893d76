"""The instrument an act rests on: written once, cited ever after."""

from datetime import date

from haicap.territory.models import Instrument


def cite(number: str, body: str, subject: str, decided_on: date | None, certainty: str) -> int:
    """The id of the instrument; one that is known keeps what is known of it."""
    row, _ = Instrument.objects.get_or_create(
        number=number,
        defaults={"body": body, "subject": subject, "decided_on": decided_on, "certainty": certainty},
    )
    return row.id
