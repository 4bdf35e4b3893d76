"""Papers of signed reports are sealed after the commit; at night those that wait, and what is overdue is marked."""

from uuid import UUID

from procrastinate.contrib.django import app

from haicap.kernel import clock
from haicap.platform.nights import at_night
from haicap.platform.outbox import Event
from haicap.reporting import api as reporting


def on_signed(event: Event) -> None:
    """Seal the paper of a report just signed; what fails is tried again, first by the outbox, then by the night."""
    reporting.seal_report(report_id=UUID(event.data["report"]), at=clock.now())


@app.periodic(cron=at_night("02:47"))
@app.task(queueing_lock="reporting.nightly", pass_context=False)
def nightly(timestamp: int) -> None:
    """Seal what was signed and has no paper; mark what should have been submitted. Nothing is prepared by itself."""
    reporting.seal_reports(at=clock.now())
    reporting.mark_overdue(at=clock.now())
