"""The map of any day for everybody: find a unit by any name or code it ever had, read its history and its law."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.kernel.text import clean
from haicap.territory.contract import StateCard, UnitCard
from haicap.territory.selectors.facts import observations, pieces
from haicap.territory.selectors.family import family
from haicap.territory.selectors.hamlet_figures import with_figures
from haicap.territory.selectors.hamlets import hamlets_of
from haicap.territory.selectors.history import chronicle, state_card
from haicap.territory.selectors.instruments import instruments
from haicap.territory.selectors.lineage import reading
from haicap.territory.selectors.search import search_states
from haicap.territory.selectors.units import communes_of, provinces, unit_on
from haicap.territory.web import pictures
from haicap.territory.web.days import AsOf, as_of, looked_at_on
from haicap.ui.http import fragment

LONGEST_QUESTION = 100
MOST_HITS = 50


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=` any name or code, of all times or of the day `?ngay=`; without a question the provinces of the day."""
    asked = as_of(request.GET)
    question = clean(request.GET.get("q", ""))[:LONGEST_QUESTION]
    today = clock.today()
    found = search_states(question, asked.day if asked.given else None, limit=MOST_HITS)
    context = {
        "question": question,
        "asked": asked,
        "hits": [_hit(card, asked.day if asked.given else looked_at_on(card, today)) for card in found],
        "most": MOST_HITS,
        "provinces": provinces(asked.day),
    }
    return fragment(request, "territory/search.html", context)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The unit that a code means on `?ngay=` (else today): as it was, its states, family, law, figures, hamlets.

    A code that nobody carried on that day is read as who last did; one that nobody ever carried is a 404.
    """
    asked = as_of(request.GET)
    try:
        card = reading(code, asked.day)
    except RefusalError as refused:
        raise Http404(refused.refusal.code) from refused
    return fragment(request, "territory/unit.html", _page(card, asked))


def _page(card: UnitCard, asked: AsOf) -> dict[str, Any]:
    today = clock.today()
    day = asked.day if card.in_force(asked.day) else looked_at_on(card, asked.day)
    states = chronicle(card.unit_id)
    tree = family(card)
    return {
        "card": card,
        "asked": asked,
        "day": day,
        "here": state_card(card),
        "standing": state_card(card).standing(asked.day),
        "province": unit_on(card.province_code, day),
        "states": [(state, state.standing(today), looked_at_on(state.unit, today)) for state in states],
        "before": pictures.branches(tree.before, today),
        "after": pictures.branches(tree.after, today),
        "edges": pictures.edges(tree, today),
        "heirs": tree.after,
        "acts": _acts(states),
        "observations": observations(card.code, day),
        "pieces": pieces(card.code, day),
        "hamlets": () if card.is_province else with_figures(hamlets_of(card.code, day), day),
        "communes": communes_of(card.code, day) if card.is_province else (),
    }


def _acts(states: tuple[StateCard, ...]) -> list[dict[str, Any]]:
    """The acts that opened or closed a state, once each, in their order, with the instrument behind."""
    told = {
        act.number: act for state in states for act in (state.opened_by, state.closed_by) if act is not None
    }
    known = instruments([act.instrument for act in told.values()])
    ordered = sorted(told.values(), key=lambda act: (act.effective_on, act.number))
    return [{"act": act, "instrument": known.get(act.instrument)} for act in ordered]


def _hit(card: UnitCard, day: date) -> dict[str, Any]:
    """A state found: where it stood, and what it is now where it is no more."""
    today = clock.today()
    became = family(card).after if not card.in_force(today) else ()
    return {
        "card": card,
        "day": day,
        "today": day == today,
        "province": None if card.is_province else unit_on(card.province_code, max(day, card.valid_from)),
        "standing": state_card(card).standing(today),
        "became": [branch.edge.unit for branch in became],
    }
