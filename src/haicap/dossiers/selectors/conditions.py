"""The one translation of a list's filter into conditions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from haicap.dossiers.contract import OPEN, ListFilter, Period, Status, View
from haicap.dossiers.domain.instants import require_past
from haicap.dossiers.models.clauses import TRUE, Clause, every
from haicap.dossiers.models.dossier import holding, scope_of
from haicap.dossiers.selectors.behind import behind, counted, entry_by_entry
from haicap.dossiers.selectors.flows import PLACES, TRANSFERS
from haicap.dossiers.selectors.hands import acted, received_by
from haicap.dossiers.selectors.past import dossiers_at
from haicap.dossiers.selectors.periods import bounds, past_part
from haicap.dossiers.selectors.places import places_of
from haicap.dossiers.selectors.quality_index import behind_quality
from haicap.kernel.clock import local_day
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyId
from haicap.territory import api as territory
from haicap.territory.contract import UnitId

TABLE = Clause("dossiers_dossier")
IS_OPEN = Clause("closed_at IS NULL")  # lets the partial indexes serve
_IS_RUNNING = Clause("status = ANY(%s)", ([Status.IN_PROCESS.value, Status.RECEIVED.value],))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The rows of a list: the table to read them from, and the condition on its columns."""

    table: Clause
    where: Clause


def narrowed(actor: Actor, filter: ListFilter, now: datetime) -> Narrowed:  # noqa: A002
    """What of the actor's dossiers `filter` leaves; refuses `territory.unknown_unit`, `dossier.as_of_in_future`.

    A list behind figures has a row for each time a dossier is counted.
    """
    asked, readable = _asked(actor, filter, now), [scope_of(actor), holding(filter.text, actor)]
    repeats = _may_repeat(filter)
    if filter.as_of is None:
        known = [] if repeats else _of_counts(actor, filter, now)
        found = Narrowed(TABLE, every([readable[0], *asked, *known, readable[1]]))
    else:  # known by id: what else there is need not be folded
        known = _of_counts(actor, filter, now)
        table = dossiers_at(filter.as_of, every([*readable, *known]), _units_asked(filter, now))
        found = Narrowed(table, every(asked))
    if not repeats:
        return found
    return Narrowed(entry_by_entry(found.table, found.where, _counted(actor, filter, now)), TRUE)


def table_of(actor: Actor, filter: ListFilter) -> Narrowed:  # noqa: A002
    """All of the actor's dossiers, at the instant of `filter`."""
    if filter.as_of is None:
        return Narrowed(TABLE, scope_of(actor))
    return Narrowed(dossiers_at(filter.as_of, scope_of(actor)), TRUE)


def conditions(actor: Actor, filter: ListFilter, now: datetime) -> list[Clause]:  # noqa: A002
    """What `filter` asks for beside scope and text, each thing once."""
    return [*_asked(actor, filter, now), *_of_counts(actor, filter, now)]


def _asked(actor: Actor, filter: ListFilter, now: datetime) -> list[Clause]:  # noqa: A002
    """The same without what is counted."""
    instant = require_past(filter.as_of, now) if filter.as_of else now
    asked = [
        *_of_state(filter, instant),
        *_of_time(filter),
        *_of_kind(filter, now),
        *_of_the_actor(actor, filter),
        *_of_the_receiver(filter),
    ]
    return [clause for place, clause in enumerate(asked) if clause != TRUE and clause not in asked[:place]]


def _of_state(filter: ListFilter, now: datetime) -> Iterator[Clause]:  # noqa: A002
    if filter.statuses:
        yield Clause("status = ANY(%s)", (sorted(status.value for status in filter.statuses),))
        if filter.statuses <= OPEN:
            yield IS_OPEN
    if filter.overdue is not None:
        yield _IS_RUNNING
        yield IS_OPEN
        yield Clause("due_at < %s" if filter.overdue else "due_at >= %s", (now,))
    if filter.timeliness:
        yield Clause("timeliness = %s AND settled_at IS NOT NULL", (filter.timeliness.value,))


def _of_time(filter: ListFilter) -> Iterator[Clause]:  # noqa: A002
    if filter.due_on:
        yield _within("due_at", Period(filter.due_on, filter.due_on))
    if filter.due_from:
        yield Clause("due_at >= %s", (bounds(Period(filter.due_from, filter.due_from))[0],))
    if filter.due_until:
        yield Clause("due_at < %s", (bounds(Period(filter.due_until, filter.due_until))[1],))
    if filter.received:
        yield _within("received_at", filter.received)
    if filter.settled:
        yield _within("settled_at", filter.settled)


def _of_kind(filter: ListFilter, now: datetime) -> Iterator[Clause]:  # noqa: A002
    if filter.field:
        yield Clause("field = %s", (filter.field,))
    if filter.procedure:
        yield Clause("procedure_code = %s", (filter.procedure,))
    if filter.channel:
        yield Clause("channel = %s", (filter.channel.value,))
    if filter.recorded and not _is_count(filter):
        yield _at_places(filter.recorded, filter.view)
    if filter.left_by is not None:
        yield Clause("unit_id = %s", (filter.left_by,))
        yield IS_OPEN
    if filter.unit and not _is_count(filter):  # a figure counts where a dossier was, not where it is
        yield _at_places(_units_of(filter.unit, local_day(now)), filter.view)


def _of_the_actor(actor: Actor, filter: ListFilter) -> Iterator[Clause]:  # noqa: A002
    if filter.desk:
        yield Clause("handler_id = ANY(%s)", (sorted(actor.desk),))
    if filter.step_roles:
        yield Clause("step_role = ANY(%s)", (sorted(filter.step_roles),))
    if filter.mine:
        yield Clause("holder_id = ANY(%s)", (sorted(actor.tenures),))
    if filter.holder is not None:
        yield Clause("holder_id = %s", (filter.holder,)) if filter.holder else Clause("holder_id IS NULL")
    if filter.counter:
        agencies = sorted(actor.agencies)
        yield Clause("(received_by_id = ANY(%s) OR returned_by_id = ANY(%s))", (agencies, agencies))
    if filter.acted:
        yield acted(actor, filter.acted)


def _of_the_receiver(filter: ListFilter) -> Iterator[Clause]:  # noqa: A002
    if filter.received_by is not None:
        lines = organisation.bodies_behind([filter.received_by])
        yield Clause("received_by_id = ANY(%s)", (sorted(lines.get(filter.received_by, ())),))
    if filter.receiver is not None:
        yield received_by(filter.receiver)


def _of_counts(actor: Actor, filter: ListFilter, now: datetime) -> list[Clause]:  # noqa: A002
    """Dossiers that the asked figures, or the asked count of the index, hold in the period."""
    if filter.period is None or not _is_count(filter):
        return []
    told = []
    if filter.figures:
        span = past_part(filter.period, filter.as_of or now)
        told.append(behind(filter.figures, _counted(actor, filter, now), span))
    if filter.quality:
        bodies = _bodies_of(filter.body)
        told.append(behind_quality(filter.quality, **_span(actor, filter, now), bodies=bodies))
    return told


def _counted(actor: Actor, filter: ListFilter, now: datetime) -> Clause:  # noqa: A002
    """The same dossiers as often as the figures count them."""
    return counted(filter.figures, **_span(actor, filter, now), view=filter.view)


def _span(actor: Actor, filter: ListFilter, now: datetime) -> dict[str, Any]:  # noqa: A002
    """Where and when is counted."""
    units = _units_counted(actor, filter, local_day(now))
    instant = filter.as_of or now
    return {"provinces": sorted(actor.provinces), "units": units, "period": filter.period, "now": instant}


def _may_repeat(filter: ListFilter) -> bool:  # noqa: A002
    """True where a dossier may be counted more than once: a transfer may happen again, and figures may overlap."""
    return filter.period is not None and (len(filter.figures) > 1 or not filter.figures.isdisjoint(TRANSFERS))


def _is_count(filter: ListFilter) -> bool:  # noqa: A002
    return bool(filter.figures or filter.quality)


def _bodies_of(body: AgencyId | None) -> list[AgencyId]:
    """The body with those whose records it goes on for; none where none is asked for."""
    return [] if body is None else sorted(organisation.bodies_behind([body])[body])


def _units_counted(actor: Actor, filter: ListFilter, day: date) -> list[UnitId]:  # noqa: A002
    """The units whose counts are meant: the recorded ones, the one named, else all of the province."""
    if filter.recorded:
        return sorted(filter.recorded)
    if filter.unit:
        return _units_of(filter.unit, day)
    communes = [card.unit_id for card in territory.communes_of(actor.province_code, day)]
    province = territory.require_unit(actor.province_code, day).unit_id
    return sorted(organisation.units_behind([*communes, province]))


def _units_asked(filter: ListFilter, now: datetime) -> list[UnitId]:  # noqa: A002
    """The units that dossiers of the list lie with; empty where any may."""
    if _is_count(filter) or filter.view is View.RECEIVED:
        return []
    if filter.recorded:
        return sorted(filter.recorded)
    return _units_of(filter.unit, local_day(now)) if filter.unit else []


def _units_of(code: str, day: date) -> list[UnitId]:
    """The unit that carries `code`, with those merged into it."""
    return sorted(organisation.units_behind([territory.require_unit(code, day).unit_id]))


def _at_places(units: Iterable[UnitId], view: View) -> Clause:
    return Clause(f"{PLACES[view]} = ANY(%s)", (places_of(units, view),))


def _within(column: str, period: Period) -> Clause:
    return Clause(f"{column} >= %s AND {column} < %s", bounds(period))
