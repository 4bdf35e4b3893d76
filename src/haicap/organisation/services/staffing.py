"""Staffing a demo province: posts, people, appointments and accounts for every body, in bulk.

Everything is invented and repeatable from the seed; real provinces import their own staff list (`haicap user
import`). The accounts are marked as demo: they need no second factor and sign in only where `HAICAP_DEMO` is
set.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from haicap.kernel import clock
from haicap.kernel.errors import refuse
from haicap.organisation.contract import AgencyKind, DemoSignIn, Role
from haicap.organisation.domain import staffing
from haicap.organisation.domain.codes import TWO_TIERS_SINCE
from haicap.organisation.domain.composition import counter_count
from haicap.organisation.domain.names import invented_names
from haicap.organisation.domain.staffing import PostPlan
from haicap.organisation.domain.tables import rows
from haicap.organisation.models import Account, Agency, Appointment, OrganisationJournal, Person, Post
from haicap.organisation.services.appointments import new_person

DEMO_PASSWORD = "cham-dan-36-haicap"  # noqa: S105 - shown on the demo's first page; a production refuses demo accounts
DEMO_UNIT = "25000"  # Di Linh


@dataclass(frozen=True, slots=True)
class Staffed:
    """What a call added."""

    posts: int
    people: int


@dataclass(frozen=True, slots=True)
class _Place:
    """One seat to fill: in which agency, by which plan, under which user name."""

    agency: Agency
    plan: PostPlan
    username: str


@transaction.atomic
def staff_province(
    province_code: str, *, seed: int = 2025, since: date = TWO_TIERS_SINCE, at: datetime | None = None
) -> Staffed:
    """Fill every body of a founded province with invented people; a province that has posts is left as it is.

    Refused: `organisation.province_not_founded`.
    """
    agencies = list(Agency.objects.filter(province_code=province_code, valid_to__isnull=True).order_by("id"))
    if not agencies:
        raise refuse("organisation.province_not_founded", province_code=province_code)
    if Post.objects.filter(agency__in=agencies).exclude(title=staffing.SYSTEM_POST).exists():
        return Staffed(posts=0, people=0)
    places = list(_places(agencies, Random(seed)))  # noqa: S311 - a demo's dice
    posts = _open_posts(places)
    people = _hire(places, posts, seed, since)
    OrganisationJournal.objects.record(
        actor=None,
        action="staff_demo",
        subject=f"province:{province_code}",
        at=at or clock.now(),
        seed=seed,
        people=people,
    )
    return Staffed(posts=len(posts), people=people)


def demo_sign_ins(province_code: str = "68", unit_code: str = DEMO_UNIT) -> list[DemoSignIn]:
    """One sign-in for each role: those of a commune at `unit_code`, the others at the province. Demo accounts
    only, in bodies that live.

    Empty where there are none; whoever shows them must ask `settings.DEMO` first.
    """
    found: dict[Role, DemoSignIn] = {}
    posts = Appointment.objects.select_related("person", "post__agency").filter(
        post__agency__province_code=province_code, post__agency__valid_to__isnull=True
    )
    for place in (unit_code, province_code):
        here = list(posts.filter(post__agency__unit_code=place).order_by("id"))
        names = dict(
            Account.objects.filter(person__in=[row.person_id for row in here], demo=True)
            .order_by("id")
            .values_list("person_id", "username")
        )
        for row in here:
            for role in map(Role, row.post.roles):
                if row.person_id in names and role not in found:
                    found[role] = DemoSignIn(
                        role=role,
                        title_vi=row.post.title,
                        title_en=row.post.title_en,
                        unit=row.post.agency.name,
                        username=names[row.person_id],
                        password=DEMO_PASSWORD,
                    )
    return [found[role] for role in Role if role in found]


def demo_accounts_exist() -> bool:
    """True where a demo's accounts are in this database; a production start refuses then."""
    return Account.objects.filter(demo=True).exists()


def _places(agencies: list[Agency], dice: Random) -> Iterator[_Place]:
    bodies: dict[int, dict[str, Agency]] = {}
    for agency in agencies:
        bodies.setdefault(agency.unit_id, {})[agency.slug] = agency
    for mine in bodies.values():
        plans = _plans(mine, dice)
        yield from _seats(mine, [plan for plan in plans if plan.body in mine])


def _plans(mine: dict[str, Agency], dice: Random) -> tuple[PostPlan, ...]:
    unit_code = mine["committee"].unit_code
    if mine["committee"].kind == AgencyKind.PROVINCIAL_COMMITTEE:
        return tuple(staffing.provincial_posts(tuple(row["slug"] for row in rows("departments"))))
    return staffing.commune_posts(counter_count=counter_count(unit_code), own_posts=dice.choice((36, 37)))


def _seats(mine: dict[str, Agency], plans: list[PostPlan]) -> Iterator[_Place]:
    """One place per seat; user names are numbered where a unit has several of a kind: `25000.tiepnhan1`."""
    total: dict[str, int] = {}
    for plan in plans:
        total[plan.slug] = total.get(plan.slug, 0) + plan.seats
    given: dict[str, int] = {}
    for plan in plans:
        for _ in range(plan.seats):
            given[plan.slug] = given.get(plan.slug, 0) + 1
            number = str(given[plan.slug]) if total[plan.slug] > 1 else ""
            agency = mine[plan.body]
            yield _Place(agency, plan, f"{agency.unit_code}.{plan.slug}{number}")


def _open_posts(places: list[_Place]) -> dict[tuple[int, str], Post]:
    wanted: dict[tuple[int, str], Post] = {}
    for place in places:
        plan = place.plan
        wanted.setdefault(
            (place.agency.id, plan.title),
            Post(
                agency=place.agency,
                title=plan.title,
                title_en=plan.title_en,
                roles=[role.value for role in plan.roles],
                fields=list(plan.fields),
                seats=plan.seats,
                capacity=plan.capacity.value,
            ),
        )
    Post.objects.bulk_create(wanted.values(), batch_size=2000)
    return wanted


def _hire(places: list[_Place], posts: dict[tuple[int, str], Post], seed: int, since: date) -> int:
    names = invented_names(seed)
    people = Person.objects.bulk_create([new_person(next(names)) for _ in places], batch_size=2000)
    Appointment.objects.bulk_create(
        [
            Appointment(person=person, post=posts[place.agency.id, place.plan.title], starts_on=since)
            for place, person in zip(places, people, strict=True)
        ],
        batch_size=2000,
    )
    # one hash for all: the password is public, so a salt of their own would protect nobody and take minutes
    password = make_password(DEMO_PASSWORD)
    Account.objects.bulk_create(
        [
            Account(username=place.username, person=person, password=password, demo=True)
            for place, person in zip(places, people, strict=True)
        ],
        batch_size=2000,
    )
    return len(people)
