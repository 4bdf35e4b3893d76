"""Who may open an official's page: signed in, second factor where the role demands it, an appointment, a role.

Every official view stands behind `official_required`; the services behind it decide again by their own policy.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar, cast

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from haicap.kernel import clock
from haicap.kernel.errors import Refusal, RefusalError
from haicap.organisation.contract import SECOND_FACTOR_ROLES, Actor, Role
from haicap.organisation.messages import REASONS, ROLE_WORDS
from haicap.organisation.models import Account
from haicap.ui.http import refusal

SIGNED_OUT: Final = Refusal(
    "organisation.no_appointment", {"reason": REASONS["signed_out"], "why": "signed_out"}
)


class OfficialRequest(HttpRequest):
    """A request behind `official_required`: it has an actor."""

    actor: Actor
    user: Account


View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def official_required(*roles: Role) -> Callable[[View], View]:
    """Let only officials pass, with `roles` only those who hold one of them.

    Signed out: to the sign-in page and back here. First password or overdue password: to change it. Second factor
    demanded and missing: to set it up. No appointment, wrong role: 403 with the reason.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            answer = _turned_away(request, roles) or view(cast(OfficialRequest, request), *args, **kwargs)
            # what an official sees is nobody else's: not kept by browsers or proxies after signing out
            add_never_cache_headers(answer)
            return answer

        guarded.lets_in = frozenset(roles)  # type: ignore[attr-defined]  # for the matrix of permissions
        return cast(View, guarded)

    return decorate


def _turned_away(request: HttpRequest, roles: tuple[Role, ...]) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return _to_sign_in(request)
    account = request.user
    if must_change_password(account):
        return redirect("account_change_password")
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return refusal(request, RefusalError(getattr(request, "no_actor", SIGNED_OUT)))
    if lacks_second_factor(request, account, actor):
        return redirect("mfa_index")
    if roles and not actor.holds(*roles):
        words = ", ".join(str(ROLE_WORDS[role]) for role in roles)
        return refusal(request, RefusalError(Refusal("organisation.forbidden_role", {"roles": words})))
    return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    here = request.get_full_path() if request.method == "GET" else "/"
    if request.headers.get("HX-Request"):
        # a swap would put the sign-in page into a corner of this one
        return HttpResponse(status=401, headers={"HX-Redirect": reverse("account_login")})
    return redirect_to_login(here, login_url=reverse("account_login"))


def must_change_password(account: Account) -> bool:
    """A first password is changed at first sign-in; a rotation is off unless the installation asks for one.

    Decision 742/QĐ-BTTTT wants a settable period; NIST SP 800-63B and ASVS 6.2.10 advise against one.
    """
    if account.must_change_password:
        return True
    days: int = settings.PASSWORD_MOST_DAYS
    return bool(days) and (clock.now() - account.password_set_at).days >= days and not account.demo


def lacks_second_factor(request: HttpRequest, account: Account, actor: Actor) -> bool:
    """True where a role signs or administers and this session has seen no second factor.

    Demo accounts are exempt so that a demo can be tried at once; outside a demo they cannot sign in at all.
    """
    if account.demo or not actor.holds(*SECOND_FACTOR_ROLES):
        return False
    records = get_authentication_records(request, account)
    if any(record.get("method") == "mfa" for record in records):
        return False
    # set up in this very session: it was proven while being set up
    return not is_mfa_enabled(account)
