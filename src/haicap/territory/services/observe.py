"""Records figures of units and hamlets: by hand, from a list, or those that come with the package."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction

from haicap.kernel.errors import Refusal, RefusalError, refuse
from haicap.kernel.messages import words
from haicap.kernel.text import clean
from haicap.platform.bulk import fresh_ids
from haicap.territory.contract import (
    COUNTED,
    HamletCount,
    ImportCard,
    Measure,
    Observation,
    ObservationCard,
    Precision,
    Reject,
)
from haicap.territory.models import HamletState
from haicap.territory.models import Observation as Row
from haicap.territory.selectors.units import require_unit

_FIRST_ROW = 2  # the header is row 1


@transaction.atomic
def observe(told: Observation, *, at: datetime, replaces: bool = False) -> ObservationCard:
    """Record a figure of the unit that carried the code on its reference day; telling it again changes nothing.

    Refused: territory.unknown_unit; territory.observation_value (negative, or a part of a person);
    territory.observation_source (none); territory.observation_differs where the same source said another figure
    for the day, unless `replaces`: then the former stays, marked as replaced.
    """
    unit = require_unit(told.code, told.reference_on, field="code")
    _record(told, {"state_id": unit.state_id}, told.code, at, replaces=replaces)
    return ObservationCard(
        unit, told.measure, told.value, told.reference_on, clean(told.source), told.precision
    )


@transaction.atomic
def observe_hamlet(told: HamletCount, *, at: datetime, replaces: bool = False) -> bool:
    """Record a count of one hamlet; False where it was recorded before. Who may do it is asked by the floors above.

    The hamlet need not be listed yet on the reference day. Refused as `observe`, and territory.hamlet_unknown;
    territory.observation_value also for an area.
    """
    states = HamletState.objects.filter(hamlet=told.hamlet_id).order_by("-id")
    name = states.values_list("name", flat=True).first()
    if name is None:
        raise refuse("territory.hamlet_unknown", field="hamlets", hamlet=told.hamlet_id)
    if told.measure not in COUNTED:
        raise refuse("territory.observation_value", field="value", value=told.value)
    return _record(told, {"hamlet_id": told.hamlet_id}, name, at, replaces=replaces)


def _record(
    told: Observation | HamletCount, of: Mapping[str, object], unit: str, at: datetime, *, replaces: bool
) -> bool:
    """Write a figure `of` a state or a hamlet, unless the source has said it before; True where it is new."""
    if not told.value.is_finite() or told.value < 0 or (told.measure in COUNTED and told.value % 1):
        raise refuse("territory.observation_value", field="value", value=told.value)
    if not told.source.strip():
        raise refuse("territory.observation_source", field="source")
    same = {
        **of,
        "measure": told.measure.value,
        "reference_on": told.reference_on,
        "source": clean(told.source),
    }
    standing = Row.objects.select_for_update().filter(**same, replaced_by=None).first()
    if standing is not None and (standing.value, standing.precision) == (told.value, told.precision):
        return False
    if standing is not None and not replaces:
        raise refuse("territory.observation_differs", field="value", value=standing.value, unit=unit)
    _write(told, same, standing, at)
    return True


def _write(
    told: Observation | HamletCount, same: Mapping[str, object], former: Row | None, at: datetime
) -> None:
    """The former steps aside first: only one figure of a source stands for a day."""
    (pk,) = fresh_ids(Row, 1)
    if former is not None:
        Row.objects.filter(id=former.id).update(replaced_by=pk)
    Row.objects.create(id=pk, **same, value=told.value, precision=told.precision.value, recorded_at=at)


def import_observations(rows: Iterable[Mapping[str, str]], *, at: datetime) -> ImportCard:
    """Record a list with the columns of `data/observations.csv`; all of it, or nothing where a row is rejected.

    Codes stay text: one that lost its leading zeros is rejected, not mended. Numbers are written 1234.5.
    """
    rejects: list[Reject] = []
    read = 0
    before = Row.objects.count()
    with transaction.atomic():
        for number, row in enumerate(rows, start=_FIRST_ROW):
            read += 1
            try:
                observe(_told(row), at=at)
            except RefusalError as refused:
                rejects += [_reject(number, one) for one in refused.refusals]
        written = Row.objects.count() - before
        if rejects:
            transaction.set_rollback(True)
            return ImportCard(read, 0, 0, tuple(rejects))
    return ImportCard(read, written, read - written, ())


def _reject(number: int, refusal: Refusal) -> Reject:
    return Reject(number, refusal.field or "", refusal.code, words(refusal))


def _told(row: Mapping[str, str]) -> Observation:
    cells = {column: clean(cell or "") for column, cell in row.items() if column}
    try:
        column = "measure"
        measure = Measure(cells.get(column, ""))
        column = "value"
        value = Decimal(cells.get(column, ""))
        column = "reference_on"
        day = date.fromisoformat(cells.get(column, ""))
        column = "precision"
        precision = Precision(cells.get(column) or Precision.EXACT)
    except (ValueError, InvalidOperation):
        raise refuse("territory.cell_unreadable", field=column, cell=cells.get(column, "")) from None
    return Observation(cells.get("code", ""), measure, value, day, cells.get("source", ""), precision)
