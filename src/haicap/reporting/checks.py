"""The law of frozen reports, as `haicap check` proves it. It only reads."""

from collections.abc import Iterable

from django.db.backends.utils import CursorWrapper

from haicap.platform.checks import Finding, Law
from haicap.reporting.selectors import periodic
from haicap.reporting.selectors.figure_laws import OF_REPORTS, ROW
from haicap.reporting.selectors.verifying import verified


def _frozen(_cursor: CursorWrapper, _full: bool) -> Iterable[Finding]:
    """I-R1: content, rows and journal of every frozen report are what its hashes and heads name."""
    for report_id in periodic.ids():
        card = periodic.report(report_id)
        for words in verified(card).wrong:
            yield Finding(card.content["body"]["code"], f"{ROW}{card.id}", words)


LAWS: tuple[Law, ...] = (
    Law(
        OF_REPORTS,
        "A frozen report is the recount of the journal up to the links it names; its rows are the file it names.",
        _frozen,
        fast=False,
    ),
)
