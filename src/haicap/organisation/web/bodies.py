"""The business administrator's screens: bodies, their posts and counters."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError, require
from haicap.organisation.contract import AgencyCard, AgencyId, Capacity, CounterId, PostId, Role
from haicap.organisation.domain.policies import may_administer_bodies
from haicap.organisation.selectors import administration, agencies
from haicap.organisation.services import structure
from haicap.organisation.services.founding import RECEIVING
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.organisation.web.forms import AgencyForm, CounterForm, PostForm
from haicap.ui.http import fragment, refusal
from haicap.ui.screens import PAGE_SIZE, page_number, tried

POST_IDS, COUNTER_IDS = "post_%s", "counter_%s"  # three forms share the page


@require_GET
@official_required(Role.BUSINESS_ADMIN)
def listing(request: OfficialRequest) -> HttpResponse:
    """The bodies in reach, searched by name or code."""
    number, words = page_number(request), request.GET.get("tim", "")
    rows, total = administration.bodies(
        request.actor, words=words, start=(number - 1) * PAGE_SIZE, size=PAGE_SIZE
    )
    context = {"rows": rows, "total": total, "number": number, "size": PAGE_SIZE, "words": words}
    return fragment(request, "organisation/bodies.html", context)


@require_http_methods(["GET", "POST"])
@official_required(Role.BUSINESS_ADMIN)
def detail(request: OfficialRequest, agency_id: int) -> HttpResponse:
    """One body: its data, posts with their holders, counters. POST changes its data."""
    card = _administered(request, agency_id)
    if isinstance(card, HttpResponse):
        return card
    initial = {"code": card.code, "name": card.name, "phone": card.phone, "address": card.address}
    form = AgencyForm(request.POST or None, initial=initial)
    if request.method == "POST" and tried(
        form,
        lambda: structure.change_agency(
            actor=request.actor, agency_id=card.id, at=clock.now(), **form.cleaned_data
        ),
    ):
        return _done(request, card.id)
    return _page(request, card, form=form)


@require_POST
@official_required(Role.BUSINESS_ADMIN)
def open_post(request: OfficialRequest, agency_id: int) -> HttpResponse:
    """A new post."""
    form = PostForm(request.POST, auto_id=POST_IDS)

    def act(card: AgencyCard) -> object:
        data = form.cleaned_data
        return structure.open_post(
            actor=request.actor,
            agency_id=card.id,
            title=data["title"],
            title_en=data["title_en"],
            roles=form.role_set(),
            seats=data["seats"],
            capacity=Capacity(data["capacity"]),
            at=clock.now(),
        )

    return _open(request, agency_id, act, post_form=form)


@require_POST
@official_required(Role.BUSINESS_ADMIN)
def open_counter(request: OfficialRequest, agency_id: int) -> HttpResponse:
    """A new counter."""
    form = CounterForm(request.POST, auto_id=COUNTER_IDS)

    def act(card: AgencyCard) -> object:
        data = form.cleaned_data
        return structure.open_counter(
            actor=request.actor,
            agency_id=card.id,
            number=data["number"],
            name=data["name"],
            fields=tuple(data["fields_received"]),
            at=clock.now(),
        )

    return _open(request, agency_id, act, counter_form=form)


@require_POST
@official_required(Role.BUSINESS_ADMIN)
def close_post(request: OfficialRequest, agency_id: int, post_id: int) -> HttpResponse:
    """Close a post from today on."""
    try:
        structure.close_post(actor=request.actor, post_id=PostId(post_id), on=clock.today(), at=clock.now())
    except RefusalError as refused:
        return refusal(request, refused)
    return _done(request, AgencyId(agency_id))


@require_POST
@official_required(Role.BUSINESS_ADMIN)
def close_counter(request: OfficialRequest, agency_id: int, counter_id: int) -> HttpResponse:
    """Close a counter from today on."""
    try:
        structure.close_counter(
            actor=request.actor, counter_id=CounterId(counter_id), on=clock.today(), at=clock.now()
        )
    except RefusalError as refused:
        return refusal(request, refused)
    return _done(request, AgencyId(agency_id))


def _open(
    request: OfficialRequest, agency_id: int, act: Callable[[AgencyCard], object], **sent: Any
) -> HttpResponse:
    """Do `act` on a body in reach; `sent` is the one form of the page it came from, shown again where it is wrong."""
    card = _administered(request, agency_id)
    if isinstance(card, HttpResponse):
        return card
    (form,) = sent.values()
    return _done(request, card.id) if tried(form, lambda: act(card)) else _page(request, card, **sent)


def _administered(request: OfficialRequest, agency_id: int) -> AgencyCard | HttpResponse:
    try:
        card = agencies.agency(AgencyId(agency_id))
        require(may_administer_bodies(request.actor, card, seat=agencies.agency(request.actor.agency_id)))
    except RefusalError as refused:
        return refusal(request, refused)
    return card


def _done(request: OfficialRequest, agency_id: AgencyId) -> HttpResponse:
    messages.success(request, _("Đã lưu."))
    return redirect("organisation_body", agency_id)


def _page(
    request: OfficialRequest,
    card: AgencyCard,
    *,
    form: AgencyForm | None = None,
    post_form: PostForm | None = None,
    counter_form: CounterForm | None = None,
) -> HttpResponse:
    initial = {"code": card.code, "name": card.name, "phone": card.phone, "address": card.address}
    wrong = any(one is not None and one.errors for one in (form, post_form, counter_form))
    day = clock.today()
    context = {
        "card": card,
        "form": form or AgencyForm(initial=initial),
        "post_form": post_form or PostForm(auto_id=POST_IDS),
        "counter_form": (counter_form or CounterForm(auto_id=COUNTER_IDS))
        if card.kind in RECEIVING
        else None,
        "posts": administration.posts(frozenset({card.id}), day),
        "holders": administration.holders_of_posts(card.id, day),
        "counters": agencies.counters(card.id),
    }
    return fragment(request, "organisation/body.html", context, status=422 if wrong else 200)
