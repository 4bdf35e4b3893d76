"""Founding the bodies of a province from the map. May be repeated: only what is missing is added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from haicap.kernel import clock, memory, text
from haicap.kernel.errors import refuse
from haicap.organisation.contract import AgencyKind
from haicap.organisation.domain import codes, routing, staffing
from haicap.organisation.domain.codes import TWO_TIERS_SINCE
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
    AgencyAlias,
    Appointment,
    Counter,
    OrganisationJournal,
    Post,
    ServiceArea,
)
from haicap.organisation.selectors import agencies
from haicap.organisation.services.appointments import new_person
from haicap.platform.bulk import copy_rows
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard

RECEIVING = frozenset({AgencyKind.CENTRE, AgencyKind.BRANCH, AgencyKind.PROVINCIAL_CENTRE})


@dataclass(frozen=True, slots=True)
class Founded:
    """How many bodies the province has and how many of them are new."""

    agencies: int
    added: int


Top = Mapping[str, Agency]  # the living bodies of a province by their slugs


@memory.apart()
@transaction.atomic
def found_province(
    province_code: str,
    *,
    model: CentreModel | None = None,
    at: datetime | None = None,
    since: date = TWO_TIERS_SINCE,
) -> Founded:
    """Found every body of a province and of its communes of the day, with counters and who receives for whom.

    `model` is how the province receives (default: as it does in fact, Hà Nội and Quảng Ninh by branches; before
    there were two tiers, every commune for itself). `since` is the bodies' first day.
    Refused: `organisation.province_without_communes`, `territory.unknown_unit`.
    """
    at = at or clock.now()
    day = clock.local_day(at)
    province = territory.require_unit(province_code, day)
    communes = territory.communes_of(province_code, day)
    if not communes:
        raise refuse("organisation.province_without_communes", province_code=province_code)
    before = Agency.objects.filter(province_code=province_code).count()
    found_units([province, *communes], since=since, model=model)
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


@memory.apart()
@transaction.atomic
def found_units(units: Sequence[UnitCard], *, since: date, model: CentreModel | None = None) -> None:
    """Found the bodies that `units` of either tier lack, in a number of queries that does not grow with them.

    Refused: `organisation.province_not_founded` where a commune's province neither has bodies nor is among them.
    """
    with connection.cursor() as cursor:  # two founders at once: the second waits, then finds nothing to do
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('organisation.founding', 0))")
    for unit in units:
        if unit.is_province:
            _found_top(unit, since)
    communes = [unit for unit in units if not unit.is_province]
    tops = {code: _top_of(code) for code in {unit.province_code for unit in communes}}
    _found_communes(communes, tops, since, model)
    _open_counters([unit.unit_id for unit in units])
    agencies.forget()


def _found_top(province: UnitCard, since: date) -> None:
    """The bodies of a province: committee first, the others below it, departments answering for themselves."""
    plans = provincial_bodies(province, since)
    living = _living([province])
    if (province.unit_id, "committee") not in living:
        _insert([_row(province, plans[0], None, None, since)], since, living)
    committee = living[province.unit_id, "committee"]
    _insert(
        [
            _row(province, body, committee, None if body.kind is AgencyKind.DEPARTMENT else committee, since)
            for body in plans[1:]
            if (province.unit_id, body.slug) not in living
        ],
        since,
        living,
    )
    _receive_for({province.unit_id: living[province.unit_id, "centre"]})
    _found_system_post(committee, since)


def _top_of(province_code: str) -> Top:
    rows = Agency.objects.filter(province_code=province_code, valid_to__isnull=True)
    found = rows.filter(kind__in=[AgencyKind.PROVINCIAL_COMMITTEE.value, AgencyKind.PROVINCIAL_CENTRE.value])
    top = {row.slug: row for row in found.order_by("id")}
    if {"committee", "centre"} - top.keys():
        raise refuse("organisation.province_not_founded", province_code=province_code)
    return top


def _found_communes(
    units: Sequence[UnitCard], tops: Mapping[str, Top], since: date, model: CentreModel | None
) -> None:
    """Committees first, then what stands below them; a branch stands in the commune but belongs to the province."""
    living = _living(units)
    plans = {
        unit.unit_id: commune_bodies(unit, model or default_model(unit.province_code, since), since)
        for unit in units
    }
    _insert(
        [
            _row(unit, plans[unit.unit_id][0], tops[unit.province_code]["committee"], None, since)
            for unit in units
            if (unit.unit_id, "committee") not in living
        ],
        since,
        living,
    )
    rows = []
    for unit in units:
        committee, top = living[unit.unit_id, "committee"], tops[unit.province_code]
        for body in plans[unit.unit_id][1:]:
            if (unit.unit_id, body.slug) not in living:
                branch = body.kind is AgencyKind.BRANCH
                tied = (top["centre"], top["committee"]) if branch else (committee, committee)
                rows.append(_row(unit, body, *tied, since))
    _insert(rows, since, living)
    _receive_for({unit.unit_id: living[unit.unit_id, "centre"] for unit in units})


Living = dict[tuple[int, str], Agency]


def _living(units: Sequence[UnitCard]) -> Living:
    rows = Agency.objects.filter(unit_id__in=[unit.unit_id for unit in units], valid_to__isnull=True)
    return {(row.unit_id, row.slug): row for row in rows.order_by("id")}


def _insert(rows: list[Agency], since: date, living: Living) -> None:
    """Write new bodies; a code that ever was somebody's is not given again, so that no number can meet another."""
    wanted = [row.code for row in rows]
    taken = set(Agency.objects.filter(code__in=wanted).order_by("id").values_list("code", flat=True))
    taken |= set(AgencyAlias.objects.filter(code__in=wanted).order_by("id").values_list("code", flat=True))
    for row in rows:
        if row.code in taken:
            row.code = codes.again(row.code, row.unit_code, since)
    Agency.objects.bulk_create(rows, batch_size=2000)
    living.update({(row.unit_id, row.slug): row for row in rows})


def _row(
    unit: UnitCard, body: BodyPlan, parent: Agency | None, committee: Agency | None, since: date
) -> Agency:
    return Agency(
        unit_id=unit.unit_id,
        slug=body.slug,
        kind=body.kind.value,
        code=body.code,
        name=body.name,
        name_en=body.name_en,
        name_folded=text.fold(body.name),
        name_sorted=text.sort_key(body.name),
        province_code=unit.province_code,
        unit_code=unit.code,
        parent=parent,
        committee=committee,
        valid_from=since,
    )


def _receive_for(centres: Mapping[int, Agency]) -> None:
    """Who receives for which unit; where somebody does already, nothing changes."""
    known = set(
        ServiceArea.objects.filter(unit_id__in=centres).order_by("id").values_list("unit_id", flat=True)
    )
    ServiceArea.objects.bulk_create(
        (ServiceArea(unit_id=unit, agency=centre) for unit, centre in centres.items() if unit not in known),
        batch_size=2000,
    )


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


def _open_counters(unit_ids: Sequence[int]) -> None:
    """Counters by field at every centre that has none yet."""
    centres = Agency.objects.filter(
        unit_id__in=unit_ids, valid_to__isnull=True, kind__in=[kind.value for kind in RECEIVING]
    )
    without = centres.exclude(id__in=Counter.objects.values("agency_id")).order_by("id")
    copy_rows(
        Counter,
        ("agency_id", "number", "name", "name_en", "fields"),
        (
            (
                centre,
                plan.number,
                plan.name,
                plan.name_en,
                [field for slug in plan.slugs for field in routing.fields_of_counter(slug)],
            )
            for centre, unit_code in without.values_list("id", "unit_code")
            for plan in counter_plans(counter_count(unit_code))
        ),
    )
