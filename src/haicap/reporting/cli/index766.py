"""`haicap report index766`: the index of service quality of a commune, or of a province with all it holds."""

import argparse
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from haicap.dossiers.contract import Period
from haicap.kernel import clock, messages
from haicap.kernel.console import DONE, Output, UsageError
from haicap.kernel.errors import RefusalError

if TYPE_CHECKING:
    from haicap.organisation.contract import Actor
    from haicap.reporting.contract import Edition, FrozenIndex, GroupScore, ItemScore, Score
    from haicap.territory.contract import UnitCard

HELP = "the index of service quality (Decision 766/QĐ-TTg)"


def arguments(leaf: argparse.ArgumentParser) -> None:
    """Declare the options."""
    place = leaf.add_mutually_exclusive_group(required=True)
    place.add_argument("--unit", metavar="CODE", help="a commune")
    place.add_argument(
        "--province", metavar="CODE", help="a province, its communes ranked, its departments beside them"
    )
    leaf.add_argument("--from", dest="start", required=True, type=_day, metavar="D", help="first day")
    leaf.add_argument("--to", dest="end", required=True, type=_day, metavar="D", help="last day")
    leaf.add_argument(
        "--live",
        action="store_true",
        help="count now, also where a frozen report of that month keeps the index",
    )


def run(options: argparse.Namespace, out: Output) -> int:
    """Compute and print; always exit code 0: low points are no findings."""
    if options.end < options.start:
        raise UsageError("--to lies before --from")
    try:
        document = _document(options, Period(options.start, options.end))
    except RefusalError as refused:
        raise UsageError(messages.words(refused.refusal)) from refused
    out.result(document, lambda: "\n".join(_lines(document)))
    return DONE


def _document(options: argparse.Namespace, period: Period) -> dict[str, Any]:
    from haicap.organisation import api as organisation  # only now is Django up
    from haicap.reporting import api as reporting
    from haicap.territory import api as territory

    code = options.unit or options.province
    card = territory.resolve_for_record(code, options.end)
    actor = organisation.system_actor(card.province_code, f"haicap report index766 {code}")
    body = organisation.committee_of_unit(card.unit_id).id
    frozen = None if options.live else reporting.frozen_index_of(body=body, period=period)
    if frozen is not None:
        return _head(frozen.edition, period, frozen) | _of_report(frozen)
    return _head(reporting.edition_of(period), period, None) | _live(actor, card, period)


def _head(edition: "Edition", period: Period, frozen: "FrozenIndex | None") -> dict[str, Any]:
    report = None
    if frozen is not None:
        report = {
            "id": str(frozen.report.id),
            "sha256": frozen.report.sha256,
            "frozen_at": clock.local(frozen.report.frozen_at).isoformat(),
            "step": frozen.report.step.value,
        }
    return {
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),
        "instrument": edition.instrument,
        "source": edition.source,
        "certainty": dict(edition.marks),
        "basis": "live" if frozen is None else "frozen",
        "report": report,
    }


def _of_report(frozen: "FrozenIndex") -> dict[str, Any]:
    document, others = told(frozen.total.score), frozen.lines[1:]
    if not others:
        return document
    units = sorted((each.score for each in others if each.body is None), key=_best_first)
    return document | {
        "units": [told(each) for each in units],
        "departments": [told(each.score) for each in others if each.body is not None],
    }


def _live(actor: "Actor", card: "UnitCard", period: Period) -> dict[str, Any]:
    from haicap.reporting import api as reporting
    from haicap.territory import api as territory

    now = clock.now()
    if not card.is_province:
        (score,) = reporting.index_of_units(actor=actor, units=[card], period=period, now=now)
        return told(score)
    total = reporting.index_of_province(actor=actor, period=period, now=now)
    communes = territory.communes_of(card.code, clock.today())
    ranked = sorted(
        reporting.index_of_units(actor=actor, units=communes, period=period, now=now), key=_best_first
    )
    departments = reporting.index_of_departments(actor=actor, period=period, now=now)
    return told(total) | {
        "units": [told(each) for each in ranked],
        "departments": [told(each) for _body, each in departments],
    }


def told(score: "Score") -> dict[str, Any]:
    """A score as JSON; what has no data is null."""
    from haicap.reporting.api import shown

    return {
        "code": score.code,
        "name": score.name,
        "points": shown(score.points),
        "attainable": shown(score.attainable),
        "percent": shown(score.share),
        "groups": [_group(each) for each in score.groups],
    }


def _group(told_group: "GroupScore") -> dict[str, Any]:
    from haicap.reporting.api import shown

    group = told_group.group
    return {
        "key": group.key,
        "name": group.name_en,
        "weight": shown(group.points),
        "points": shown(told_group.points) if told_group.attainable else None,
        "attainable": shown(told_group.attainable),
        "items": [_item(each) for each in told_group.items],
    }


def _item(told_item: "ItemScore") -> dict[str, Any]:
    from haicap.reporting.api import shown

    item = told_item.item
    return {
        "key": item.key,
        "name": item.name_en,
        "weight": shown(item.points),
        "numerator": told_item.numerator,
        "denominator": told_item.denominator,
        "percent": shown(told_item.share),
        "points": shown(told_item.points),
        "full_from_percent": shown(item.full_from),
        "no_data": item.no_data_en or None,
        "note": item.note_en or None,
        "certainty": item.certainty,
    }


def _best_first(score: "Score") -> tuple[float, str]:
    return (-float(score.share if score.share is not None else -1), score.code)


def _lines(document: dict[str, Any]) -> Iterable[str]:
    yield f"{document['name']}: {document['points']} of {document['attainable']} attainable points (of 100)"
    report = document["report"]
    basis = (
        f"frozen {report['frozen_at']}, SHA-256 {report['sha256']}"
        if report
        else "live: no frozen report of it"
    )
    yield f"  {basis}"
    for group in document["groups"]:
        reached = "no data" if group["points"] is None else f"{group['points']} of {group['attainable']}"
        yield f"  {group['name']} ({group['weight']}): {reached}"
        for item in group["items"]:
            yield f"    {item['key']} {item['name']}: {_reached(item)}"
    for each in document.get("units", []):
        yield f"  {each['percent'] if each['percent'] is not None else '—':>7} % {each['code']} {each['name']}"
    for each in document.get("departments", []):
        yield f"  {each['percent'] if each['percent'] is not None else '—':>7} % {each['code']} {each['name']}"


def _reached(item: dict[str, Any]) -> str:
    if item["no_data"]:
        return f"no data: {item['no_data']}"
    if item["percent"] is None:
        return "not applicable: nothing to divide by"
    return f"{item['numerator']}/{item['denominator']} = {item['percent']} %: {item['points']} of {item['weight']}"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a day (YYYY-MM-DD): {text!r}") from None
