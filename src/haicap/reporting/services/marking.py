"""Marking what was not submitted in time. Nothing is prepared: a report is somebody's."""

from datetime import datetime

from haicap.kernel.clock import local_day
from haicap.organisation import api as organisation
from haicap.reporting.models import PeriodicOverdue
from haicap.reporting.selectors.due import asked, of_bodies
from haicap.reporting.selectors.periodic_bodies import reporters


def mark_overdue(*, at: datetime) -> int:
    """Mark each body that has not submitted the newest closed period by its day; returns how many anew."""
    today = local_day(at)
    rows = []
    for province in organisation.founded_provinces():
        for rule, period in asked(today):
            rows += [
                PeriodicOverdue(
                    body_id=due.body,
                    kind=due.kind.value,
                    starts_on=due.period.start,
                    province=province,
                    due_on=due.due_on,
                    marked_at=at,
                )
                for due in of_bodies(reporters(province, period.end), rule, period)
                if due.due_on is not None and due.overdue(today)
            ]
    before = PeriodicOverdue.objects.count()
    PeriodicOverdue.objects.bulk_create(rows, ignore_conflicts=True)
    return PeriodicOverdue.objects.count() - before
