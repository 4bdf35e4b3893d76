"""`haicap report frozen list | show | verify`: periodic reports as they were frozen, and whether they still hold.

Exit codes: 0 done (verify: everything holds), 1 something differs, 2 could not run.
"""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from haicap.kernel import clock
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.kernel.errors import RefusalError

if TYPE_CHECKING:
    from haicap.reporting.contract import ReportCard

HELP = "periodic reports as they were frozen: list, show, verify"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list | show | verify")
    listing = verbs.add_parser("list", help="the reports of a province, the newest period first")
    listing.add_argument("--province", metavar="CODE", required=True)
    for name, words in (
        ("show", "what a report says"),
        ("verify", "count it again from the journal and from its file of rows"),
    ):
        leaf = verbs.add_parser(name, help=words)
        leaf.add_argument("hash", metavar="HASH", help="its SHA-256, 8 digits or more")


def run(options: argparse.Namespace, out: Output) -> int:
    """Do what the verb says."""
    from haicap.reporting import api as reporting  # only now is Django up

    if options.verb == "list":
        cards = reporting.all_reports(options.province)
        out.result(
            {"reports": [_told(card) for card in cards]}, lambda: "\n".join(map(_line, cards)) or "none"
        )
        return DONE
    try:
        card = reporting.report_by_hash(options.hash)
    except RefusalError as refused:
        raise UsageError(f"no report, or several, with the hash {options.hash}") from refused
    if options.verb == "show":
        out.result({**_told(card), "content": dict(card.content)}, lambda: _shown(card))
        return DONE
    wrong = reporting.verified(card).wrong
    document = {**_told(card), "holds": not wrong, "wrong": list(wrong)}
    out.result(document, lambda: "\n".join([_line(card), *(wrong or ("it is what was frozen",))]))
    return FINDINGS if wrong else DONE


def _told(card: "ReportCard") -> dict[str, Any]:
    return {
        "id": str(card.id),
        "body": card.content["body"],
        "level": card.level.value,
        "kind": card.kind.value,
        "from": card.period.start.isoformat(),
        "to": card.period.end.isoformat(),
        "edition": card.edition,
        "step": card.step.value,
        "frozen_at": clock.local(card.frozen_at).isoformat(),
        "sha256": card.sha256,
        "rows_sha256": card.rows_sha256,
        "rows": card.rows_count,
    }


def _line(card: "ReportCard") -> str:
    days = f"{card.period.start} … {card.period.end}"
    return f"{card.sha256[:12]}  {days}  {card.kind.value:8} {card.step.value:10} {card.body_name}"


def _shown(card: "ReportCard") -> str:
    numbers: Mapping[str, int] = card.numbers
    lines = [_line(card), *(f"{key:20} {count:>9}" for key, count in numbers.items())]
    return "\n".join(
        [*lines, f"unexplained {card.content['identity']['unexplained']}", f"SHA-256 {card.sha256}"]
    )
