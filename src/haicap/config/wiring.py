"""Who listens to which event, and who carries what when units are reorganised: the tables that bind packages.

A listener is called after commit, by the worker; it may be called again with the same event and must recognise what
it has already done. Carriers are called in this order, lower floors first (`organisation.contract.Carrier`).
"""

from collections.abc import Mapping

from haicap.platform.contract import EVENT_CALENDAR

LISTENERS: Mapping[str, tuple[str, ...]] = {EVENT_CALENDAR: ("haicap.dossiers.jobs.on_calendar",)}

CARRIERS: tuple[str, ...] = (
    "haicap.organisation.api.OrganisationCarrier",
    "haicap.dossiers.api.DossierCarrier",
)
