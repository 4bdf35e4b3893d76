"""The actor: made from an appointment in force, or refused with the reason. The one gate to everybody's
records.

Fail-closed: whoever has no valid appointment gets a refusal, never an actor with an empty scope by accident.
Two queries: the appointments of the day, the agencies in reach.
"""

from datetime import date, timedelta

from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation.contract import (
    Actor,
    AgencyId,
    AgencyKind,
    AppointmentCard,
    AppointmentId,
    Capacity,
    DelegationId,
    PersonId,
    Role,
    Seat,
)
from haicap.organisation.domain.scope import Reach, reach, sees_whole_province
from haicap.organisation.messages import REASONS
from haicap.organisation.models import Account, Agency, Appointment, Delegation, Person
from haicap.organisation.models.appointment import on
from haicap.organisation.selectors import successions
from haicap.organisation.selectors.successions import Lines
from haicap.platform.statements import Reading, Statement
from haicap.territory.contract import UnitId

_CHAIN = ("person", "post", "post__agency")
# appointments of people still employed, in a body that is not closed, on `day`
_IN_FORCE = """
WHERE this.starts_on <= %(day)s AND (this.ends_on IS NULL OR this.ends_on >= %(day)s)
  AND (person.left_on IS NULL OR person.left_on >= %(day)s)
  AND (post__agency.valid_to IS NULL OR post__agency.valid_to > %(day)s)
"""
_OWN = Reading(
    Appointment, f"{_IN_FORCE} AND this.person_id = %(person)s ORDER BY this.starts_on, this.id", *_CHAIN
)
_AMONG = Reading(Appointment, f"{_IN_FORCE} AND this.id = ANY(%(ids)s::bigint[]) ORDER BY this.id", *_CHAIN)
_HOLDERS = Reading(
    Appointment,
    f"""{_IN_FORCE} AND post.agency_id = %(agency)s AND post.roles && %(roles)s::text[]
    ORDER BY person.name_sorted, this.id""",
    *_CHAIN,
)
_ACCOUNT = Reading(Account, "WHERE this.id = %(id)s")
_NAMES = Statement("""
SELECT a.id, p.name FROM organisation_appointment a JOIN organisation_person p ON p.id = a.person_id
WHERE a.id = ANY(%(ids)s::bigint[])
""")


def account_of(account_id: int) -> Account | None:
    """The account of a session as it stands now, locked ones too."""
    return _ACCOUNT.first(id=account_id)


def actor_for(
    account: Account,
    day: date,
    appointment_id: AppointmentId | None = None,
    *,
    delegation_id: DelegationId | None = None,
) -> Actor:
    """The actor of a signed-in account on `day` (business day of Viet Nam).

    `appointment_id` chooses among several appointments (default: the oldest in force), `delegation_id` acts
    from a delegation lent to the person. Refused with `organisation.no_appointment` (fact `why`): locked,
    expired, left, none, ended, not_yet, not_yours.
    """
    if not account.is_active:
        raise _no("locked")
    if account.expires_on is not None and account.expires_on < day:
        raise _no("expired")
    own = _own(account.person_id, day)
    if not own:
        raise _no(_why_none(account.person_id, day))
    if delegation_id is not None:
        return _from_delegation(account.person_id, own[0], delegation_id, day)
    if appointment_id is None:
        return _from_appointment(own[0])
    for appointment in own:
        if appointment.id == appointment_id:
            return _from_appointment(appointment)
    raise _no("not_yours")


def actor_of_appointment(appointment_id: AppointmentId, day: date) -> Actor:
    """The actor an appointment makes on `day`, without a sign-in: for tokens and the simulator.

    Where its body was merged away, the appointment that continues it acts.
    """
    ids = [int(appointment_id)]
    while ids:
        appointment = _AMONG.first(day=day, ids=ids)
        if appointment is not None:
            return _from_appointment(appointment)
        ids = list(Appointment.objects.filter(continues__in=ids).order_by("id").values_list("id", flat=True))
    raise _no("ended")


def actor_of_username(username: str, day: date, roles: frozenset[Role]) -> Actor:
    """The actor of an account from the appointment that holds one of `roles`, without a sign-in: for the command line.

    Refused: `organisation.unknown_account`, `organisation.no_appointment` (`why`: none, where no post holds any).
    """
    account = Account.objects.filter(username=username.strip().lower()).first()
    if account is None:
        raise refuse("organisation.unknown_account", field="username", username=username)
    for appointment in _own(account.person_id, day):
        if not roles.isdisjoint(appointment.post.roles):
            return actor_for(account, day, AppointmentId(appointment.id))
    raise _no("none")


def seats(person_id: PersonId, day: date) -> tuple[Seat, ...]:
    """Everything a person may act from on `day`: own appointments first, then delegations."""
    own = _own(person_id, day)
    if not own:
        return ()
    lent = _lent(person_id, day)
    return (
        *(_seat(appointment, None) for appointment in own),
        *(_seat(row.appointment, DelegationId(row.id)) for row in lent),
    )


def holders(agency_id: AgencyId, role: Role, day: date) -> list[AppointmentCard]:
    """Who holds `role` in exactly this agency (or in who goes on for it) on `day`, by the order of their names."""
    return holders_of_any(agency_id, frozenset({role}), day)


def holders_of_any(agency_id: AgencyId, roles: frozenset[Role], day: date) -> list[AppointmentCard]:
    """Who holds one of `roles` there, likewise, everybody once. One query."""
    named = sorted(role.value for role in roles)
    rows = _HOLDERS.all(day=day, agency=successions.heir_of(agency_id), roles=named)
    return [appointment_card(row) for row in rows]


def appointments(ids: frozenset[AppointmentId]) -> dict[AppointmentId, AppointmentCard]:
    """Cards of appointments, in force or ended, in one query; unknown ids are simply missing."""
    rows = Appointment.objects.filter(id__in=ids).select_related("person", "post__agency").order_by("id")
    return {AppointmentId(row.id): appointment_card(row) for row in rows} if ids else {}


def holder_names(ids: frozenset[AppointmentId]) -> dict[AppointmentId, str]:
    """The names of who holds or held appointments, in one query; unknown ids are simply missing."""
    if not ids:
        return {}
    return {AppointmentId(pk): name for pk, name in _NAMES.rows(ids=sorted(ids))}


def appointment_card(row: Appointment) -> AppointmentCard:
    """The card of one appointment (its person and post already joined)."""
    return AppointmentCard(
        id=AppointmentId(row.id),
        person_id=PersonId(row.person_id),
        person_name=row.person.name,
        post_title=row.post.title,
        agency_id=AgencyId(row.post.agency_id),
        agency_name=row.post.agency.name,
        roles=frozenset(Role(role) for role in row.post.roles),
        starts_on=row.starts_on,
        ends_on=_last_day(row),
        fields=frozenset(row.post.fields),
    )


def _last_day(row: Appointment) -> date | None:
    """Its own last day, or that of its body, whichever comes first."""
    closed = row.post.agency.valid_to
    days = [row.ends_on, closed - timedelta(days=1) if closed else None]
    return min((day for day in days if day is not None), default=None)


def _no(why: str) -> RefusalError:
    return refuse("organisation.no_appointment", reason=REASONS[why], why=why)


def _own(person_id: int, day: date) -> list[Appointment]:
    return _OWN.all(day=day, person=person_id)


def _lent(person_id: int, day: date) -> list[Delegation]:
    """Delegations whose lender still holds the lent appointment on `day`, oldest first."""
    rows = Delegation.objects.filter(on(day), person_id=person_id).order_by("starts_on", "id")
    lent = list(rows.select_related("appointment__person", "appointment__post__agency"))
    held = {row.id for row in _AMONG.all(day=day, ids=[row.appointment_id for row in lent])}
    return [row for row in lent if row.appointment_id in held]


def _why_none(person_id: int, day: date) -> str:
    if Person.objects.filter(id=person_id, left_on__lt=day).exists():
        return "left"
    all_of_them = Appointment.objects.filter(person_id=person_id)
    if all_of_them.filter(starts_on__gt=day).exists():
        return "not_yet"
    return "ended" if all_of_them.exists() else "none"


def _from_appointment(row: Appointment) -> Actor:
    return _actor(
        person=row.person,
        appointment_id=row.id,
        source=row,
        roles=frozenset(Role(role) for role in row.post.roles),
        capacity=Capacity(row.post.capacity),
        on_behalf_of=None,
    )


def _from_delegation(person_id: int, own: Appointment, delegation_id: DelegationId, day: date) -> Actor:
    lent = next((row for row in _lent(person_id, day) if row.id == delegation_id), None)
    if lent is None:
        raise _no("not_yours")
    return _actor(
        person=own.person,
        appointment_id=own.id,
        source=lent.appointment,
        # never more than the lender still holds
        roles=frozenset(Role(role) for role in lent.roles if role in lent.appointment.post.roles),
        capacity=Capacity(lent.capacity),
        on_behalf_of=AppointmentId(lent.appointment_id),
    )


def _actor(
    *,
    person: Person,
    appointment_id: int,
    source: Appointment,
    roles: frozenset[Role],
    capacity: Capacity,
    on_behalf_of: AppointmentId | None,
) -> Actor:
    agency = source.post.agency
    mine = AgencyId(agency.id)
    committee = AgencyId(agency.committee_id or agency.id)
    lines = lines_in_reach(agency, roles)
    return Actor(
        person_id=PersonId(person.id),
        person_name=person.name,
        appointment_id=AppointmentId(appointment_id),
        post_title=source.post.title,
        agency_id=mine,
        committee_id=committee,
        unit_id=UnitId(agency.unit_id),
        province_code=agency.province_code,
        roles=roles,
        agencies=lines.everybody,
        whole_province=sees_whole_province(roles),
        fields=frozenset(source.post.fields),
        capacity=capacity,
        on_behalf_of=on_behalf_of,
        agency_name=agency.name,
        own=lines.of.get(mine, frozenset()),
        desk=lines.of.get(committee, frozenset()),
        provinces=lines.provinces,
        tenures=successions.tenures_of(source.id) if source.continues_id else frozenset(),
    )


def lines_in_reach(agency: Agency, roles: frozenset[Role]) -> Lines:
    """The agencies whose records `roles` held in `agency` may read, with everybody they succeeded (closed agencies
    too: their records remain).
    """
    match reach(AgencyKind(agency.kind), roles):
        case Reach.NOTHING:
            return Lines({}, frozenset())
        case Reach.ITSELF:
            return successions.lines_below(AgencyId(agency.id), "")
        case Reach.WITH_CHILDREN:
            return successions.lines_below(AgencyId(agency.id), "parent")
        case Reach.COMMITTEE:
            return successions.lines_below(AgencyId(agency.committee_id or agency.id), "committee")


def _seat(row: Appointment, delegation_id: DelegationId | None) -> Seat:
    return Seat(
        appointment_id=AppointmentId(row.id),
        delegation_id=delegation_id,
        post_title=row.post.title,
        agency_name=row.post.agency.name,
    )
