"""The journal in words: one line for each act, with what it changed, old and new side by side (J19)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from haicap.desk.web.office import words
from haicap.desk.web.office.words import Words
from haicap.dossiers.api import CAUSE_WORDS
from haicap.dossiers.contract import NOT_RECORDED, Action, JournalCard
from haicap.kernel.stops import StopKind
from haicap.procedures.contract import ProcedureCard, StepCard
from haicap.ui.badges import Tone
from haicap.ui.templatetags.ui import bilingual, day, moment


@dataclass(frozen=True, slots=True)
class Change:
    """A field corrected: what it said before and what it says since."""

    label: Words
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline."""

    at: datetime
    title: str
    who: str
    agency: str
    tone: Tone
    notes: tuple[str, ...]
    changes: tuple[Change, ...]


def history(journal: Sequence[JournalCard], procedure: ProcedureCard) -> list[Happening]:
    """The lines of `journal`, newest first."""
    return [_happening(line, procedure) for line in reversed(journal)]


def _happening(line: JournalCard, procedure: ProcedureCard) -> Happening:
    title, tone = words.HAPPENINGS[line.action]
    return Happening(
        at=line.at,
        title=str(title) + _step_done(line, procedure),
        who=line.actor if line.person_id else _("hệ thống trước: %(name)s") % {"name": line.actor},
        agency=line.agency,
        tone=tone,
        notes=tuple(_notes(line, procedure)),
        changes=_changes(line),
    )


def _step_done(line: JournalCard, procedure: ProcedureCard) -> str:
    done = _step(procedure, line.changes.get("step_done"))
    return f": {bilingual(done, 'name')}" if done and line.action is Action.COMPLETE_STEP else ""


def _notes(line: JournalCard, procedure: ProcedureCard) -> Iterator[str]:
    told: Mapping[str, Any] = line.changes
    if told.get("reason") not in {None, "", NOT_RECORDED}:
        yield str(told["reason"])
    if line.note:
        yield line.note
    yield from _advice(told.get("advice", {}))
    step = _step(procedure, told.get("step"))
    if step and line.action in {Action.COMPLETE_STEP, Action.SEND_BACK}:
        yield _("Tiếp theo: %(step)s") % {"step": bilingual(step, "name")}
    if line.action is Action.SUSPEND and told.get("stops"):
        yield str(words.STOPS[StopKind(told["stops"][-1][0])])
    if line.action in {Action.SUPPLEMENT, Action.RESUME} and told.get("due_at"):
        yield _("Hạn mới: %(due)s") % {"due": moment(_moment(told["due_at"]))}
    if line.action is Action.EXTEND:
        yield from _put_off(told)
    if told.get("result_number"):
        yield _("Kết quả số %(number)s") % {"number": told["result_number"]}
    if told.get("timeliness"):
        yield words.status_word(told["timeliness"])
    if told.get("receiver"):
        yield _("Người nhận: %(receiver)s") % {"receiver": told["receiver"]}


def _put_off(told: Mapping[str, Any]) -> Iterator[str]:
    if told.get("cause"):
        yield str(CAUSE_WORDS[told["cause"]])
    if told.get("promised_at"):
        yield _("Hẹn lại: %(day)s") % {"day": day(_moment(told["promised_at"]))}


def _advice(told: Mapping[str, str]) -> Iterator[str]:
    """What the applicant was told beside the reason."""
    if told.get("ground"):
        yield _("Căn cứ: %(ground)s") % told
    if told.get("answer_by"):
        yield _("Bổ sung chậm nhất: %(day)s") % {"day": day(date.fromisoformat(told["answer_by"]))}
    if told.get("guidance"):
        yield _("Hướng dẫn: %(guidance)s") % told
    if told.get("refund"):
        yield _("Phí, lệ phí đã nộp: %(refund)s") % told


def _changes(line: JournalCard) -> tuple[Change, ...]:
    before: Mapping[str, Any] = line.changes.get("was", {})
    return tuple(
        Change(words.COLUMNS.get(name, name), str(was or "—"), str(line.changes.get(name) or "—"))
        for name, was in before.items()
        if name not in words.SHOWN_ELSEWHERE
    )


def _step(procedure: ProcedureCard, order: object) -> StepCard | None:
    return next((step for step in procedure.steps if step.order == order), None)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
