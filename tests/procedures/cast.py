"""The people of these tests: two business administrators and one who is none."""

from haicap.kernel.text import fold, person_sort_key
from haicap.organisation.contract import Actor, AgencyId, AppointmentId, PersonId, Role
from haicap.organisation.models import Person
from haicap.territory.contract import UnitId


def person(name: str, *roles: Role) -> Actor:
    """An actor with a real person behind it; the appointment plays no part in the catalogue."""
    row = Person.objects.create(name=name, name_folded=fold(name), name_sorted=person_sort_key(name))
    return Actor(
        person_id=PersonId(row.pk),
        person_name=name,
        appointment_id=AppointmentId(1),
        post_title="Quản trị nghiệp vụ",
        agency_id=AgencyId(1),
        committee_id=AgencyId(1),
        unit_id=UnitId(1),
        province_code="68",
        roles=frozenset(roles),
        agencies=frozenset({AgencyId(1)}),
    )


def administrator(name: str = "Trần Thị Bình") -> Actor:
    """A business administrator."""
    return person(name, Role.BUSINESS_ADMIN)


def stranger() -> Actor:
    """An official without that role."""
    return person("Lê Văn Lạ", Role.RECEIVER)
