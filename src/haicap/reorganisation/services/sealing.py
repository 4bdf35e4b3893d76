"""The paper of a conservation report: printed and sealed once, soon after the step that it proves was committed.

Not within that transaction: a full disk or a certificate that ran out must not undo a lawful merger
(docs/decisions/0015). All that the paper says stands in rows by then, so a later try says the same. It is Vietnamese
whatever the reader's language, as forms are, and its head is that of the step's own day.
"""

import logging
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import translation

from haicap.documents import api as documents
from haicap.documents.contract import ConservationData, ConservedRow, FileCard, PlanStep
from haicap.kernel import clock
from haicap.kernel.errors import FailureError, RefusalError
from haicap.kernel.refs import RecordRef
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyCard
from haicap.reorganisation.contract import Proved
from haicap.reorganisation.domain import plan_document
from haicap.reorganisation.models import PlanRow, ReportRow
from haicap.reorganisation.quantities import quantity
from haicap.reorganisation.selectors.plans import report_of
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard

logger = logging.getLogger("haicap.reorganisation")

SYSTEM = "Hệ thống"  # applied by the timer or on the server, by no account


def seal_reports(*, at: datetime) -> int:
    """Seal every report that has no paper yet, oldest first; returns how many are still without.

    What stands in one's way (see `documents.seal_conservation`) is logged, holds up no other and is tried again.
    """
    waiting = list(ReportRow.objects.filter(file__isnull=True).order_by("id").values_list("id", flat=True))
    return len(waiting) - sum(_tried(report, at) for report in waiting)


@transaction.atomic
def seal_report(*, report: int, at: datetime) -> FileCard:
    """The paper of one report (its row's id); made and sealed at `at` where there is none yet."""
    row = ReportRow.objects.select_for_update(of=("self",)).get(id=report)
    if row.file_id is not None:
        return documents.file_card(row.file_id)
    plan = PlanRow.objects.get(id=row.plan_id)
    province = territory.require_unit(plan.province, clock.local_day(row.made_at))
    body = organisation.committee_of_unit(province.unit_id)
    paper = documents.seal_conservation(
        _told(plan, row, body, province),
        f"bao-toan-{clock.local_day(row.made_at):%Y%m%d}.pdf",
        body=body,
        owner=RecordRef("plan", str(plan.id), plan.instrument),
        at=at,
    )
    row.file_id, row.file_sha256, row.sealed_at = paper.id, paper.sha256, at
    row.save(update_fields=["file", "file_sha256", "sealed_at"])
    return paper


def _tried(report: int, at: datetime) -> bool:
    try:
        seal_report(report=report, at=at)
    except (FailureError, RefusalError) as problem:
        logger.warning("conservation report %s is not sealed yet: %s", report, problem)
        return False
    return True


def _told(plan: PlanRow, row: ReportRow, body: AgencyCard, province: UnitCard) -> ConservationData:
    enactment = plan_document.read(plan.content).enactment
    report = report_of(row.content)
    with translation.override("vi"):
        rows = tuple(
            ConservedRow(quantity=quantity(line.name), holds=line.holds, **asdict(line))
            for line in report.lines
        )
    return ConservationData(
        agency=body.name,
        place=province.name.removeprefix("Tỉnh ").removeprefix("Thành phố "),
        at=row.made_at,
        instrument=enactment.instrument,
        body=enactment.body,
        subject=enactment.subject,
        decided_on=enactment.decided_on,
        effective_on=enactment.effective_on,
        clauses=tuple(dict.fromkeys(change.clause for change in enactment.changes if change.clause)),
        steps=tuple(_steps(plan, Proved(row.proved))),
        rows=rows,
        marks=report.marks,
        custody=report.custody,
        plan_sha256=plan.sha256,
        report_sha256=row.sha256,
    )


def _steps(plan: PlanRow, until: Proved) -> Iterator[PlanStep]:
    steps = [
        ("Người lập phương án", plan.proposed_label, plan.proposed_at),
        ("Người phê duyệt", plan.approved_label, plan.approved_at),
        ("Thực hiện", plan.applied_label, plan.applied_at),
    ]
    if until is Proved.ANNULLED:
        steps.append(("Hủy bỏ", plan.annulled_label, plan.annulled_at))
    for deed, who, at in steps:
        if at is not None:
            yield PlanStep(deed, who or SYSTEM, at)
