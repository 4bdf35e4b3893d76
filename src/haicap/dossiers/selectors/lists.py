"""Lists and their counts, made from the same filter, so that a number always opens exactly that many rows."""

import base64
import binascii
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Q

from haicap.dossiers.contract import OPEN, DossierCard, ListFilter, Order, Page, Period, Status
from haicap.dossiers.models.dossier import Dossier, DossierQuerySet
from haicap.dossiers.selectors.behind import behind
from haicap.dossiers.selectors.cards import card_of
from haicap.dossiers.selectors.periods import bounds
from haicap.kernel.clock import local, local_day
from haicap.kernel.errors import refuse
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AppointmentId
from haicap.territory import api as territory
from haicap.territory.contract import UnitId

LONGEST_PAGE = 100
MANY = 1001  # finds that are no longer sorted one by one
_RUNNING = [Status.RECEIVED.value, Status.IN_PROCESS.value]
_GROUPS = {
    "field": "field",
    "procedure": "procedure_code",
    "status": "status",
    "unit": "unit_id",
    "holder": "holder_id",
}


def listing(*, actor: Actor, filter: ListFilter, now: datetime, after: str = "", size: int = 25) -> Page:  # noqa: A002
    """One page of the dossiers that `filter` leaves, in its order; `after` is the cursor of the former page.

    Refuses `dossier.cursor_unreadable`, `territory.unknown_unit`. One query, one more for a text and for
    holders' names each.
    """
    rows = _page_of(actor, filter, now)
    key = "due_at" if filter.order is Order.DUE else "received_at"
    descending = filter.order is Order.NEWEST
    if after:
        rows = _beyond(rows, key, descending, after)
    size = min(size, LONGEST_PAGE)
    sign = "-" if descending else ""
    found = list(rows.order_by(f"{sign}{key}", f"{sign}id")[: size + 1])
    holders = organisation.appointments(
        frozenset(AppointmentId(row.holder_id) for row in found if row.holder_id is not None)
    )
    cards = tuple(card_of(row, holders.get(AppointmentId(row.holder_id or 0))) for row in found[:size])
    cursor = _cursor(getattr(found[size - 1], key), found[size - 1].id) if len(found) > size else ""
    return Page(cards, cursor)


def cursor_of(card: DossierCard, order: Order = Order.DUE) -> str:
    """Where `card` stands in a list: given as `after`, the list goes on behind it, also when it has left."""
    return _cursor(card.due_at if order is Order.DUE else card.received_at, card.id)


def count(*, actor: Actor, filter: ListFilter, now: datetime, most: int | None = None) -> int:  # noqa: A002
    """How many rows `listing` has in all; with `most` it stops counting there."""
    rows = narrowed(actor, filter, now)
    return rows.count() if most is None else len(_some(rows, most))


def counts(*, actor: Actor, parts: Mapping[str, ListFilter], now: datetime) -> dict[str, int]:
    """`count` of every one of `parts` in one query; none of them narrows by text."""
    conditions = {name: _conditions(actor, part, now) for name, part in parts.items()}
    any_part = reduce(or_, conditions.values())
    places = {f"part_{place}": name for place, name in enumerate(parts)}
    told = (
        Dossier.objects.in_scope_of(actor)
        .filter(any_part)
        .aggregate(**{place: Count("id", filter=conditions[name]) for place, name in places.items()})
    )
    return {name: told[place] for place, name in places.items()}


def grouped(*, actor: Actor, filter: ListFilter, by: str, now: datetime) -> dict[str, int]:  # noqa: A002
    """`count` for every value of `by` (field, procedure, status, unit, holder), largest first."""
    column = _GROUPS[by]
    pairs = narrowed(actor, filter, now).values_list(column).annotate(n=Count("id")).order_by("-n", column)
    if by == "unit":
        return _on_todays_map(list(pairs))
    return {str(value if value is not None else ""): n for value, n in pairs}


def _on_todays_map(pairs: Sequence[tuple[int, int]]) -> dict[str, int]:
    """What lies with merged units counts for the unit that goes on for them."""
    heirs = organisation.units_today(UnitId(unit) for unit, _ in pairs)
    sums: Counter[str] = Counter()
    for unit, n in pairs:
        sums[str(heirs[UnitId(unit)])] += n
    return dict(sums.most_common())


def narrowed(actor: Actor, filter: ListFilter, now: datetime) -> DossierQuerySet:  # noqa: A002
    """The one translation of a filter into SQL."""
    return _but_for_text(actor, filter, now).matching(filter.text, actor)


def _but_for_text(actor: Actor, filter: ListFilter, now: datetime) -> DossierQuerySet:  # noqa: A002
    return Dossier.objects.in_scope_of(actor).filter(_conditions(actor, filter, now))


def _page_of(actor: Actor, filter: ListFilter, now: datetime) -> DossierQuerySet:  # noqa: A002
    """`narrowed`, where a text has few finds by their ids: no planner then guesses that words are common that are not,
    and goes through a million rows in their order for the first 25."""
    rows = narrowed(actor, filter, now)
    if not filter.text:
        return rows
    found = _some(rows, MANY)
    return rows if len(found) == MANY else _but_for_text(actor, filter, now).filter(id__in=found)


def _some(rows: DossierQuerySet, most: int) -> list[UUID]:
    """At most `most` ids of `rows`, as the indexes give them.

    The planner does not see the limit and so cannot hope to meet so many by chance in reading the table.
    """
    try:
        query, values = rows.order_by().values_list("id").query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"WITH found AS MATERIALIZED ({query}) SELECT id FROM found LIMIT %s", [*values, most])
        return [found for (found,) in cursor.fetchall()]


def _conditions(actor: Actor, filter: ListFilter, now: datetime) -> Q:  # noqa: A002
    return (
        _of_state(filter, now)
        & _of_time(filter)
        & _of_kind(filter, now)
        & _of_the_actor(actor, filter)
        & _of_figure(actor, filter, now)
    )


def _of_state(filter: ListFilter, now: datetime) -> Q:  # noqa: A002
    conditions = Q()
    if filter.statuses:
        conditions &= Q(status__in=[status.value for status in filter.statuses])
        if filter.statuses <= OPEN:
            conditions &= Q(closed_at__isnull=True)  # lets the partial indexes serve
    if filter.overdue is not None:
        conditions &= Q(status__in=_RUNNING, closed_at__isnull=True)
        conditions &= Q(due_at__lt=now) if filter.overdue else Q(due_at__gte=now)
    if filter.timeliness:
        conditions &= Q(timeliness=filter.timeliness.value, settled_at__isnull=False)
    return conditions


def _of_time(filter: ListFilter) -> Q:  # noqa: A002
    conditions = Q()
    if filter.due_on:
        conditions &= _within("due_at", Period(filter.due_on, filter.due_on))
    if filter.received:
        conditions &= _within("received_at", filter.received)
    if filter.settled:
        conditions &= _within("settled_at", filter.settled)
    return conditions


def _of_kind(filter: ListFilter, now: datetime) -> Q:  # noqa: A002
    conditions = Q()
    for column, value in (
        ("field", filter.field),
        ("procedure_code", filter.procedure),
        ("channel", filter.channel.value if filter.channel else ""),
    ):
        if value:
            conditions &= Q(**{column: value})
    if filter.unit and not filter.figures:  # a figure counts where a dossier was, not where it is
        conditions &= Q(unit_id__in=_units_of(filter.unit, local_day(now)))
    return conditions


def _of_the_actor(actor: Actor, filter: ListFilter) -> Q:  # noqa: A002
    conditions = Q()
    if filter.desk:
        conditions &= Q(handler__in=sorted(actor.desk))
    if filter.step_roles:
        conditions &= Q(step_role__in=sorted(filter.step_roles))
    if filter.mine:
        conditions &= Q(holder__in=sorted(actor.tenures))
    if filter.holder is not None:
        conditions &= Q(holder=filter.holder) if filter.holder else Q(holder__isnull=True)
    if filter.counter:
        agencies = sorted(actor.agencies)
        conditions &= Q(received_by__in=agencies) | Q(returned_by__in=agencies)
    return conditions


def _of_figure(actor: Actor, filter: ListFilter, now: datetime) -> Q:  # noqa: A002
    if not filter.figures or filter.period is None:
        return Q()
    day = local_day(now)
    if filter.unit:
        units = _units_of(filter.unit, day)
    else:
        communes = [card.unit_id for card in territory.communes_of(actor.province_code, day)]
        province = territory.require_unit(actor.province_code, day).unit_id
        units = sorted(organisation.units_behind([*communes, province]))
    provinces = sorted(actor.provinces)
    return behind(filter.figures, provinces=provinces, units=units, period=filter.period, now=now)


def _units_of(code: str, day: date) -> list[UnitId]:
    """The unit that carries `code`, with those merged into it."""
    return sorted(organisation.units_behind([territory.require_unit(code, day).unit_id]))


def _within(column: str, period: Period) -> Q:
    start, end = bounds(period)
    return Q(**{f"{column}__gte": start, f"{column}__lt": end})


def _beyond(rows: DossierQuerySet, key: str, descending: bool, after: str) -> DossierQuerySet:
    try:
        moment, record = base64.urlsafe_b64decode(after).decode().split("|")
        at, last = local(datetime.fromisoformat(moment)), UUID(record)
    except (ValueError, OverflowError, binascii.Error):
        raise refuse("dossier.cursor_unreadable", field="cursor") from None
    beyond = "lt" if descending else "gt"
    return rows.filter(Q(**{f"{key}__{beyond}": at}) | Q(**{key: at, f"id__{beyond}": last}))


def _cursor(at: datetime, last: UUID) -> str:
    return base64.urlsafe_b64encode(f"{at.astimezone(UTC).isoformat()}|{last}".encode()).decode()
