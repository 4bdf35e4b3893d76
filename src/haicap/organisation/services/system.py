"""The machine as an actor: for jobs and imports that read a whole province and act in nobody's name."""

from datetime import datetime

from haicap.kernel import clock, text
from haicap.kernel.errors import refuse
from haicap.organisation.contract import Actor, AgencyId, AgencyKind, AppointmentId, PersonId
from haicap.organisation.domain.staffing import SYSTEM_POST
from haicap.organisation.models import Agency, Appointment, OrganisationJournal
from haicap.organisation.selectors import successions
from haicap.territory.contract import UnitId


def system_actor(province_code: str, reason: str, *, at: datetime | None = None) -> Actor:
    """An actor without any role that sees all agencies of a province; the reason is journalled.

    It holds no role on purpose: what a machine may do beyond reading stands in the policy of each act.
    Refused:
    `organisation.reason_missing`, `organisation.province_not_founded`.
    """
    if not text.clean(reason):
        raise refuse("organisation.reason_missing", field="reason")
    rows = Appointment.objects.select_related("person", "post__agency")
    row = (
        rows.filter(
            post__agency__valid_to__isnull=True,
            post__agency__province_code=province_code,
            post__agency__kind=AgencyKind.PROVINCIAL_COMMITTEE.value,
            post__title=SYSTEM_POST,
        )
        .order_by("id")
        .first()
    )
    if row is None:
        raise refuse("organisation.province_not_founded", province_code=province_code)
    agency = row.post.agency
    provinces = successions.lines_below(AgencyId(agency.id), "").provinces | {province_code}
    ids = Agency.objects.filter(province_code__in=provinces).order_by("id").values_list("id", flat=True)
    actor = Actor(
        person_id=PersonId(row.person_id),
        person_name=row.person.name,
        appointment_id=AppointmentId(row.id),
        post_title=row.post.title,
        agency_id=AgencyId(agency.id),
        committee_id=AgencyId(agency.id),
        unit_id=UnitId(agency.unit_id),
        province_code=province_code,
        roles=frozenset(),
        agencies=frozenset(map(AgencyId, ids)),
        whole_province=True,
        agency_name=agency.name,
        provinces=provinces,
    )
    OrganisationJournal.objects.record(
        actor=actor,
        action="act_as_system",
        subject=f"province:{province_code}",
        at=at or clock.now(),
        reason=reason,
    )
    return actor
