"""Agencies as cards. They are public knowledge, so no actor is asked for.

What every request asks is remembered for five seconds; who changes a body calls `forget`.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.db.models import F, Q, Subquery

from haicap.kernel.errors import refuse
from haicap.kernel.memory import remembered
from haicap.organisation.contract import AgencyCard, AgencyId, AgencyKind, CounterCard, CounterId
from haicap.organisation.domain import routing
from haicap.organisation.models import Agency, AgencyAlias, Counter, ServiceArea
from haicap.organisation.selectors import successions
from haicap.organisation.selectors.successions import NOTICED_WITHIN
from haicap.territory.contract import UnitId


def card(row: Agency) -> AgencyCard:
    """The card of one row."""
    return AgencyCard(
        id=AgencyId(row.id),
        code=row.code,
        name=row.name,
        kind=AgencyKind(row.kind),
        province_code=row.province_code,
        unit_id=UnitId(row.unit_id),
        unit_code=row.unit_code,
        parent_id=AgencyId(row.parent_id) if row.parent_id else None,
        committee_id=AgencyId(row.committee_id or row.id),
        phone=row.phone,
        address=row.address,
        name_en=row.name_en,
    )


@remembered(seconds=NOTICED_WITHIN)
def agency(agency_id: AgencyId) -> AgencyCard:
    """One agency; refused with `organisation.unknown_agency`."""
    row = Agency.objects.filter(id=agency_id).first()
    if row is None:
        raise refuse("organisation.unknown_agency", agency=agency_id)
    return card(row)


@remembered(seconds=NOTICED_WITHIN)
def agencies(agency_ids: frozenset[AgencyId]) -> Mapping[AgencyId, AgencyCard]:
    """Many agencies in one query; unknown ids are simply missing."""
    rows = Agency.objects.filter(id__in=agency_ids).order_by("id")
    return MappingProxyType({AgencyId(row.id): card(row) for row in rows})


def agency_by_code(code: str) -> AgencyCard:
    """One agency by its code or an alias; refused with `organisation.unknown_agency`."""
    row = Agency.objects.filter(code=code).first()
    if row is None:
        alias = AgencyAlias.objects.filter(code=code).select_related("agency").first()
        if alias is None:
            raise refuse("organisation.unknown_agency", field="agency", agency=code)
        row = alias.agency
    return card(row)


def agencies_of_unit(unit_id: UnitId, *, on: date | None = None) -> tuple[AgencyCard, ...]:
    """All bodies of a unit, the committee first, by code; `on` narrows to those in force that day."""
    rows = Agency.objects.filter(unit_id=unit_id)
    if on is not None:
        rows = rows.in_force(on)
    return tuple(card(row) for row in rows.order_by(F("committee_id").asc(nulls_first=True), "code", "id"))


@remembered(seconds=NOTICED_WITHIN)
def agencies_of_units(unit_ids: frozenset[UnitId]) -> Mapping[AgencyId, UnitId]:
    """Every body of the units, also ended ones, with its unit. One query."""
    rows = Agency.objects.filter(unit_id__in=unit_ids).order_by("id").values_list("id", "unit_id")
    return MappingProxyType({AgencyId(agency_id): UnitId(unit_id) for agency_id, unit_id in rows})


def agencies_of_province(
    province_code: str, *, kinds: frozenset[AgencyKind] | None = None, until: date | None = None
) -> tuple[AgencyCard, ...]:
    """Living agencies of a province, and those that still lived on `until`, in Vietnamese order of their names."""
    rows = Agency.objects.filter(province_code=province_code)
    rows = rows.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=until) if until else Q(valid_to__isnull=True)
    )
    if kinds is not None:
        rows = rows.filter(kind__in=[kind.value for kind in kinds])
    return tuple(card(row) for row in rows.order_by("name_sorted", "id"))


@remembered(seconds=NOTICED_WITHIN)
def founded_provinces() -> tuple[str, ...]:
    """Codes of the provinces whose bodies stand here."""
    rows = Agency.objects.filter(kind=AgencyKind.PROVINCIAL_COMMITTEE.value, valid_to__isnull=True)
    return tuple(rows.order_by("province_code").values_list("province_code", flat=True))


@remembered(seconds=NOTICED_WITHIN)
def committee_of_unit(unit_id: UnitId) -> AgencyCard:
    """The People's Committee of a unit of either tier; refused with `organisation.unknown_agency`."""
    kinds = [AgencyKind.COMMITTEE.value, AgencyKind.PROVINCIAL_COMMITTEE.value]
    row = Agency.objects.filter(unit_id=unit_id, kind__in=kinds, valid_to__isnull=True).order_by("id").first()
    if row is None:
        raise refuse("organisation.unknown_agency", agency=unit_id)
    return card(row)


def centre_of_unit(unit_id: UnitId) -> AgencyCard:
    """Who receives for a unit (of today or merged away): its centre, its branch, or the provincial centre;
    refused with `organisation.no_centre`.
    """
    area = ServiceArea.objects.filter(unit_id=unit_id).values_list("agency_id", flat=True).first()
    if area is None:
        raise refuse("organisation.no_centre")
    return agency(successions.heir_of(AgencyId(area)))


def division_for(committee_id: AgencyId, field: str) -> AgencyId:
    """The body of a committee (or the department of a provincial one) that deals with `field`.

    A department given as `committee_id` deals with everything sent to it. Where the body is missing (branch
    model: no centre of its own), the office does it, and without office the committee itself.
    """
    committee = agency(committee_id)
    if committee.kind is AgencyKind.DEPARTMENT:
        return committee.id
    provincial = committee.kind is AgencyKind.PROVINCIAL_COMMITTEE
    tier = routing.PROVINCE if provincial else routing.COMMUNE
    found = _bodies(committee_id, "parent" if provincial else "committee")
    return found.get(routing.body_for(field, tier=tier)) or found.get("office") or committee_id


@remembered(seconds=NOTICED_WITHIN)
def _bodies(committee_id: AgencyId, tie: str) -> Mapping[str, AgencyId]:
    """The bodies tied to a committee that live, or ended together with it, by slug: one question for all fields.

    What lay with a committee that was merged away stays in its own house; whoever goes on for that house sees it.
    """
    ended = Agency.objects.filter(id=committee_id).values("valid_to")
    living = Q(valid_to__isnull=True) | Q(valid_to=Subquery(ended))
    rows = Agency.objects.filter(living, **{f"{tie}_id": committee_id}).order_by("id")
    return MappingProxyType({slug: AgencyId(body) for slug, body in rows.values_list("slug", "id")})


def counters(agency_id: AgencyId) -> tuple[CounterCard, ...]:
    """The open counters of a centre by number."""
    rows = Counter.objects.filter(agency_id=agency_id, closed_on__isnull=True).order_by("number", "id")
    return tuple(
        CounterCard(
            id=CounterId(row.id),
            agency_id=AgencyId(row.agency_id),
            number=row.number,
            name=row.name,
            name_en=row.name_en,
            fields=frozenset(row.fields),
        )
        for row in rows
    )


def forget() -> None:
    """Ask the database anew: after a body was founded or changed."""
    for question in (agency, agencies, agencies_of_units, committee_of_unit, founded_provinces, _bodies):
        question.forget()
    successions.forget()
