"""Where an official's day begins, by role."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from haicap.organisation.contract import Role
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.ui.http import fragment

# the first role held decides; whoever holds several finds the other pages in the menu
STARTS: tuple[tuple[Role, str], ...] = (
    (Role.PROVINCIAL_LEADER, "office:province"),
    (Role.AUDITOR, "office:province"),
    (Role.CHAIR, "office:signing"),
    (Role.CENTRE_DIRECTOR, "office:board"),
    (Role.RECEIVER, "counter:intake"),
    (Role.RETURNER, "counter:hand_over"),
    (Role.DEPARTMENT_HEAD, "office:worklist"),
    (Role.DIVISION_HEAD, "office:worklist"),
    (Role.SPECIALIST, "office:worklist"),
    (Role.DEPARTMENT_OFFICER, "office:worklist"),
    (Role.CLERK, "office:worklist"),
    (Role.TECHNICAL_ADMIN, "organisation_people"),
    (Role.BUSINESS_ADMIN, "organisation_bodies"),
    (Role.SECURITY_OFFICER, "organisation_seat"),
)


@official_required()
@require_safe
def home(request: OfficialRequest) -> HttpResponse:
    """Straight to the day's work; a role without a page of its own gets the menu."""
    for role, start in STARTS:
        if request.actor.holds(role):
            return redirect(start)
    return fragment(request, "desk/office/home.html")
