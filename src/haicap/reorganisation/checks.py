"""The laws of reorganisations, as `haicap check` proves them. They only read."""

from collections.abc import Iterable

from django.db.backends.utils import CursorWrapper

from haicap.platform.checks import Finding, Law
from haicap.reorganisation.contract import PlanStatus
from haicap.reorganisation.domain import plan_document
from haicap.reorganisation.models import PlanRow
from haicap.reorganisation.selectors.plans import report_of


def _reports(cursor: CursorWrapper, _full: bool) -> Iterable[Finding]:
    """I-R1: a plan is what was approved, its report is what was proved, and every line of it holds."""
    done = PlanRow.objects.filter(status__in=[PlanStatus.APPLIED.value, PlanStatus.ANNULLED.value])
    for row in done.order_by("id"):
        subject = f"plan:{row.id}"
        if plan_document.digest(row.content) != row.sha256:
            yield Finding(row.province, subject, "the plan is not the one that was approved")
        report = row.report or {"lines": [], "marks": {}}
        if plan_document.digest(report) != row.report_sha256:
            yield Finding(row.province, subject, "the conservation report is not the one that was proved")
        elif not report_of(report).holds:
            yield Finding(row.province, subject, "the conservation report does not hold")


LAWS: tuple[Law, ...] = (
    Law(
        "I-R1",
        "A plan carried out is the one approved; its conservation report is unchanged and holds.",
        _reports,
    ),
)
