"""The index of a month whose report is frozen: read from the report, so that nothing that comes later changes it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from haicap.dossiers.contract import Period, QualityRow
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation.contract import Actor, AgencyId
from haicap.reporting.contract import FrozenIndex, FrozenScore, Kind, ReportCard, Step
from haicap.reporting.domain import frozen_index as kept
from haicap.reporting.domain import index766 as rules
from haicap.reporting.selectors import periodic, periodic_reading
from haicap.reporting.selectors.index766 import edition_frozen
from haicap.reporting.selectors.late import index_rows


def frozen_index(*, actor: Actor, body: AgencyId, period: Period) -> FrozenIndex | None:
    """`frozen_index_of`, where the actor may read that report; else None."""
    card = _report_of(body, period)
    try:
        return index_of(periodic_reading.open_report(actor=actor, report_id=card.id)) if card else None
    except RefusalError:
        return None


def frozen_index_of(*, body: AgencyId, period: Period) -> FrozenIndex | None:
    """The index of `body` as its report of the month `period` froze it, without an actor: for whoever runs commands.

    None where there is no such report, it was sent back, or it keeps no index.
    """
    card = _report_of(body, period)
    return index_of(periodic.report(card.id)) if card else None


def _report_of(body: AgencyId, period: Period) -> ReportCard | None:
    card = periodic.of_period([body], Kind.MONTH, period.start).get(body)
    return card if card and card.step is not Step.RETURNED and card.period == period else None


def index_of(card: ReportCard) -> FrozenIndex | None:
    """The index a report keeps; None where it keeps none."""
    index = card.content.get(kept.KEY)
    if index is None:
        return None
    edition = edition_frozen(date.fromisoformat(index["edition"]))
    lines = tuple(
        FrozenScore(
            place,
            AgencyId(told["body"]) if told["body"] else None,
            rules.score(
                edition,
                kept.told_counts(index, told),
                code=told["code"],
                name=told["name"],
                period=card.period,
            ),
        )
        for place, told in enumerate(index["lines"])
    )
    return FrozenIndex(card, edition, lines)


def behind_index(
    *, actor: Actor, report_id: UUID, line: int, name: str
) -> tuple[ReportCard, str, Sequence[QualityRow] | Sequence[str]]:
    """The report, the name of its line, and exactly what its number `name` counts: dossiers, or codes of procedures.

    Refuses what `open_report` refuses, and `reporting.unknown_column`.
    """
    card = periodic_reading.open_report(actor=actor, report_id=report_id)
    index = card.content.get(kept.KEY, {"lines": []})
    if not 0 <= line < len(index["lines"]) or name not in kept.LISTS:
        raise refuse("reporting.unknown_column", field="muc")
    told = index["lines"][line]
    if name in kept.PROCEDURES:
        return card, told["name"], kept.codes_of(index, told, name)
    rows = kept.belonging(kept.by_unit(index_rows(card)), told)
    return card, told["name"], [row for row in rows if row.is_in(name)]
