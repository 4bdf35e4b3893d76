"""Following a dossier by its number and secret, typed or scanned from the receipt. Shows no personal data.

An unknown number and a wrong secret get the same answer; who guesses too often waits (`portal.domain.guessing`).
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods, require_safe

from haicap.documents import api as documents
from haicap.documents.contract import NamedPaper
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import TrackingCard
from haicap.kernel import clock, messages
from haicap.kernel.errors import Refusal
from haicap.organisation import api as organisation
from haicap.platform import calendars
from haicap.portal.domain import guessing
from haicap.portal.selectors.arithmetic import arithmetic
from haicap.portal.selectors.misses import misses
from haicap.portal.services.misses import count_miss
from haicap.portal.web import words
from haicap.portal.web.forms import TrackingForm
from haicap.procedures import api as procedures
from haicap.territory.contract import Naming
from haicap.ui.badges import BADGES
from haicap.ui.days import WHY
from haicap.ui.http import fragment

LONGEST_CODE = 60
# the address holds the secret: no cache, no search engine, no other site may learn it
PRIVATE = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form; a right answer leads to the dossier's own address."""
    if request.method != "POST":
        return _form(request, TrackingForm(initial={"number": request.GET.get("ma", "")[:LONGEST_CODE]}))
    form = TrackingForm(request.POST)
    if not form.is_valid():
        return _form(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    number, secret = form.cleaned_data["number"], form.cleaned_data["secret"]
    found = find(request, number, secret)
    if isinstance(found, TrackingCard):
        return HttpResponseRedirect(reverse("portal:dossier", args=[number, secret]))
    return _no(request, found, form)


@require_safe
def dossier(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """The page behind the QR code of the receipt."""
    found = find(request, number[:LONGEST_CODE], secret[:LONGEST_CODE])
    if not isinstance(found, TrackingCard):
        return _no(request, found, TrackingForm(initial={"number": number[:LONGEST_CODE]}))
    response = fragment(request, "portal/dossier.html", _context(found))
    for name, value in PRIVATE.items():
        response.headers[name] = value
    return response


def find(request: HttpRequest, number: str, secret: str) -> TrackingCard | Refusal:
    """The card, or why not: pages and API count wrong guesses together."""
    place, at = _place(request), clock.now()
    if guessing.is_shut(misses(place=place, at=at)):
        return Refusal("portal.too_many_guesses", {"minutes": guessing.minutes_left(at)})
    card = dossiers.track(number=number, secret=secret)
    if card is None:
        count_miss(place=place, at=at)
    return card or Refusal("portal.no_such_dossier")


def _place(request: HttpRequest) -> str:
    """Where a request comes from, as a digest: the address itself is not kept."""
    return salted_hmac("haicap.portal.misses", request.META.get("REMOTE_ADDR", "")).hexdigest()


def _no(request: HttpRequest, refusal: Refusal, form: TrackingForm) -> HttpResponse:
    shut = refusal.code == "portal.too_many_guesses"
    status = HTTPStatus.TOO_MANY_REQUESTS if shut else HTTPStatus.NOT_FOUND
    response = _form(request, form, reasons=(messages.words(refusal),), status=status)
    if shut:
        response.headers["Retry-After"] = str(refusal.facts["minutes"] * 60)
    return response


def _form(
    request: HttpRequest, form: TrackingForm, *, reasons: tuple[str, ...] = (), status: int = HTTPStatus.OK
) -> HttpResponse:
    return fragment(request, "portal/track.html", {"form": form, "reasons": reasons}, status=status)


def _context(card: TrackingCard) -> dict[str, object]:
    procedure = procedures.version(card.procedure_version)
    agency = organisation.agency(card.returned_by)
    today = clock.today()
    naming = documents.naming_on(NamedPaper.TRACKING, agency.province_code, today)
    told = organisation.agency_said(agency, card.received_at.date())
    calendar = calendars.current(agency.province_code, agency.unit_code)
    sums = arithmetic(card, calendar, procedure.on_supplement)
    return {
        "card": card,
        "procedure": procedure,
        "agency": organisation.named(agency, card.received_at.date(), naming),
        "law": told.law if told.now and naming is Naming.BOTH else "",
        "tone": BADGES[card.status].tone,
        "next_step": words.next_step(card),
        "events": [
            (at, words.EVENTS[action], words.EVENT_TONES.get(action, "info")) for at, action in card.events
        ],
        "sums": sums,
        "limit": procedures.limit_words(sums.limit) if sums else "",
        "excluded": [(WHY[why], count) for why, count in sums.excluded.items()] if sums else (),
    }
