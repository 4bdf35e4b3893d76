"""The next version while it is being written: opened from the last one, saved as a whole, under a revision."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from haicap.kernel.clock import local_day
from haicap.kernel.errors import RefusalError, refuse, require
from haicap.kernel.limits import OnSupplement
from haicap.kernel.text import clean, fold
from haicap.organisation.contract import Actor
from haicap.procedures.contract import (
    Certainty,
    FeeRule,
    Level,
    LimitVariant,
    ProcedureVersionId,
    StepCard,
    StepRole,
    VersionStatus,
)
from haicap.procedures.domain import content as contents
from haicap.procedures.domain.codes import is_code
from haicap.procedures.domain.content import Content
from haicap.procedures.models import Field, Procedure, ProcedureEvent, ProcedureVersion
from haicap.procedures.models.procedure import PROVINCE
from haicap.procedures.selectors import permissions
from haicap.procedures.selectors.versions import card_of

BLANK_STEPS = (
    StepCard(1, "Tiếp nhận hồ sơ", "Intake", StepRole.RECEIVER, 0),
    StepCard(2, "Thẩm tra, dự thảo kết quả", "Check, draft the result", StepRole.SPECIALIST, 70),
    StepCard(3, "Ký kết quả", "Sign the result", StepRole.CHAIR, 30),
    StepCard(4, "Trả kết quả", "Return the result", StepRole.RETURNER, 0),
)


@transaction.atomic
def draft_next(*, actor: Actor, code: str, at: datetime) -> ProcedureVersionId:
    """Open a draft that says what the last version says, but for the ground, which must be stated anew.

    Refuses `procedures.not_an_administrator`, `procedures.unknown`, `procedures.already_in_work`.
    """
    require(permissions.may_administer(actor))
    procedure = Procedure.objects.select_for_update().filter(code=code).first()
    if procedure is None:
        raise refuse("procedures.unknown", procedure=code)
    last = ProcedureVersion.objects.filter(procedure=procedure).approved()
    former = last.select_related("procedure", "field").order_by("-number").first()
    if former is None:
        raise refuse("procedures.wrong_state")
    return _open(actor, procedure, replace(contents.content_of(card_of(former)), source=""), at)


@transaction.atomic
def draft_new(
    *, actor: Actor, code: str, name: str, field_key: str, at: datetime, content: Content | None = None
) -> ProcedureVersionId:
    """Open the first draft of a procedure the catalogue does not have.

    Refuses `procedures.code_unreadable`, `procedures.already_known`, `procedures.field_unknown`.
    """
    require(permissions.may_administer(actor))
    if not is_code(code):
        raise refuse("procedures.code_unreadable", field="code", text=code)
    procedure, _new = Procedure.objects.get_or_create(code=code)
    if ProcedureVersion.objects.filter(procedure=procedure).approved().exists():
        raise refuse("procedures.already_known", field="code", procedure=code)
    return _open(actor, procedure, content or _blank(clean(name), field_key), at)


@transaction.atomic
def save_draft(
    *,
    actor: Actor,
    version_id: ProcedureVersionId,
    revision: int,
    valid_from: date,
    content: Content,
    at: datetime,
) -> None:
    """Store a draft as a whole; what the form said is the province's own declaration.

    Refuses everything `content.problems` finds, `procedures.source_missing`, `procedures.wrong_state`, and
    `procedures.changed_meanwhile` where the draft is no longer at `revision`.
    """
    require(permissions.may_administer(actor))
    found = list(contents.problems(content))
    if found:
        raise RefusalError(*found)
    if not content.source:
        raise refuse("procedures.source_missing", field="source")
    row = locked(version_id, VersionStatus.DRAFT)
    if row.revision != revision:
        raise refuse("procedures.changed_meanwhile")
    _fill(row, content)
    row.valid_from = valid_from
    row.revision += 1
    row.save()
    record(row, "edited", actor, at)


def locked(version_id: ProcedureVersionId, *states: VersionStatus) -> ProcedureVersion:
    """The row, locked until the transaction ends, where it is in one of `states`."""
    row = ProcedureVersion.objects.select_for_update(of=("self",)).filter(id=version_id).first()
    if row is None:
        raise refuse("procedures.unknown_version", id=version_id)
    if row.status not in states:
        raise refuse("procedures.wrong_state")
    return row


def record(row: ProcedureVersion, act: str, actor: Actor, at: datetime, note: str = "") -> None:
    """Add to the history of a version."""
    ProcedureEvent.objects.create(
        version=row,
        act=act,
        person_id=actor.person_id,
        person_name=actor.person_name,
        at=at,
        note=clean(note),
    )


def _open(actor: Actor, procedure: Procedure, content: Content, at: datetime) -> ProcedureVersionId:
    versions = ProcedureVersion.objects.filter(procedure=procedure)
    if versions.open_work().exists():
        raise refuse("procedures.already_in_work", field="code")
    last = versions.order_by("-number").values_list("number", flat=True).first() or 0
    row = ProcedureVersion(
        procedure=procedure,
        number=last + 1,
        status=VersionStatus.DRAFT,
        origin=PROVINCE,
        valid_from=local_day(at),
    )
    _fill(row, content)
    row.save()
    record(row, "drafted", actor, at)
    return ProcedureVersionId(row.id)


def _fill(row: ProcedureVersion, content: Content) -> None:
    if not Field.objects.filter(key=content.field_key).exists():
        raise refuse("procedures.field_unknown", field="field_key", name=content.field_key)
    row.name, row.name_en, row.folded = content.name, content.name_en, fold(content.name)
    row.field_id = content.field_key
    row.levels = sorted(content.levels)
    row.certainty, row.source, row.note = content.certainty, content.source, content.note
    row.on_supplement = content.on_supplement
    row.fee_vnd, row.fee_rule, row.fee_note = content.fee_vnd, content.fee_rule, content.fee_note
    row.result_name, row.result_name_en = content.result_name, content.result_name_en
    row.variants = contents.variants_to_json(content.variants)
    row.components = contents.components_to_json(content.components)
    row.steps = contents.steps_to_json(content.steps)


def _blank(name: str, field_key: str) -> Content:
    return Content(
        name=name,
        name_en="",
        field_key=field_key,
        levels=frozenset({Level.COMMUNE}),
        certainty=Certainty.DECLARED,
        source="",
        variants=(LimitVariant("ordinary", None, "", Certainty.DECLARED),),
        on_supplement=OnSupplement.PAUSE,
        fee_vnd=None,
        fee_rule=FeeRule.NOT_STATED,
        fee_note="",
        components=(),
        result_name="",
        result_name_en="",
        steps=BLANK_STEPS,
        note="",
    )
