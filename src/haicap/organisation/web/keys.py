"""My keys for the API: make one (shown once), see when each was last used, revoke one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import TokenId
from haicap.organisation.selectors.tokens import own_tokens
from haicap.organisation.services import tokens
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.organisation.web.forms_own import KeyForm
from haicap.ui.http import fragment, refusal
from haicap.ui.screens import tried


@require_http_methods(["GET", "POST"])
@official_required()
def keys_page(request: OfficialRequest) -> HttpResponse:
    """GET: my keys. POST: a new one for the appointment I act from; this answer is the only one that shows it."""
    form, made = KeyForm(request.POST or None), list[str]()
    if request.method == "POST" and tried(form, lambda: made.append(_issue(request, form))):
        form = KeyForm()
    now = clock.now()
    context = {
        "form": form,
        "made": "".join(made),
        "keys": [(card, card.works(now)) for card in own_tokens(request.actor)],
    }
    return fragment(request, "organisation/keys.html", context, status=422 if form.errors else 200)


@require_POST
@official_required()
def revoke(request: OfficialRequest, token_id: int) -> HttpResponse:
    """Kill one of my keys at once."""
    try:
        tokens.revoke_token(actor=request.actor, token_id=TokenId(token_id), at=clock.now())
    except RefusalError as refused:
        return refusal(request, refused)
    messages.success(request, _("Đã thu hồi khóa."))
    return redirect("organisation_keys")


def _issue(request: OfficialRequest, form: KeyForm) -> str:
    return tokens.issue_token(
        actor=request.actor,
        name=form.cleaned_data["name"],
        expires_at=form.cleaned_data["expires_at"],
        at=clock.now(),
    )
