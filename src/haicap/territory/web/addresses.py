"""The address tool: what an address means on a day, for everybody. What is typed is neither kept nor sent on.

It comes by POST, because an address is personal data and would stand in logs and histories otherwise.
"""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from haicap.kernel import clock
from haicap.territory.contract.addresses import LONGEST_ADDRESS, AddressAnswer, AddressCandidate, Ask
from haicap.territory.selectors.addresses import address_words, ask_words, resolve_addresses
from haicap.ui.http import fragment

MOST_LINES = 50


class AddressForm(forms.Form):
    """One address or many, a line each, and the day whose units are wanted."""

    addresses = forms.CharField(
        label=_("Địa chỉ"),
        help_text=_("Cũ hay mới, có dấu hay không dấu; mỗi dòng một địa chỉ, nhiều nhất 50 dòng."),
        max_length=MOST_LINES * (LONGEST_ADDRESS + 2),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )
    on = forms.DateField(
        label=_("Theo địa giới ngày"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_addresses(self) -> list[str]:
        """The lines that hold something."""
        lines = [line.strip() for line in self.cleaned_data["addresses"].splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("Nhiều nhất 50 dòng mỗi lần."))
        if any(len(line) > LONGEST_ADDRESS for line in lines):
            raise forms.ValidationError(_("Mỗi địa chỉ dài nhất 500 ký tự."))
        return lines


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate with its reason and its confidence in words."""

    candidate: AddressCandidate
    reason: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Told:
    """One line and its answer in words; `ask` says what to ask the citizen, where the law leaves something open."""

    text: str
    certain: bool
    found: tuple[Found, ...]
    ask: str


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form, and on POST the answers above it, line by line."""
    day = clock.today()
    if request.method != "POST":
        return fragment(request, "territory/address.html", {"form": AddressForm(initial={"on": day})})
    form = AddressForm(request.POST)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        day = form.cleaned_data["on"] or day
        context |= {"answers": answers(form.cleaned_data["addresses"], day), "day": day}
    response = fragment(request, "territory/address.html", context, status=200 if form.is_valid() else 422)
    response.headers["Cache-Control"] = "no-store"
    return response


def answers(lines: list[str], day: date) -> list[Told]:
    """Each line's answer in the reader's language."""
    pairs = zip(lines, resolve_addresses(lines, day), strict=True)
    return [_told(line, answer) for line, answer in pairs]


def _told(line: str, answer: AddressAnswer) -> Told:
    found = tuple(
        Found(each, address_words(each), str(_confidence(each, answer))) for each in answer.candidates
    )
    return Told(line, answer.certain, found, ask_words(Ask(answer.ask)))


def _confidence(candidate: AddressCandidate, answer: AddressAnswer) -> object:
    """In words, since a reader does nothing better with 0.37."""
    if answer.certain:
        return _("chắc chắn")
    if candidate.confidence >= 0.7:  # noqa: PLR2004 - grades of our own
        return _("rất có thể")
    return _("có thể") if candidate.confidence >= 0.3 else _("ít có thể")  # noqa: PLR2004
