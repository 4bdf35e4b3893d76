"""The people of these tests: provincial business administrators, one of a commune, and one who is none."""

from haicap.kernel.text import fold, person_sort_key
from haicap.organisation.contract import Actor, AgencyId, AgencyKind, AppointmentId, PersonId, Role
from haicap.organisation.models import Agency, Person
from haicap.territory.contract import UnitId


def person(name: str, kind: AgencyKind, *roles: Role) -> Actor:
    """An actor with a real person and a real agency behind it; the appointment plays no part here."""
    row = Person.objects.create(name=name, name_folded=fold(name), name_sorted=person_sort_key(name))
    agency = AgencyId(Agency.objects.filter(kind=kind).order_by("id").values_list("id", flat=True)[0])
    return Actor(
        person_id=PersonId(row.pk),
        person_name=name,
        appointment_id=AppointmentId(1),
        post_title="Quản trị nghiệp vụ",
        agency_id=agency,
        committee_id=agency,
        unit_id=UnitId(1),
        province_code="68",
        roles=frozenset(roles),
        agencies=frozenset({agency}),
    )


def administrator(name: str = "Trần Thị Bình") -> Actor:
    """A business administrator of the province."""
    return person(name, AgencyKind.PROVINCIAL_OFFICE, Role.BUSINESS_ADMIN)


def administrator_of_a_commune() -> Actor:
    """A business administrator of one commune."""
    return person("Phạm Thị Xã", AgencyKind.OFFICE, Role.BUSINESS_ADMIN)


def stranger() -> Actor:
    """An official without that role."""
    return person("Lê Văn Lạ", AgencyKind.CENTRE, Role.RECEIVER)
