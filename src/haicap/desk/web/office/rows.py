"""Rows of a list as the page and its exports show them: one making, so that they cannot differ."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from haicap.desk.web.office import words
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import OPEN, DossierCard, ListFilter, ListLine, Status
from haicap.kernel import clock
from haicap.kernel.timeliness import Timeliness
from haicap.organisation.contract import Actor
from haicap.procedures import api as procedures
from haicap.procedures.contract import ProcedureCard, ProcedureVersionId
from haicap.ui.sheets import Cell

PAGE = 25


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier with its procedure; `step` is empty where no office step is at hand."""

    card: DossierCard
    procedure: ProcedureCard
    step: str
    settled: bool


def row_of(card: DossierCard) -> Row:
    """The row of a card; the procedure comes from the memory of the process."""
    return Row(card, procedures.version(card.procedure_version), _step_of(card), card.status not in OPEN)


def _step_of(card: DossierCard | ListLine) -> str:
    """The name of the office step at hand, empty where there is none."""
    return str(words.STEPS.get(card.step_role, "")) if card.status in OPEN else ""


def rows_of(cards: Sequence[DossierCard]) -> list[Row]:
    """Rows in the order of `cards`."""
    return [row_of(card) for card in cards]


def table(actor: Actor, asked: ListFilter, about: str) -> Generator[list[Cell], None, None]:
    """What the list is `about`, headings, then every row of it in its order. Refuses at once what a list does."""
    lines = dossiers.stream(actor=actor, filter=asked, now=clock.now())
    told = _Words({each: str(words.status_word(each)) for each in (*Status, *Timeliness)}, {})
    return _table(about, [str(heading) for heading in _HEADINGS], lines, told)


_HEADINGS = (
    _("Mã hồ sơ"),
    _("Mã thủ tục"),
    _("Thủ tục"),
    _("Lĩnh vực"),
    _("Người nộp"),
    _("Ngày nhận"),
    _("Hạn giải quyết"),
    _("Ngày hẹn trả"),
    _("Trạng thái"),
    _("Kết quả thời hạn"),
    _("Bước"),
    _("Người giữ"),
    _("Mã trạng thái quốc gia"),
    _("Mã trạng thái nội bộ"),
)
BEFORE_ROWS = 2  # what it is about, and headings


class _Words(NamedTuple):
    """In the language of whoever asked, each looked up once: of statuses and classes, and of procedures met so far."""

    states: Mapping[str, str]
    procedures: dict[ProcedureVersionId, str]


def _table(
    about: str, headings: list[str], lines: Generator[ListLine, None, None], told: _Words
) -> Generator[list[Cell], None, None]:
    with closing(lines):
        yield [about]
        yield [*headings]
        for line in lines:
            yield _cells(line, told)


def _cells(line: ListLine, told: _Words) -> list[Cell]:
    name = told.procedures.get(line.procedure_version)
    if name is None:
        name = told.procedures[line.procedure_version] = procedures.version(line.procedure_version).name
    return [
        line.number,
        line.procedure_code,
        name,
        line.field,
        line.applicant_name,
        line.received_at,
        line.due_at,
        line.promised_at,
        told.states[line.status],
        told.states[line.timeliness] if line.timeliness else "",
        _step_of(line),
        line.holder,
        line.national.value,
        line.internal,
    ]
