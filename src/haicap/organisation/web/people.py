"""The administrators' screens: people, what they hold, their accounts."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import AgencyId, AppointmentId, PersonId, PostId, Role
from haicap.organisation.selectors import administration
from haicap.organisation.selectors.administration import AccountCard, PersonCard
from haicap.organisation.services import accounts, appointments
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.organisation.web.forms import (
    AccountForm,
    AppointmentForm,
    EndForm,
    LockForm,
    PasswordForm,
    PersonForm,
)
from haicap.ui.http import fragment, refusal
from haicap.ui.screens import PAGE_SIZE, page_number, tried

ADMINS = (Role.TECHNICAL_ADMIN, Role.BUSINESS_ADMIN)


@require_GET
@official_required(*ADMINS)
def listing(request: OfficialRequest) -> HttpResponse:
    """People in reach, searched by name or user name."""
    return _listing(request, PersonForm(), 200)


@require_POST
@official_required(*ADMINS)
def add(request: OfficialRequest) -> HttpResponse:
    """A new person, then their page."""
    form = PersonForm(request.POST)
    made: list[PersonId] = []

    def act() -> None:
        name = form.cleaned_data["name"]
        made.append(appointments.add_person(actor=request.actor, name=name, at=clock.now()))

    if not tried(form, act):
        return _listing(request, form, 422)
    return redirect("organisation_person", made[0])


@require_GET
@official_required(*ADMINS)
def detail(request: OfficialRequest, person_id: int) -> HttpResponse:
    """One person: appointments, account, and what may be done about them."""
    return _page(request, person_id)


@require_POST
@official_required(*ADMINS)
def appoint(request: OfficialRequest, person_id: int) -> HttpResponse:
    """Put this person in a post."""
    form = AppointmentForm(request.POST, posts=_posts(request))

    def act(card: PersonCard) -> object:
        data = form.cleaned_data
        return appointments.appoint(
            actor=request.actor,
            person_id=card.id,
            post_id=PostId(data["post"]),
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            act_number=data["act_number"],
            at=clock.now(),
        )

    return _do(request, person_id, form, "appointment_form", act)


@require_POST
@official_required(*ADMINS)
def end_appointment(request: OfficialRequest, person_id: int, appointment_id: int) -> HttpResponse:
    """The last day of one appointment."""
    form = EndForm(request.POST, auto_id=f"end{appointment_id}_%s")

    def act(card: PersonCard) -> None:
        appointments.end_appointment(
            actor=request.actor,
            appointment_id=AppointmentId(appointment_id),
            on=form.cleaned_data["on"],
            at=clock.now(),
        )

    return _do(request, person_id, form, f"end{appointment_id}", act)


@require_POST
@official_required(*ADMINS)
def end_employment(request: OfficialRequest, person_id: int) -> HttpResponse:
    """The last day of everything."""
    form = EndForm(request.POST, auto_id="leave_%s")

    def act(card: PersonCard) -> None:
        appointments.end_employment(
            actor=request.actor, person_id=card.id, on=form.cleaned_data["on"], at=clock.now()
        )

    return _do(request, person_id, form, "leave_form", act)


@require_POST
@official_required(Role.TECHNICAL_ADMIN)
def create_account(request: OfficialRequest, person_id: int) -> HttpResponse:
    """An account for this person."""
    form = AccountForm(request.POST)

    def act(card: PersonCard) -> None:
        accounts.create_account(actor=request.actor, person_id=card.id, at=clock.now(), **form.cleaned_data)

    return _do(request, person_id, form, "account_form", act)


@require_POST
@official_required(Role.TECHNICAL_ADMIN)
def lock(request: OfficialRequest, person_id: int) -> HttpResponse:
    """Lock the account, with the reason."""
    form = LockForm(request.POST)

    def act(account: AccountCard) -> None:
        accounts.lock_account(
            actor=request.actor, account_id=account.id, reason=form.cleaned_data["reason"], at=clock.now()
        )

    return _do_account(request, person_id, form, "lock_form", act)


@require_POST
@official_required(Role.TECHNICAL_ADMIN)
def unlock(request: OfficialRequest, person_id: int) -> HttpResponse:
    """Open the account again."""
    return _do_at_once(request, person_id, accounts.unlock_account)


@require_POST
@official_required(Role.TECHNICAL_ADMIN)
def end_sessions(request: OfficialRequest, person_id: int) -> HttpResponse:
    """Sign the account out everywhere."""
    return _do_at_once(request, person_id, accounts.end_sessions)


@require_POST
@official_required(Role.TECHNICAL_ADMIN)
def reset_password(request: OfficialRequest, person_id: int) -> HttpResponse:
    """A new first password."""
    form = PasswordForm(request.POST, auto_id="reset_%s")

    def act(account: AccountCard) -> None:
        accounts.reset_password(
            actor=request.actor, account_id=account.id, password=form.cleaned_data["password"], at=clock.now()
        )

    return _do_account(request, person_id, form, "password_form", act)


def _do(
    request: OfficialRequest,
    person_id: int,
    form: forms.Form,
    name: str,
    act: Callable[[PersonCard], object],
) -> HttpResponse:
    """Find the person in reach, try, then back to the page; a wrong form is shown again where it stands."""
    try:
        card = administration.person(request.actor, PersonId(person_id))
    except RefusalError as refused:
        return refusal(request, refused)
    if not tried(form, lambda: act(card)):
        return _page(request, person_id, wrong={name: form})
    messages.success(request, _("Đã lưu."))
    return redirect("organisation_person", person_id)


def _do_account(
    request: OfficialRequest,
    person_id: int,
    form: forms.Form,
    name: str,
    act: Callable[[AccountCard], object],
) -> HttpResponse:
    def with_account(card: PersonCard) -> object:
        return act(card.account) if card.account else None

    return _do(request, person_id, form, name, with_account)


def _do_at_once(request: OfficialRequest, person_id: int, verb: Callable[..., object]) -> HttpResponse:
    """Something that asks nothing more."""

    def act(account: AccountCard) -> object:
        return verb(actor=request.actor, account_id=account.id, at=clock.now())

    return _do_account(request, person_id, forms.Form(request.POST), "unlock_form", act)


def _posts(request: OfficialRequest) -> tuple[administration.PostCard, ...]:
    ids = administration.in_reach(request.actor).order_by("id").values_list("id", flat=True)
    return administration.posts(frozenset(map(AgencyId, ids)), clock.today())


def _listing(request: OfficialRequest, form: PersonForm, status: int) -> HttpResponse:
    number, words = page_number(request), request.GET.get("tim", "")
    page = administration.people(request.actor, words=words, start=(number - 1) * PAGE_SIZE, size=PAGE_SIZE)
    today = clock.today()
    context = {
        "rows": [(card, card.in_force(today)) for card in page.rows],
        "total": page.total,
        "number": number,
        "size": PAGE_SIZE,
        "words": words,
        "form": form,
    }
    return fragment(request, "organisation/people.html", context, status=status)


def _page(
    request: OfficialRequest, person_id: int, *, wrong: dict[str, forms.Form] | None = None
) -> HttpResponse:
    try:
        card = administration.person(request.actor, PersonId(person_id))
    except RefusalError as refused:
        return refusal(request, refused)
    wrong = wrong or {}
    context: dict[str, object] = {
        "card": card,
        "rows": [
            (each, wrong.get(f"end{each.id}") or EndForm(auto_id=f"end{each.id}_%s"))
            for each in card.appointments
        ],
        "today": clock.today(),
        "technical": request.actor.holds(Role.TECHNICAL_ADMIN),
        "appointment_form": AppointmentForm(posts=_posts(request)),
        "leave_form": EndForm(auto_id="leave_%s"),
        "account_form": AccountForm(),
        "lock_form": LockForm(),
        "password_form": PasswordForm(auto_id="reset_%s"),
        "problem": next(iter(wrong.values()), None),
    }
    return fragment(request, "organisation/person.html", context | wrong, status=422 if wrong else 200)
