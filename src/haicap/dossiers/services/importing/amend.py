"""A record that comes again with more to tell: what is new is appended to the journal, nothing told is changed."""

from django.db import transaction

from haicap.dossiers.models import Dossier, JournalEntry, ledger
from haicap.dossiers.services.importing.replay import History
from haicap.kernel.errors import refuse


@transaction.atomic
def amend(history: History, *, dry_run: bool) -> None:
    """Append the entries that the stored dossier does not have yet.

    Refuses `import.history_differs` where what was told before is told differently now: the journal is append-only,
    a mistake of the past is corrected in the application, with a reason.
    """
    columns = history.columns
    row = Dossier.objects.select_for_update(of=("self",)).get(
        source=columns["source"], external_id=columns["external_id"]
    )
    stored = list(
        JournalEntry.objects.filter(dossier_id=row.id)
        .order_by("seq")
        .values_list("action", "at", "status_after")
    )
    told = [(entry.action.value, entry.at, entry.status_after.value) for entry in history.entries]
    if told[: len(stored)] != stored or _opening_differs(row, history):
        raise refuse("import.history_differs", field="events")
    if dry_run:
        return
    by, more = ledger.Signature(None, None, row.source), history.entries[len(stored) :]
    ledger.hold_chains({entry.place.unit_id for entry in more})
    for entry in more:
        ledger.append(dossier_id=row.id, province=row.province, entry=entry, by=by)
    Dossier.objects.filter(pk=row.pk).update(intake_sha256=columns["intake_sha256"])


def _opening_differs(row: Dossier, history: History) -> bool:
    """Whether anything but later events is told differently (a number we gave is not the other system's to tell)."""
    fixed = (
        "procedure_code",
        "channel",
        "received_by_id",
        "original_due_at",
        "applicant_name",
        "applicant_id_number",
    )
    number_differs = bool(history.columns["number"]) and history.columns["number"] != row.number
    return number_differs or any(getattr(row, name) != history.columns[name] for name in fixed)
