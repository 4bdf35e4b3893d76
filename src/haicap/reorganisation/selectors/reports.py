"""The sealed papers of a plan's conservation reports."""

from collections.abc import Mapping
from uuid import UUID

from haicap.documents import api as documents
from haicap.documents.contract import FileCard
from haicap.kernel.errors import refuse
from haicap.reorganisation.contract import PlanId, Proved
from haicap.reorganisation.models import ReportRow


def papers(plan_id: PlanId) -> Mapping[Proved, UUID | None]:
    """The file of each report of a plan in the order of the steps; None where it is still to be sealed."""
    rows = ReportRow.objects.filter(plan_id=plan_id).order_by("id").values_list("proved", "file_id")
    return {Proved(step): file for step, file in rows}


def paper(plan_id: PlanId, proved: Proved) -> tuple[FileCard, bytes]:
    """The paper of one step and its bytes, the same for ever. The caller has asked whether its actor may see the plan.

    Refused: `reorganisation.no_report` (nothing was proved), `reorganisation.not_sealed_yet`.
    """
    found = papers(plan_id)
    if proved not in found:
        raise refuse("reorganisation.no_report")
    file = found[proved]
    if file is None:
        raise refuse("reorganisation.not_sealed_yet")
    return documents.read(file)
