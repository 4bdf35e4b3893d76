"""Saying how far a unit is, and when it runs in trial and officially. Every word is a new row of the journal."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from haicap.documents import api as documents
from haicap.documents.contract import FileCard
from haicap.kernel.clock import local_day
from haicap.kernel.errors import refuse, require
from haicap.kernel.refs import RecordRef
from haicap.kernel.text import clean
from haicap.organisation.contract import Actor
from haicap.reorganisation.domain import readiness
from haicap.reorganisation.domain.readiness import State
from haicap.reorganisation.models import ReadinessRow, TrialRow
from haicap.reorganisation.selectors import readiness as reading
from haicap.reorganisation.selectors.items import ItemList
from haicap.reorganisation.selectors.items import item as item_of
from haicap.reorganisation.services.proposing import label
from haicap.territory.contract import UnitCard


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of an item; `after` is the number of the entry they have seen (0: none)."""

    state: State
    evidence: str = ""
    responsible: str = ""
    due_on: date | None = None
    note: str = ""
    after: int = 0
    file: bytes | None = None
    file_name: str = ""


@transaction.atomic
def say(*, actor: Actor, unit_code: str, item: str, said: Said, at: datetime) -> int:
    """Add an entry; returns its number. A file handed in before stays the evidence until another comes.

    Refused: `reorganisation.outside_unit`, `not_a_filler`, `unknown_item`, `computed_item`, `evidence_missing`,
    `reason_missing`, `changed_meanwhile`, and what `documents.store` finds in the file.
    """
    day = local_day(at)
    unit = reading.unit(actor, unit_code, day)
    require(readiness.may_fill(actor, unit, provincial=reading.is_provincial(actor)))
    one = item_of(ItemList.READINESS, item, day)
    if one.computed:
        raise refuse("reorganisation.computed_item", item=one.name)
    last = ReadinessRow.objects.filter(unit_id=unit.unit_id, item=item).order_by("-no").first()
    if (last.no if last else 0) != said.after:
        raise refuse("reorganisation.changed_meanwhile", who=last.who if last else "")
    file = _kept(actor, unit, item, said, at)
    kept = (file.id, file.name) if file else (last.file_id, last.file_name) if last else (None, "")
    require(readiness.unproved(said.state, said.evidence.strip(), said.note.strip(), has_file=bool(kept[0])))
    row = ReadinessRow(
        **_by(actor, unit, at),
        no=said.after + 1,
        item=item,
        state=said.state.value,
        evidence=clean(said.evidence),
        file_id=kept[0],
        file_name=kept[1],
        responsible=clean(said.responsible),
        due_on=said.due_on,
        note=clean(said.note),
    )
    _add(row)
    return row.no


@transaction.atomic
def set_trial(
    *,
    actor: Actor,
    unit_code: str,
    starts_on: date,
    official_on: date,
    decided_on: date | None,
    instrument: str,
    address: str,
    after: int,
    at: datetime,
) -> int:
    """Set the dates of a unit's trial; returns the number of the entry.

    Refused: `reorganisation.outside_unit`, `not_a_planner_of_trials`, `trial_dates`, `changed_meanwhile`.
    """
    unit = reading.unit(actor, unit_code, local_day(at))
    require(readiness.may_set_trial(actor, provincial=reading.is_provincial(actor)))
    require(readiness.unordered(starts_on, official_on))
    last = TrialRow.objects.filter(unit_id=unit.unit_id).order_by("-no").first()
    if (last.no if last else 0) != after:
        raise refuse("reorganisation.changed_meanwhile", who=last.who if last else "")
    row = TrialRow(
        **_by(actor, unit, at),
        no=after + 1,
        decided_on=decided_on,
        instrument=clean(instrument),
        starts_on=starts_on,
        official_on=official_on,
        address=clean(address),
    )
    _add(row)
    return row.no


def _add(row: ReadinessRow | TrialRow) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as problem:  # somebody was quicker
        raise refuse("reorganisation.changed_meanwhile", who="") from problem


def _by(actor: Actor, unit: UnitCard, at: datetime) -> dict[str, object]:
    return {
        "province": unit.province_code,
        "unit_id": unit.unit_id,
        "at": at,
        "person_id": actor.person_id,
        "who": label(actor),
    }


def _kept(actor: Actor, unit: UnitCard, item: str, said: Said, at: datetime) -> FileCard | None:
    if not said.file:
        return None
    owner = RecordRef("readiness", f"{unit.unit_id}:{item}", f"{unit.name}: {item}")
    return documents.store(said.file, said.file_name, actor=actor, at=at, owner=owner)
