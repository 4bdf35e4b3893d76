"""What bodies still lack before they can work: people in posts, accounts, second factors, counters.

For many units in a handful of questions; who may see the answer is asked by the caller.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Q

from haicap.organisation.contract import (
    SECOND_FACTOR_ROLES,
    AgencyId,
    Gap,
    PersonId,
    Preparation,
    Preparedness,
)
from haicap.organisation.domain.staffing import SYSTEM_POST
from haicap.organisation.models import Account, Agency, Appointment, Counter, Post, ServiceArea
from haicap.organisation.models.appointment import on
from haicap.territory.contract import UnitId

Found = dict[tuple[UnitId, Preparation], list[Gap | None]]  # None: nothing lacks here


def preparedness(
    unit_ids: Collection[UnitId], day: date
) -> Mapping[tuple[UnitId, Preparation], Preparedness]:
    """For each unit and each kind of preparation how much is needed, how much is there, and what lacks."""
    found: Found = defaultdict(list)
    bodies = Agency.objects.filter(unit_id__in=unit_ids, valid_to__isnull=True)
    units = {row.id: UnitId(row.unit_id) for row in bodies.order_by("id")}
    posts = list(
        Post.objects.filter(agency_id__in=units, closed_on__isnull=True)
        .exclude(title=SYSTEM_POST)
        .select_related("agency")
        .order_by("agency__name_sorted", "id")
    )
    held = list(
        Appointment.objects.filter(on(day), post__in=posts)
        .select_related("person", "post__agency")
        .order_by("person__name_sorted", "id")
    )
    _posts(found, units, posts, held)
    _people(found, units, held, day)
    _counters(found, unit_ids)
    return {
        (unit_id, kind): _told(kind, found[unit_id, kind]) for unit_id in unit_ids for kind in Preparation
    }


def _told(kind: Preparation, parts: list[Gap | None]) -> Preparedness:
    gaps = tuple(part for part in parts if part is not None)
    return Preparedness(kind, len(parts), len(parts) - len(gaps), gaps)


def _posts(found: Found, units: Mapping[int, UnitId], posts: list[Post], held: list[Appointment]) -> None:
    taken = {row.post_id for row in held}
    for post in posts:
        gap = None if post.id in taken else Gap(post.title, post.agency.name, AgencyId(post.agency_id))
        found[units[post.agency_id], Preparation.POSTS].append(gap)


def _people(found: Found, units: Mapping[int, UnitId], held: list[Appointment], day: date) -> None:
    people = {row.person_id for row in held}
    accounts = _accounts(people, day)
    proven = set(
        Authenticator.objects.filter(user_id__in=accounts.values()).values_list("user_id", flat=True)
    )
    told: set[tuple[UnitId, int, Preparation]] = set()
    for row in held:
        unit, gap = units[row.post.agency_id], _gap(row)
        account = accounts.get(row.person_id)
        asked = [(Preparation.ACCOUNTS, account is not None)]
        if SECOND_FACTOR_ROLES.intersection(row.post.roles):
            asked.append((Preparation.SECOND_FACTOR, account in proven))
        for kind, is_there in asked:
            if (unit, row.person_id, kind) not in told:
                told.add((unit, row.person_id, kind))
                found[unit, kind].append(None if is_there else gap)


def _accounts(people: Iterable[int], day: date) -> dict[int, int]:
    rows = Account.objects.filter(person_id__in=people, is_active=True)
    rows = rows.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=day))
    return dict(rows.order_by("id").values_list("person_id", "id"))


def _gap(row: Appointment) -> Gap:
    body = AgencyId(row.post.agency_id)
    return Gap(row.person.name, row.post.title, body, PersonId(row.person_id))


def _counters(found: Found, unit_ids: Collection[UnitId]) -> None:
    """At least one counter open where the unit's dossiers are received, be it another body's."""
    areas = (
        ServiceArea.objects.filter(unit_id__in=unit_ids).select_related("agency").order_by("unit_id", "id")
    )
    receiving = {UnitId(area.unit_id): area.agency for area in areas}
    rows = Counter.objects.filter(agency__in=receiving.values(), closed_on__isnull=True)
    opened = set(rows.values_list("agency_id", flat=True))
    for unit_id in unit_ids:
        centre = receiving.get(unit_id)
        if centre is None:
            gap: Gap | None = Gap("", "", None)
        else:
            gap = None if centre.id in opened else Gap(centre.name, "", AgencyId(centre.id))
        found[unit_id, Preparation.COUNTERS].append(gap)
