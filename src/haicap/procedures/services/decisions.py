"""From a draft to law here: submitted by one administrator, approved or rejected by another.

Approval ends the former version on the day the new one starts, in one transaction. Dossiers keep their version.
"""

from datetime import datetime

from django.db import transaction

from haicap.kernel.clock import local_day
from haicap.kernel.errors import RefusalError, refuse, require
from haicap.organisation.contract import Actor, PersonId
from haicap.procedures.contract import ProcedureVersionId, VersionStatus
from haicap.procedures.domain.content import content_of, problems
from haicap.procedures.domain.differences import differences
from haicap.procedures.domain.table import content_row
from haicap.procedures.models import ProcedureVersion
from haicap.procedures.selectors import permissions
from haicap.procedures.selectors.versions import card_of, version_on
from haicap.procedures.services.drafts import locked, record


@transaction.atomic
def submit(*, actor: Actor, version_id: ProcedureVersionId, at: datetime) -> None:
    """Hand a draft to the second administrator.

    Refuses what is unfit: `procedures.source_missing`, `procedures.nothing_changed`, days that do not fit.
    """
    require(permissions.may_administer(actor))
    row = locked(version_id, VersionStatus.DRAFT)
    _require_fit(row, at)
    row.status = VersionStatus.PROPOSED
    row.proposed_by_id = actor.person_id
    row.save(update_fields=["status", "proposed_by"])
    record(row, "submitted", actor, at)


@transaction.atomic
def approve(*, actor: Actor, version_id: ProcedureVersionId, at: datetime) -> None:
    """Put a proposal in force from its day; the former version ends that day.

    Refuses `procedures.same_person`, `procedures.starts_in_the_past`, `procedures.starts_before_former`.
    """
    row = locked(version_id, VersionStatus.PROPOSED)
    require(permissions.may_decide(actor, _proposer(row)))
    _require_days(row, at)
    former = _former(row)
    if former is not None and former.valid_to is None:
        former.valid_to = row.valid_from
        former.save(update_fields=["valid_to"])
    row.status = VersionStatus.APPROVED
    row.approved_by_id, row.approved_at = actor.person_id, at
    row.save(update_fields=["status", "approved_by", "approved_at"])
    version_on.forget()
    record(row, "approved", actor, at)


@transaction.atomic
def reject(*, actor: Actor, version_id: ProcedureVersionId, reason: str, at: datetime) -> None:
    """Give a proposal back to be mended; refuses `procedures.reason_missing`, `procedures.same_person`."""
    if not reason.strip():
        raise refuse("procedures.reason_missing", field="reason")
    row = locked(version_id, VersionStatus.PROPOSED)
    require(permissions.may_decide(actor, _proposer(row)))
    row.status = VersionStatus.DRAFT
    row.proposed_by = None
    row.save(update_fields=["status", "proposed_by"])
    record(row, "rejected", actor, at, reason)


@transaction.atomic
def withdraw(*, actor: Actor, version_id: ProcedureVersionId, at: datetime) -> None:
    """Put a draft or proposal aside for good; its number stays used."""
    require(permissions.may_administer(actor))
    row = locked(version_id, VersionStatus.DRAFT, VersionStatus.PROPOSED)
    row.status = VersionStatus.WITHDRAWN
    row.save(update_fields=["status"])
    record(row, "withdrawn", actor, at)


def _proposer(row: ProcedureVersion) -> PersonId | None:
    return None if row.proposed_by_id is None else PersonId(row.proposed_by_id)


def _former(row: ProcedureVersion) -> ProcedureVersion | None:
    approved = ProcedureVersion.objects.filter(procedure_id=row.procedure_id).approved()
    return approved.select_related("procedure", "field").order_by("-valid_from", "-id").first()


def _require_fit(row: ProcedureVersion, at: datetime) -> None:
    after = card_of(row)
    found = list(problems(content_of(after)))
    if found:
        raise RefusalError(*found)
    if not row.source:
        raise refuse("procedures.source_missing", field="source")
    _require_days(row, at)
    former = _former(row)
    if former is None:
        return
    before = card_of(former)
    if not differences(
        content_row(content_of(before), before.field), content_row(content_of(after), after.field)
    ):
        raise refuse("procedures.nothing_changed")


def _require_days(row: ProcedureVersion, at: datetime) -> None:
    today = local_day(at)
    if row.valid_from < today:
        raise refuse("procedures.starts_in_the_past", field="valid_from", today=f"{today:%d/%m/%Y}")
    former = _former(row)
    if former is not None and row.valid_from <= former.valid_from:
        day = f"{former.valid_from:%d/%m/%Y}"
        raise refuse("procedures.starts_before_former", field="valid_from", former=day)
