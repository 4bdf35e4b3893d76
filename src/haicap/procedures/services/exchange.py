"""The catalogue as a table: exported as it is shown, imported only after a look at what it would do.

Importing has two steps over the same rows. `plan` says for every row whether it changes something and what is
wrong where; it writes nothing. `carry_out` plans again and stores either all changed rows as proposals for the
second administrator, or nothing at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from haicap.kernel.errors import Refusal, refuse, require
from haicap.kernel.text import clean, fold
from haicap.organisation.contract import Actor
from haicap.procedures.contract import ProcedureCard
from haicap.procedures.domain import codes
from haicap.procedures.domain.content import Content
from haicap.procedures.domain.differences import Difference, differences
from haicap.procedures.domain.table import COLUMNS, CONTENT_COLUMNS, CellProblem, content_row, parse, row_of
from haicap.procedures.models import Field, ProcedureVersion
from haicap.procedures.selectors import permissions
from haicap.procedures.selectors.versions import card_of
from haicap.procedures.services import decisions, drafts

HEADER_ROWS = 1


class Outcome(StrEnum):
    """What an imported row would do."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NEW = "new"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class RowReport:
    """One row of the file (`number` as a spreadsheet counts): its code, what it does, what is wrong.

    `proposal` is the code a damaged one may have been: it is used only where the row is among `accepted`.
    """

    number: int
    code: str
    outcome: Outcome
    problems: tuple[CellProblem, ...] = ()
    changes: tuple[Difference, ...] = ()
    proposal: str = ""
    content: Content | None = None


def table(cards: Iterable[ProcedureCard]) -> list[list[str]]:
    """Header and rows of an export, in the order given."""
    return [list(COLUMNS), *([row_of(card)[column] for column in COLUMNS] for card in cards)]


def plan(
    rows: Sequence[Sequence[str]], *, day: date, accepted: frozenset[int] = frozenset()
) -> list[RowReport]:
    """What importing `rows` (with header) would do to the catalogue as it is on `day`.

    `accepted` are numbers of rows whose proposed code a person has confirmed. Refuses `table.unreadable`,
    `procedures.columns_missing`, `procedures.columns_unknown`.
    """
    if not rows:
        raise refuse("table.unreadable", field="file")
    header = [clean(cell).lower() for cell in rows[0]]
    while header and not header[-1]:
        header.pop()
    if "code" not in header:
        raise refuse("procedures.columns_missing", field="file", columns="code")
    strange = [column for column in header if column not in COLUMNS]
    if strange or len(set(header)) != len(header):
        raise refuse("procedures.columns_unknown", field="file", columns=", ".join(strange or header))
    planner = _Planner(day, accepted)
    return [
        planner.report(number, dict(zip(header, [*row, *[""] * len(header)], strict=False)))
        for number, row in enumerate(rows[HEADER_ROWS:], start=HEADER_ROWS + 1)
        if any(cell.strip() for cell in row)
    ]


@transaction.atomic
def carry_out(
    *,
    actor: Actor,
    rows: Sequence[Sequence[str]],
    accepted: frozenset[int],
    valid_from: date,
    source: str,
    day: date,
    at: datetime,
) -> int:
    """Make a proposal of every changed row, in force from `valid_from` on the ground of `source`; how many.

    Refuses `procedures.rows_rejected` where one row is wrong, and whatever a single draft would be refused for:
    then nothing is stored.
    """
    require(permissions.may_administer(actor))
    reports = plan(rows, day=day, accepted=accepted)
    wrong = sum(report.outcome is Outcome.REJECTED for report in reports)
    if wrong:
        raise refuse("procedures.rows_rejected", rows=wrong)
    changed = [report for report in reports if report.content is not None]
    for report in changed:
        _propose(actor, report, valid_from, clean(source), at)
    return len(changed)


def _propose(actor: Actor, report: RowReport, valid_from: date, source: str, at: datetime) -> None:
    content = report.content
    if content is None:
        return
    content = replace(content, source=source or content.source)
    code = report.proposal or report.code
    if report.outcome is Outcome.NEW:
        version = drafts.draft_new(
            actor=actor, code=code, name=content.name, field_key=content.field_key, at=at, content=content
        )
    else:
        version = drafts.draft_next(actor=actor, code=code, at=at)
    drafts.save_draft(
        actor=actor, version_id=version, revision=1, valid_from=valid_from, content=content, at=at
    )
    decisions.submit(actor=actor, version_id=version, at=at)


class _Planner:
    def __init__(self, day: date, accepted: frozenset[int]) -> None:
        rows = ProcedureVersion.objects.in_force(day).select_related("procedure", "field").order_by("id")
        self.cards = {row.procedure.code: card_of(row) for row in rows}
        self.by_name = {fold(card.name): card for card in self.cards.values()}
        self.in_work = set(
            ProcedureVersion.objects.open_work().order_by("id").values_list("procedure__code", flat=True)
        )
        self.fields = {name: key for key, name in Field.objects.order_by("key").values_list("key", "name")}
        self.names = {key: name for name, key in self.fields.items()}
        self.accepted = accepted
        self.seen: dict[str, int] = {}

    def report(self, number: int, given: dict[str, str]) -> RowReport:
        """What one row would do."""
        text = clean(given["code"])
        code, proposal, problem = self._code(number, text, clean(given.get("name_vi", "")))
        if problem is not None:
            return RowReport(
                number, text, Outcome.REJECTED, (CellProblem("code", problem),), proposal=proposal
            )
        self.seen[code] = number
        card = self.cards.get(code)
        if card is None:
            missing = [column for column in CONTENT_COLUMNS if column not in given]
            if missing:
                lacking = Refusal("procedures.columns_missing", {"columns": ", ".join(missing)})
                return RowReport(
                    number, text, Outcome.REJECTED, (CellProblem("code", lacking),), proposal=proposal
                )
        before = row_of(card) if card else dict.fromkeys(CONTENT_COLUMNS, "")
        return self._compare(number, text, proposal, before, {**before, **given}, known=card is not None)

    def _compare(
        self,
        number: int,
        text: str,
        proposal: str,
        before: dict[str, str],
        after: dict[str, str],
        *,
        known: bool,
    ) -> RowReport:
        content = parse(after, self.fields)
        if isinstance(content, list):
            return RowReport(number, text, Outcome.REJECTED, tuple(content), proposal=proposal)
        changes = tuple(differences(before, content_row(content, self.names[content.field_key])))
        if known and not changes:
            return RowReport(number, text, Outcome.UNCHANGED, proposal=proposal)
        if (proposal or text) in self.in_work:
            busy = CellProblem("code", Refusal("procedures.already_in_work"))
            return RowReport(number, text, Outcome.REJECTED, (busy,), proposal=proposal)
        outcome = Outcome.CHANGED if known else Outcome.NEW
        return RowReport(number, text, outcome, (), changes, proposal, content)

    def _code(self, number: int, text: str, name: str) -> tuple[str, str, Refusal | None]:
        """The code meant, the proposal where it is damaged, or why not."""
        if codes.is_code(text):
            return text, "", self._twice(text)
        proposed = self._proposal(text, name)
        if proposed is None:
            word = "procedures.code_unreadable" if text else "procedures.code_missing"
            return "", "", Refusal(word, {"text": text})
        if number in self.accepted:
            return proposed.code, proposed.code, self._twice(proposed.code)
        facts = {"text": text, "proposal": proposed.code, "name": proposed.name}
        return "", proposed.code, Refusal("procedures.code_damaged", facts)

    def _proposal(self, text: str, name: str) -> ProcedureCard | None:
        """By name first; by padding only where the row has no name that says otherwise."""
        named = self.by_name.get(fold(name)) if name else None
        padded = self.cards.get(codes.mended(text) or "")
        return named or (padded if not name or (padded and fold(name) in fold(padded.name)) else None)

    def _twice(self, code: str) -> Refusal | None:
        if code not in self.seen:
            return None
        return Refusal("procedures.code_twice", {"procedure": code, "row": self.seen[code]})
