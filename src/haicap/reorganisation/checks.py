"""The laws of reorganisations, as `haicap check` proves them. They only read."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.backends.utils import CursorWrapper

from haicap.documents import api as documents
from haicap.kernel import clock
from haicap.kernel.errors import FailureError
from haicap.platform.checks import Finding, Law
from haicap.reorganisation.contract import PlanStatus
from haicap.reorganisation.domain import plan_document
from haicap.reorganisation.models import PlanRow, ReportRow
from haicap.reorganisation.selectors.plans import report_of

SEALED_WITHIN = timedelta(days=1)


def _reports(cursor: CursorWrapper, _full: bool) -> Iterable[Finding]:
    """I-R3: a plan is what was approved, its report is what was proved, and every line of it holds."""
    done = PlanRow.objects.filter(status__in=[PlanStatus.APPLIED.value, PlanStatus.ANNULLED.value])
    for row in done.order_by("id"):
        subject = f"plan:{row.id}"
        if plan_document.digest(row.content) != row.sha256:
            words = "the plan is not the one that was approved"
            yield Finding(row.province, subject, words, row.sha256, plan_document.digest(row.content))
        report = row.report or {"lines": [], "marks": {}}
        if plan_document.digest(report) != row.report_sha256:
            words = "the conservation report is not the one that was proved"
            yield Finding(row.province, subject, words, str(row.report_sha256), plan_document.digest(report))
        elif not report_of(report).holds:
            yield Finding(row.province, subject, "the conservation report does not hold")


_LOST = """
SELECT p.province, r.id, r.proved FROM reorganisation_report r JOIN reorganisation_plan p ON p.id = r.plan_id
JOIN documents_file f ON f.id = r.file_id WHERE f.sha256 <> r.file_sha256 ORDER BY r.id
"""
_LAST = """
SELECT p.province, p.id, p.status FROM reorganisation_plan p LEFT JOIN reorganisation_report r
ON r.plan_id = p.id AND r.proved = p.status AND r.sha256 = p.report_sha256
WHERE p.status IN ('applied', 'annulled') AND r.id IS NULL ORDER BY p.id
"""


def _papers(cursor: CursorWrapper, _full: bool) -> Iterable[Finding]:
    """I-R4: the papers of reports are those that were sealed, and none waits for longer than a day."""
    cursor.execute(_LOST)
    for province, report, proved in cursor.fetchall():
        yield Finding(province, f"report:{report}", f"the paper of “{proved}” is not the one that was sealed")
    cursor.execute(_LAST)
    for province, plan, status in cursor.fetchall():
        yield Finding(province, f"plan:{plan}", f"“{status}” has no report of its own")
    late = clock.now() - SEALED_WITHIN
    for row in ReportRow.objects.filter(file__isnull=True, made_at__lt=late).order_by("id"):
        words = "the report is not sealed; the log of the worker says why"
        yield Finding("", f"report:{row.id}", words)
    for row in ReportRow.objects.order_by("id"):
        if plan_document.digest(row.content) != row.sha256:
            words = "the report is not the one that was proved"
            yield Finding("", f"report:{row.id}", words, row.sha256, plan_document.digest(row.content))


_SAME_PERSON = """
SELECT province, 'plan:' || id, proposed_label, coalesce(approved_label, '') FROM reorganisation_plan
WHERE status IN ('approved', 'applied', 'annulled') AND (approved_by IS NULL OR approved_by = proposed_by)
UNION ALL
SELECT p.province, 'annulment:' || a.id, a.proposed_label, coalesce(a.decided_label, '')
FROM reorganisation_annulment a JOIN reorganisation_plan p ON p.id = a.plan_id
WHERE a.status = 'confirmed' AND a.decided_by = a.proposed_by
ORDER BY 1, 2
"""


def _two_people(cursor: CursorWrapper, _full: bool) -> Iterable[Finding]:
    """I-S2."""
    cursor.execute(_SAME_PERSON)
    for province, row, proposed, approved in cursor.fetchall():
        words = f"proposed by {proposed}, decided by {approved or 'nobody'}"
        yield Finding(province, row, words, "two people", approved or "nobody")


def _seals(_cursor: CursorWrapper, _full: bool) -> Iterable[Finding]:
    """I-S1: the seal on a paper covers the bytes stored now, is one of ours and was in force."""
    for row in ReportRow.objects.select_related("plan").order_by("id"):
        if row.file_id is None:
            continue
        try:
            _card, content = documents.read(row.file_id)
        except FailureError:
            continue  # bytes that are gone are found by I-F1
        found = documents.verify_seals(content, now=clock.now())
        if not found.holds:
            words = (
                "the seal of the paper does not hold" if found.intact else "the paper is not as it was sealed"
            )
            yield Finding(
                row.plan.province, f"report:{row.id}", words, "our seal over these bytes", "another"
            )


LAWS: tuple[Law, ...] = (
    Law(
        "I-S1",
        "Every sealed report bears our seal, in force when it was sealed, over the bytes stored.",
        _seals,
        fast=False,
    ),
    Law("I-S2", "Plans and annulments are decided by somebody else than who proposed them.", _two_people),
    Law(
        "I-R3",
        "A plan carried out is the one approved; its conservation report is unchanged and holds.",
        _reports,
    ),
    Law(
        "I-R4",
        "Every conservation report is kept as it was proved; its paper is sealed within a day and is the one kept.",
        _papers,
    ),
)
