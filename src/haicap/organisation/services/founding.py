"""Founding the bodies of a province from the map. May be repeated: only what is missing is added."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from haicap.kernel import clock, text
from haicap.kernel.errors import refuse
from haicap.organisation.contract import AgencyKind
from haicap.organisation.domain import routing, staffing
from haicap.organisation.domain.composition import (
    BodyPlan,
    CentreModel,
    commune_bodies,
    counter_count,
    counter_plans,
    default_model,
    provincial_bodies,
)
from haicap.organisation.models import (
    Agency,
    Appointment,
    Counter,
    OrganisationJournal,
    Post,
    ServiceArea,
)
from haicap.organisation.selectors import agencies
from haicap.organisation.services.appointments import new_person
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard

TWO_TIERS_SINCE = date(2025, 7, 1)  # Law 72/2025/QH15: communes and provinces only
RECEIVING = frozenset({AgencyKind.CENTRE, AgencyKind.BRANCH, AgencyKind.PROVINCIAL_CENTRE})


@dataclass(frozen=True, slots=True)
class Founded:
    """How many bodies the province has and how many of them are new."""

    agencies: int
    added: int


@transaction.atomic
def found_province(
    province_code: str,
    *,
    model: CentreModel | None = None,
    at: datetime | None = None,
    since: date = TWO_TIERS_SINCE,
) -> Founded:
    """Found every body of a province and of its communes of today, with counters and who receives for whom.

    `model` is how the province receives (default: as it does in fact, Hà Nội and Quảng Ninh by branches).
    Refused: `organisation.province_without_communes`, `territory.unknown_unit`.
    """
    at = at or clock.now()
    day = clock.local_day(at)
    province = territory.require_unit(province_code, day)
    communes = territory.communes_of(province_code, day)
    if not communes:
        raise refuse("organisation.province_without_communes", province_code=province_code)
    before = Agency.objects.filter(province_code=province_code).count()
    top = _found_unit(province, provincial_bodies(province), parent=None, since=since)
    _found_system_post(top["committee"], since)
    for unit in communes:
        _found_commune(unit, model or default_model(province_code), top, since)
    _open_counters(province_code)
    agencies.forget()
    count = Agency.objects.filter(province_code=province_code).count()
    if count > before:
        OrganisationJournal.objects.record(
            actor=None,
            action="found_province",
            subject=f"province:{province_code}",
            at=at,
            added=count - before,
        )
    return Founded(agencies=count, added=count - before)


def _found_commune(unit: UnitCard, model: CentreModel, top: dict[str, Agency], since: date) -> None:
    bodies = commune_bodies(unit, model)
    branch = [body for body in bodies if body.kind is AgencyKind.BRANCH]
    own = [body for body in bodies if body.kind is not AgencyKind.BRANCH]
    made = _found_unit(unit, own, parent=top["committee"], since=since)
    for body in branch:
        # a branch stands in the commune but belongs to the province
        made["centre"] = _found(unit, body, parent=top["centre"], committee=top["committee"], since=since)
    ServiceArea.objects.get_or_create(unit_id=unit.unit_id, defaults={"agency": made["centre"]})


def _found_unit(
    unit: UnitCard, bodies: Iterable[BodyPlan], *, parent: Agency | None, since: date
) -> dict[str, Agency]:
    """Committee first; everything else of the unit stands below it, departments answering for themselves."""
    made: dict[str, Agency] = {}
    for body in bodies:
        head = made.get("committee")
        own_head = body.kind is AgencyKind.DEPARTMENT
        made[body.slug] = _found(
            unit, body, parent=head or parent, committee=None if own_head else head, since=since
        )
    if unit.is_province:
        ServiceArea.objects.get_or_create(unit_id=unit.unit_id, defaults={"agency": made["centre"]})
    return made


def _found(
    unit: UnitCard, body: BodyPlan, *, parent: Agency | None, committee: Agency | None, since: date
) -> Agency:
    agency, _ = Agency.objects.get_or_create(
        unit_id=unit.unit_id,
        slug=body.slug,
        kind=body.kind.value,
        valid_to=None,
        defaults={
            "code": body.code,
            "name": body.name,
            "name_en": body.name_en,
            "name_folded": text.fold(body.name),
            "name_sorted": text.sort_key(body.name),
            "province_code": unit.code if unit.is_province else unit.province_code,
            "unit_code": unit.code,
            "parent": parent,
            "committee": committee,
            "valid_from": since,
        },
    )
    return agency


def _found_system_post(committee: Agency, since: date) -> None:
    """Whom the machine acts as; without a role, so it can sign nothing."""
    post, created = Post.objects.get_or_create(
        agency=committee,
        title=staffing.SYSTEM_POST,
        defaults={"title_en": staffing.SYSTEM_POST_EN, "roles": []},
    )
    if created:
        person = new_person(staffing.SYSTEM_PERSON)
        person.save()
        Appointment.objects.create(person=person, post=post, starts_on=since)


def _open_counters(province_code: str) -> None:
    """Counters by field at every centre that has none yet."""
    centres = Agency.objects.filter(province_code=province_code, kind__in=[kind.value for kind in RECEIVING])
    without = centres.exclude(id__in=Counter.objects.values("agency_id")).order_by("id")
    Counter.objects.bulk_create(
        Counter(
            agency=centre,
            number=plan.number,
            name=plan.name,
            name_en=plan.name_en,
            fields=[field for slug in plan.slugs for field in routing.fields_of_counter(slug)],
        )
        for centre in without
        for plan in counter_plans(counter_count(centre.unit_code))
    )
