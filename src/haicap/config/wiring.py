"""Who listens to which event, and who carries what when units are reorganised: the tables that bind packages.

A listener is called after commit, by the worker; it may be called again with the same event and must recognise what
it has already done. Carriers are called in this order, lower floors first (`organisation.contract.Carrier`).
"""

from collections.abc import Mapping

from haicap.platform.contract import EVENT_CALENDAR
from haicap.reorganisation.contract import EVENT_PROVED
from haicap.reporting.contract import EVENT_SIGNED

LISTENERS: Mapping[str, tuple[str, ...]] = {
    EVENT_CALENDAR: ("haicap.dossiers.jobs.on_calendar",),
    EVENT_PROVED: ("haicap.reorganisation.jobs.on_proved",),
    EVENT_SIGNED: ("haicap.reporting.jobs.on_signed",),
}

# Listeners that work inside this database only. In a rehearsal nobody else is told: no partner, no citizen.
INSIDE: frozenset[str] = frozenset(
    {
        "haicap.dossiers.jobs.on_calendar",
        "haicap.reorganisation.jobs.on_proved",
        "haicap.reporting.jobs.on_signed",
    }  # a rehearsal has its own seal
)

CARRIERS: tuple[str, ...] = (
    "haicap.organisation.api.OrganisationCarrier",
    "haicap.documents.api.DocumentCarrier",
    "haicap.dossiers.api.DossierCarrier",
)


def listeners(*, inside: bool) -> Mapping[str, tuple[str, ...]]:
    """Who is called for which event; `inside` (a rehearsal): only those who work inside this database."""
    return {
        event: tuple(name for name in names if not inside or name in INSIDE)
        for event, names in LISTENERS.items()
    }
