"""Cards made ready for templates: words beside codes, nothing decided."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from haicap.kernel import messages
from haicap.procedures.contract import (
    Certainty,
    ComponentCard,
    EventCard,
    Level,
    ProcedureCard,
    StepCard,
    VersionCard,
)
from haicap.procedures.domain.differences import Difference
from haicap.procedures.selectors.words import fee_words, limit_words
from haicap.procedures.services.exchange import RowReport
from haicap.procedures.web import words

Word = str | Promise


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One limit in words."""

    words: str
    condition: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A version as the page shows it."""

    card: ProcedureCard
    levels: tuple[Word, ...]
    limits: tuple[LimitLine, ...]
    fee: str
    on_supplement: Word
    source: str
    components: tuple[tuple[ComponentCard, Word], ...]
    steps: tuple[tuple[StepCard, Word], ...]


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A column that differs, under its name."""

    label: Word
    gone: tuple[str, ...]
    come: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A row of an import report."""

    report: RowReport
    outcome: Word
    tone: str
    problems: tuple[tuple[Word, str], ...]
    changes: tuple[Word, ...]


def version_page(card: ProcedureCard) -> VersionPage:
    """All words of a version."""
    return VersionPage(
        card=card,
        levels=tuple(words.LEVELS[level] for level in Level if level in card.levels),
        limits=tuple(LimitLine(limit_words(v.limit), v.condition, v.certainty) for v in card.variants),
        fee=fee_words(card.fee_vnd, card.fee_rule, card.fee_note),
        on_supplement=words.SUPPLEMENTS[card.on_supplement],
        source=_source(card.source),
        components=tuple((paper, words.KINDS[paper.kind]) for paper in card.components),
        steps=tuple((step, words.ROLES[step.role]) for step in card.steps),
    )


def _source(text: str) -> str:
    """Marks of the shipped catalogue in words; anything else as it is."""
    marks = text.split()
    return (
        "; ".join(str(words.SOURCES[mark]) for mark in marks) if set(marks) <= words.SOURCES.keys() else text
    )


def difference_lines(found: Iterable[Difference]) -> list[DifferenceLine]:
    """Differences under the names of their columns."""
    return [DifferenceLine(words.COLUMNS[one.column], one.gone, one.come) for one in found]


def history(versions: Iterable[VersionCard]) -> list[tuple[VersionCard, Word, str, str]]:
    """Versions with word and tone of their state and their source in words."""
    return [(version, *words.STATES[version.status], _source(version.source)) for version in versions]


def acts(events: Iterable[EventCard]) -> list[tuple[EventCard, Word]]:
    """Events with the word of their act."""
    return [(event, words.ACTS[event.act]) for event in events]


def report_lines(reports: Iterable[RowReport]) -> list[ReportLine]:
    """An import report in words."""
    return [
        ReportLine(
            report,
            *words.OUTCOMES[report.outcome],
            tuple(
                (words.COLUMNS.get(p.column, p.column), messages.words(p.refusal)) for p in report.problems
            ),
            tuple(words.COLUMNS[change.column] for change in report.changes),
        )
        for report in reports
    ]
