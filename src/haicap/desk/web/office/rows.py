"""Rows of a list as the page and its exports show them: one making, so that they cannot differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from haicap.desk.web.office import words
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import OPEN, DossierCard, ListFilter
from haicap.kernel import clock
from haicap.organisation.contract import Actor
from haicap.procedures import api as procedures
from haicap.procedures.contract import ProcedureCard

PAGE = 25
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier with its procedure; `step` is empty where no office step is at hand."""

    card: DossierCard
    procedure: ProcedureCard
    step: str
    settled: bool


def row_of(card: DossierCard) -> Row:
    """The row of a card; the procedure comes from the memory of the process."""
    is_open = card.status in OPEN
    step = str(words.STEPS.get(card.step_role, "")) if is_open else ""
    return Row(card, procedures.version(card.procedure_version), step, not is_open)


def rows_of(cards: Sequence[DossierCard]) -> list[Row]:
    """Rows in the order of `cards`."""
    return [row_of(card) for card in cards]


def table(actor: Actor, asked: ListFilter) -> Iterator[list[str]]:
    """Headings, then every row of the list in its order, as text."""
    yield [
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
    ]
    after, now = "", clock.now()
    while True:
        page = dossiers.listing(actor=actor, filter=asked, now=now, after=after, size=_BATCH)
        for card in page.rows:
            yield _cells(row_of(card))
        after = page.after
        if not after:
            return


def _cells(row: Row) -> list[str]:
    card = row.card
    return [
        card.number,
        card.procedure_code,
        row.procedure.name,
        card.field,
        card.applicant_name,
        f"{card.received_at:%d/%m/%Y %H:%M}",
        f"{card.due_at:%d/%m/%Y %H:%M}",
        f"{card.promised_at:%d/%m/%Y %H:%M}",
        words.status_word(card.status),
        words.status_word(card.timeliness) if card.timeliness else "",
        row.step,
        card.holder,
    ]
