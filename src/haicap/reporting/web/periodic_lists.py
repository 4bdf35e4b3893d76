"""Periodic reports on screen: what a body owes and has made, and what the province has been sent."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reporting.contract import Due, Kind, ReportCard
from haicap.reporting.domain import periodic_rights
from haicap.reporting.domain.periods import before, last_closed, period_of
from haicap.reporting.selectors import periodic_bodies, periodic_reading
from haicap.reporting.selectors.schedule import require_rule
from haicap.reporting.vocabulary import KIND_WORDS, LEVEL_WORDS, STEP_TONES, STEP_WORDS
from haicap.ui.http import fragment, refusal


@official_required(*periodic_rights.READERS)
@require_safe
def listing(request: OfficialRequest) -> HttpResponse:
    """The reports of the own body, and what is due."""
    today = clock.today()
    due = periodic_reading.due_for(actor=request.actor, today=today)
    cards = periodic_reading.reports_for(actor=request.actor)
    context = {
        "body": organisation.agency(request.actor.committee_id),
        "due": [_due(each, today) for each in due],
        "reports": [_listed(card) for card in cards],
        "kinds": [(kind.value, KIND_WORDS[kind]) for kind in Kind],
        "bodies": [(each.body, each.body_name) for each in {each.body: each for each in due}.values()],
        "may_prepare": request.actor.holds(*periodic_rights.PREPARERS),
        "collects": _collects(request.actor),
        "yesterday": last_closed(require_rule(Kind.DAY, today), today).end,
    }
    return fragment(request, "reporting/periodic/list.html", context)


@official_required(*periodic_rights.READERS)
@require_safe
def collection(request: OfficialRequest) -> HttpResponse:
    """For the province: who has submitted a period and who has not; `?ky=` kind, `?ngay=` day, `?nop=` roi or chua."""
    today = clock.today()
    try:
        kind = _kind(request.GET.get("ky", ""))
        rule = require_rule(kind, today)
        day = _day(request.GET.get("ngay", "")) or last_closed(rule, today).start
        found = periodic_reading.collection(actor=request.actor, kind=kind, day=day)
        period = period_of(require_rule(kind, day), day)
        marked = periodic_reading.marked(actor=request.actor, kind=kind, start=period.start)
    except RefusalError as refused:
        return refusal(request, refused)
    only = request.GET.get("nop", "")
    split = {
        "roi": [each for each in found if each.submitted],
        "chua": [each for each in found if not each.submitted],
    }
    context = {
        "kind": kind,
        "kind_words": KIND_WORDS[kind],
        "kinds": [(each.value, KIND_WORDS[each]) for each in Kind],
        "period": period,
        "former": before(rule, period).start,
        "rows": [
            {**_due(each, today), "level": LEVEL_WORDS[each.level], "marked": marked.get(each.body)}
            for each in split.get(only, found)
        ],
        "only": only,
        "submitted": len(split["roi"]),
        "lacking": len(split["chua"]),
    }
    return fragment(request, "reporting/periodic/collection.html", context)


def _listed(card: ReportCard) -> dict[str, Any]:
    return {
        "card": card,
        "kind": KIND_WORDS[card.kind],
        "status": STEP_WORDS[card.step],
        "tone": STEP_TONES[card.step],
    }


def _due(each: Due, today: date) -> dict[str, Any]:
    told: dict[str, Any] = {"due": each, "kind": KIND_WORDS[each.kind], "overdue": each.overdue(today)}
    if each.report is not None:
        told |= {"status": STEP_WORDS[each.report.step], "tone": STEP_TONES[each.report.step]}
    return told


def _collects(actor: Actor) -> bool:
    return periodic_bodies.collects(actor) or actor.whole_province


def _kind(asked: str) -> Kind:
    return Kind(asked) if asked in set(Kind) else Kind.MONTH


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None
