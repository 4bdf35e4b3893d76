"""A reorganisation on a copy of the province's database; the original is only read.

Nobody's approval is asked: on a copy nothing happens. The plan's row there says that it was a rehearsal.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import chain

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.platform import copies, rehearsal
from haicap.reorganisation.contract import Plan, PlanCard, PlanId, PlanStatus
from haicap.reorganisation.domain import plan_document
from haicap.reorganisation.models import PlanRow
from haicap.reorganisation.selectors.preview import preview
from haicap.reorganisation.services.applying import apply
from haicap.territory import api as territory

LABEL = "Diễn tập"  # in the place of the two people's names
_AUTHOR, _APPROVER = 0, -1  # nobody's id


def rehearse(
    *, plan: Plan, name: str, keep: bool, at: datetime, on: date | None = None, ends_on: date | None = None
) -> PlanCard:
    """Copy, apply `plan` there on its day (or `on`, the first day of a trial), give the applied plan with its report.

    Without `keep` the copy is thrown away, also where the plan is refused. Refused: all that `apply` and the preview
    refuse. FailureError: see `copies.make`.
    """
    copies.make(name, at=at, starts_on=on, ends_on=ends_on)
    try:
        with copies.standing_on(name):
            return _applied(_from(plan, on) if on else plan, at)
    except BaseException:
        keep = False
        raise
    finally:
        if not keep:
            copies.drop(name)


def _from(plan: Plan, on: date) -> Plan:
    """The plan as if its day were `on`; a trial may well begin before the resolution is passed."""
    enactment = plan.enactment
    decided_on = min(enactment.decided_on, on) if enactment.decided_on else None
    return replace(plan, enactment=replace(enactment, effective_on=on, decided_on=decided_on))


def _applied(plan: Plan, at: datetime) -> PlanCard:
    """The plan carried out here and now as if its day had come. Only ever in a rehearsal."""
    if not rehearsal.name():
        raise RuntimeError("a rehearsal needs a copy")
    shown = preview(plan)
    if shown.findings:
        raise RefusalError(*shown.findings)
    day = datetime.combine(plan.enactment.effective_on, time(0, 5), clock.VIETNAM)
    moment = max(at, day)
    PlanRow.objects.filter(sha256=shown.sha256).exclude(status=PlanStatus.ANNULLED).update(
        status=PlanStatus.WITHDRAWN, approved_by=None, approved_at=None
    )
    row = PlanRow.objects.create(
        province=_province(plan),
        status=PlanStatus.APPROVED,
        instrument=plan.enactment.instrument,
        effective_on=plan.enactment.effective_on,
        content=plan_document.write(plan),
        sha256=shown.sha256,
        proposed_by=_AUTHOR,
        proposed_label=LABEL,
        proposed_at=at,
        approved_by=_APPROVER,
        approved_label=LABEL,
        approved_at=at,
    )
    with clock.at(moment):
        return apply(plan_id=PlanId(row.id), at=moment)


def _province(plan: Plan) -> str:
    begun = [unit.province_code for change in plan.enactment.changes for unit in change.begins]
    eve = plan.enactment.effective_on - timedelta(days=1)
    of_hamlets = (territory.unit_on(row.commune, eve) for row in plan.hamlets)
    return next(chain(begun, (card.province_code for card in of_hamlets if card)), "")
