"""Bodies, posts and counters: what a business administrator changes. Nothing is deleted: it is closed with its day."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from haicap.kernel import memory, text
from haicap.kernel.errors import refuse, require
from haicap.organisation.contract import Actor, AgencyId, Capacity, CounterId, PostId, Role
from haicap.organisation.domain import policies
from haicap.organisation.models import Agency, AgencyAlias, Appointment, Counter, OrganisationJournal, Post
from haicap.organisation.selectors import agencies
from haicap.organisation.selectors.agencies import agency as agency_card
from haicap.organisation.selectors.agencies import card
from haicap.organisation.services.founding import RECEIVING


@memory.apart()
@transaction.atomic
def change_agency(
    *, actor: Actor, agency_id: AgencyId, code: str, name: str, phone: str, address: str, at: datetime
) -> None:
    """Correct a body's name, telephone, address or code; a replaced code stays findable as an alias.

    Refused: `name_missing`, `code_taken`, `forbidden_administration`, `outside_scope`, `unknown_agency`.
    """
    row = _administered(actor, agency_id)
    code, name = text.clean(code), text.clean(name)
    if not name or not code:
        raise refuse("organisation.name_missing", field="code" if name else "name")
    if code != row.code:
        _replace_code(row, code, at)
    row.name, row.name_folded, row.name_sorted = name, text.fold(name), text.sort_key(name)
    row.phone, row.address = text.clean(phone), text.clean(address)
    row.save()
    agencies.forget()
    _journal(actor, "change_agency", f"agency:{row.id}", at, code=code, name=name)


@transaction.atomic
def open_post(
    *,
    actor: Actor | None,
    agency_id: AgencyId,
    title: str,
    roles: frozenset[Role],
    seats: int,
    capacity: Capacity,
    at: datetime,
    title_en: str = "",
    fields: tuple[str, ...] = (),
) -> PostId:
    """A new post of a body. Refused: `name_missing`, `post_taken`, and as above.

    Posts with guarded roles (administrators, auditors, leaders) are opened only from the province; without an
    actor, from the server's command line, any: the first administrator's post has to come from somewhere.
    """
    row = _administered(actor, agency_id)
    if actor is not None:
        require(policies.may_grant(actor, roles, seat=agency_card(actor.agency_id)))
    title = text.clean(title)
    if not title:
        raise refuse("organisation.name_missing", field="title")
    if Post.objects.filter(agency=row, title=title, closed_on__isnull=True).exists():
        raise refuse("organisation.post_taken", field="title", post=title)
    post = Post.objects.create(
        agency=row,
        title=title,
        title_en=text.clean(title_en),
        roles=sorted(roles),
        fields=list(fields),
        seats=seats,
        capacity=capacity,
    )
    _journal(actor, "open_post", f"post:{post.id}", at, title=title, roles=sorted(roles))
    return PostId(post.id)


@transaction.atomic
def close_post(*, actor: Actor, post_id: PostId, on: date, at: datetime) -> None:
    """Close a post from the day `on`; refused with `organisation.post_held` while somebody still holds it then."""
    post = Post.objects.select_for_update(of=("self",)).filter(id=post_id, closed_on__isnull=True).first()
    if post is None:
        raise refuse("organisation.unknown_record")
    _administered(actor, AgencyId(post.agency_id))
    held = Appointment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), post=post)
    if held.exists():
        raise refuse("organisation.post_held", post=post.title)
    post.closed_on = on
    post.save(update_fields=["closed_on"])
    _journal(actor, "close_post", f"post:{post.id}", at, on=str(on))


@transaction.atomic
def open_counter(
    *,
    actor: Actor,
    agency_id: AgencyId,
    number: int,
    name: str,
    fields: tuple[str, ...],
    at: datetime,
    name_en: str = "",
) -> CounterId:
    """A new counter of a centre. Refused: `not_a_centre`, `counter_taken`, `name_missing`, and as above."""
    row = _administered(actor, agency_id)
    if row.kind not in RECEIVING:
        raise refuse("organisation.not_a_centre")
    if not text.clean(name):
        raise refuse("organisation.name_missing", field="name")
    if Counter.objects.filter(agency=row, number=number, closed_on__isnull=True).exists():
        raise refuse("organisation.counter_taken", field="number", number=number)
    counter = Counter.objects.create(
        agency=row, number=number, name=text.clean(name), name_en=text.clean(name_en), fields=list(fields)
    )
    _journal(actor, "open_counter", f"counter:{counter.id}", at, number=number)
    return CounterId(counter.id)


@transaction.atomic
def close_counter(*, actor: Actor, counter_id: CounterId, on: date, at: datetime) -> None:
    """Close a counter from the day `on`."""
    row = (
        Counter.objects.select_for_update(of=("self",)).filter(id=counter_id, closed_on__isnull=True).first()
    )
    if row is None:
        raise refuse("organisation.unknown_record")
    _administered(actor, AgencyId(row.agency_id))
    row.closed_on = on
    row.save(update_fields=["closed_on"])
    _journal(actor, "close_counter", f"counter:{row.id}", at, on=str(on))


def _replace_code(row: Agency, code: str, at: datetime) -> None:
    taken = (
        Agency.objects.filter(code=code).exists()
        or AgencyAlias.objects.filter(code=code).exclude(agency=row).exists()
    )
    if taken:
        raise refuse("organisation.code_taken", field="code", agency=code)
    AgencyAlias.objects.filter(code=code, agency=row).delete()
    AgencyAlias.objects.create(agency=row, code=row.code, source=f"code in use until {at:%Y-%m-%d}")
    row.code, row.code_is_working = code, False


def _administered(actor: Actor | None, agency_id: AgencyId) -> Agency:
    row = Agency.objects.select_for_update(of=("self",)).filter(id=agency_id).first()
    if row is None:
        raise refuse("organisation.unknown_agency", agency=agency_id)
    if actor is not None:
        require(policies.may_administer_bodies(actor, card(row), seat=agency_card(actor.agency_id)))
    return row


def _journal(actor: Actor | None, action: str, subject: str, at: datetime, **facts: object) -> None:
    OrganisationJournal.objects.record(actor=actor, action=action, subject=subject, at=at, **facts)
