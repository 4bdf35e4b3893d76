"""Readiness reported on the copy of a trial, brought into the province's own list when the trial is over.

Only what people said of readiness, with its evidence: dossiers, numbers and rights of the trial stay where they are
(decision 0017). Each report keeps who said it and when, and says from which trial it comes and who brought it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from django.db import transaction

from haicap.documents import api as documents
from haicap.documents.contract import FileCard
from haicap.kernel.clock import local_day
from haicap.kernel.errors import refuse, require
from haicap.kernel.refs import RecordRef
from haicap.organisation.contract import Actor
from haicap.platform import copies, rehearsal
from haicap.reorganisation.domain import readiness
from haicap.reorganisation.models import ReadinessRow
from haicap.reorganisation.selectors import readiness as reading
from haicap.reorganisation.services.proposing import label
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard, UnitId


@dataclass(frozen=True, slots=True)
class TrialReport:
    """One report as it stands on the copy; its unit by code and name, since ids are given anew in the original."""

    unit_code: str
    unit_name: str
    item: str
    fields: Mapping[str, object]
    at: datetime
    file: tuple[bytes, str] | None


@dataclass(slots=True)
class Brought:
    """How many reports were added, and for which unit and item none was, with the reason's word."""

    added: int = 0
    left: list[tuple[str, str, str]] = field(default_factory=list)


def bring(*, name: str, data_dir: Path, actor: Actor, at: datetime) -> Brought:
    """Add what was reported on the trial `name` (its papers below `data_dir`) to the list here; repeating adds nothing.

    Left out, with a word why: `another_unit` (nobody carries the code under that name today), `said_since` (the item
    was reported here after the trial's report: the younger counts). Refused: `reorganisation.not_a_trial`,
    `trial_not_over` (before the first official day the code may be another unit's), `outside_unit`, `not_a_filler`,
    and what `documents.store` finds in a file.
    """
    with copies.standing_on(name, data_dir=data_dir):
        ends_on, told = rehearsal.ends_on(), _told()
    day = local_day(at)
    if ends_on is None:
        raise refuse("reorganisation.not_a_trial", name=name)
    if day < ends_on:
        raise refuse("reorganisation.trial_not_over", on=ends_on)
    return _add(told, name, actor, day, at)


def _told() -> list[TrialReport]:
    """All that was said on the copy since it was made, item by item, in its order."""
    rows = ReadinessRow.objects.filter(at__gt=rehearsal.made_at()).order_by("unit_id", "item", "no")
    return [_report(row) for row in rows]


def _report(row: ReadinessRow) -> TrialReport:
    unit = territory.last_card(UnitId(row.unit_id), local_day(row.at))
    same = ("state", "evidence", "responsible", "due_on", "note", "person_id", "who")
    file = (documents.read(row.file_id)[1], row.file_name) if row.file_id else None
    return TrialReport(
        unit.code, unit.name, row.item, {name: getattr(row, name) for name in same}, row.at, file
    )


@transaction.atomic
def _add(told: Iterable[TrialReport], name: str, actor: Actor, day: date, at: datetime) -> Brought:
    brought, origin = Brought(), {"trial": name, "brought_at": at, "brought_by": label(actor)}
    items = [
        (key, list(several)) for key, several in groupby(told, key=lambda one: (one.unit_code, one.item))
    ]
    units = {code: territory.unit_on(code, day) for (code, _), _ in items}
    here = _here(unit.unit_id for unit in units.values() if unit is not None)
    for (code, item), several in items:
        unit = units[code]
        if unit is None or unit.name != several[0].unit_name:
            brought.left.append((code, item, "another_unit"))
            continue
        require(readiness.may_fill(actor, unit, provincial=reading.is_provincial(actor)))
        known = here[unit.unit_id, item]
        brought_before = {row.at for row in known if row.trial == name}
        fresh = [one for one in several if one.at not in brought_before]
        if fresh and known and known[-1].at >= fresh[0].at:
            brought.left.append((code, item, "said_since"))
            continue
        for no, one in enumerate(fresh, (known[-1].no if known else 0) + 1):
            _row(unit, one, no, _kept(unit, one, actor, at), origin).save(force_insert=True)
            brought.added += 1
    return brought


def _here(units: Iterable[UnitId]) -> Mapping[tuple[int, str], list[ReadinessRow]]:
    """What has been reported here, by unit and item, in its order."""
    found: dict[tuple[int, str], list[ReadinessRow]] = defaultdict(list)
    for row in ReadinessRow.objects.filter(unit_id__in=set(units)).order_by("unit_id", "item", "no"):
        found[row.unit_id, row.item].append(row)
    return found


def _row(
    unit: UnitCard, report: TrialReport, no: int, file: FileCard | None, origin: Mapping[str, object]
) -> ReadinessRow:
    return ReadinessRow(
        **report.fields,
        **origin,
        province=unit.province_code,
        unit_id=unit.unit_id,
        item=report.item,
        no=no,
        at=report.at,
        file_id=file.id if file else None,
        file_name=file.name if file else "",
    )


def _kept(unit: UnitCard, report: TrialReport, actor: Actor, at: datetime) -> FileCard | None:
    if report.file is None:
        return None
    owner = RecordRef("readiness", f"{unit.unit_id}:{report.item}", f"{unit.name}: {report.item}")
    return documents.store(*report.file, actor=actor, at=at, owner=owner)
