"""Correcting what was written down wrong at intake, before a result: the old words stay in the journal."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from haicap.dossiers.domain import intake_rules
from haicap.dossiers.models import Dossier
from haicap.dossiers.selectors.cards import applicant_of
from haicap.dossiers.services.opening import applicant_columns, numbered_search_key
from haicap.kernel.clock import local_day
from haicap.kernel.errors import Refusal, RefusalError, refuse
from haicap.kernel.text import clean

CORRECTABLE = ("name", "id_number", "phone", "email", "address")


def changes(row: Dossier, corrections: Mapping[str, str]) -> Mapping[str, Any]:
    """Columns that differ after `corrections` (keys of CORRECTABLE, or `subject`), with `was` for the reader.

    Refuses `dossier.nothing_changed`, `dossier.not_correctable` and the shapes of an applicant.
    """
    unknown = set(corrections) - {*CORRECTABLE, "subject"}
    if unknown:
        raise RefusalError(
            *(Refusal("dossier.not_correctable", {"name": name}, name) for name in sorted(unknown))
        )
    former = applicant_of(row)
    told = {name: corrections.get(name, getattr(former, name)) for name in CORRECTABLE}
    corrected = replace(former, **told)
    if clean(corrected.address) != former.address:  # another address lies elsewhere, nobody has said where
        corrected = replace(corrected, unit="", unit_by=None, unit_id=None)
    applicant = intake_rules.checked_applicant(corrected)
    day = local_day(row.received_at)
    after = {**applicant_columns(applicant, day), "subject": clean(corrections.get("subject", row.subject))}
    changed = {name: value for name, value in after.items() if getattr(row, name) != value}
    if not changed:
        raise refuse("dossier.nothing_changed")
    return {**changed, "was": {name: getattr(row, name) for name in changed}}


def renew_search_key(dossier_id: UUID) -> None:
    """After a correction: let the dossier be found by what it says now (law I-Y1)."""
    row = Dossier.objects.get(pk=dossier_id)
    key = numbered_search_key(applicant_of(row), row.number)
    Dossier.objects.filter(pk=dossier_id).update(search_key=key)
