"""Recounting provisional deadlines when the calendar they waited for has come (the yearly notice of days off).

Only open dossiers whose deadline rests on an undecided year are touched, each by an entry that names the old and the
new due moment; what is settled keeps its class, and certain deadlines keep the calendar of their day (law I-D2).
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from haicap.dossiers.contract import EVENT_MOVED, Action
from haicap.dossiers.domain import acts
from haicap.dossiers.domain.acts import Act
from haicap.dossiers.models import Dossier, ledger
from haicap.dossiers.models.ledger import Signature
from haicap.dossiers.selectors.cards import procedure_of, terms_in_force
from haicap.dossiers.services.act import state_of, with_step
from haicap.kernel.errors import RefusalError
from haicap.platform import calendars

logger = logging.getLogger("haicap.dossiers")
BATCH = 100
BY_CALENDAR = Signature(None, None, "Lịch nghỉ chính thức")  # who signs: nobody but the notice
REASON = "calendar_notice"


def recount_provisional(*, at: datetime) -> int:
    """Recount all open provisional deadlines by the calendar in force; returns how many changed.

    May be repeated and broken off: a batch is one transaction in one unit's chain, and what is recounted already
    gives the same again and is passed over. One whose new deadline is refused (`clock.beyond_calendar`) stays
    provisional, and the log names it; the others go on. The calendar's version keeps the number.
    """
    calendars.forget()
    in_force = calendars.edition().version
    waiting = Dossier.objects.filter(
        closed_at__isnull=True, provisional=True, due_declared=False, calendar_version__lt=in_force
    )
    of_unit: dict[int, list[UUID]] = {}
    for unit_id, dossier_id in waiting.order_by("unit_id", "id").values_list("unit_id", "id"):
        of_unit.setdefault(unit_id, []).append(dossier_id)
    changed = 0
    for ids in of_unit.values():
        for start in range(0, len(ids), BATCH):
            changed += _recount(ids[start : start + BATCH], at)
    return changed


@transaction.atomic
def _recount(ids: Sequence[UUID], at: datetime) -> int:
    waiting = Dossier.objects.select_for_update(of=("self",)).filter(id__in=ids, closed_at__isnull=True)
    rows = list(waiting.order_by("id"))
    ledger.hold_chains({row.unit_id for row in rows})
    changed = sum(_renew(row, at) for row in rows)
    if changed:
        calendars.note_recounted(calendars.edition().version, changed)
    return changed


def _renew(row: Dossier, at: datetime) -> bool:
    act = Act(Action.RECOUNT, max(at, row.last_at), reason=REASON)
    try:
        terms = terms_in_force(row)
        state, entry = acts.apply(state_of(row), act, terms)
    except RefusalError as refused:
        logger.warning("deadline of %s is not recounted: %s", row.number, refused)
        return False
    if state.due_at == row.due_at and entry.changes["provisional"] == row.provisional:
        return False
    data = {"dossier": str(row.id), "action": entry.action.value, "status": entry.status_after.value}
    return ledger.append(
        dossier_id=row.id,
        province=row.province,
        entry=with_step(entry, procedure_of(row), state, terms),
        by=BY_CALENDAR,
        event={"type": EVENT_MOVED, "data": data},
    )
