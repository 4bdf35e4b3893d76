"""The switch between a person's appointments and delegations, and the end of one of their sessions."""

from typing import cast

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from haicap.kernel import clock
from haicap.kernel.errors import refuse
from haicap.organisation.contract import PersonId
from haicap.organisation.messages import REASONS
from haicap.organisation.models import Account
from haicap.organisation.selectors import actors
from haicap.organisation.web.access import official_required
from haicap.organisation.web.middleware import SEAT
from haicap.ui.http import refusal


@official_required()
def choose(request: HttpRequest) -> HttpResponse:
    """GET: what I may act from today. POST `seat`: act from it until sign-out; one that is not mine is refused."""
    mine = actors.seats(PersonId(cast(Account, request.user).person_id), clock.today())
    if request.method == "POST":
        wanted = request.POST.get("seat", "")
        if wanted not in {seat.key for seat in mine}:
            reason = REASONS["not_yours"]
            return refusal(request, refuse("organisation.no_appointment", reason=reason, why="not_yours"))
        request.session[SEAT] = wanted
        return redirect(settings.LOGIN_REDIRECT_URL)
    chosen = request.session.get(SEAT) or mine[0].key
    return render(request, "organisation/seats.html", {"seats": mine, "chosen": chosen})


@login_required
@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign one other browser of mine out; somebody else's session is not found."""
    get_object_or_404(UserSession, pk=session_id, user_id=cast(Account, request.user).pk).end()
    return redirect("usersessions_list")
