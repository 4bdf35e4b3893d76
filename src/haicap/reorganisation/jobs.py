"""Plans whose day has come are carried out in its first minutes; what was proved is sealed after the commit."""

import logging

from procrastinate.contrib.django import app

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.platform.nights import at_night
from haicap.platform.outbox import Event
from haicap.reorganisation import api as reorganisation

logger = logging.getLogger("haicap.reorganisation")


@app.periodic(cron=at_night("00:01"))
@app.task(queueing_lock="reorganisation.apply_due", pass_context=False)
def apply_due(timestamp: int) -> None:
    """Apply every approved plan that is due; one that is refused waits for a person and is tried again next day."""
    at = clock.now()
    for plan_id in reorganisation.due(at):
        try:
            reorganisation.apply(plan_id=plan_id, at=at)
        except RefusalError as refused:
            logger.warning("plan %s was not applied: %s", plan_id, refused)


def on_proved(event: Event) -> None:
    """Seal the paper of a report just committed; what fails is tried again, first by the outbox, then by the night."""
    reorganisation.seal_report(report=event.data["report"], at=clock.now())


@app.periodic(cron=at_night("02:37"))
@app.task(queueing_lock="reorganisation.seal_reports", pass_context=False)
def seal_reports(timestamp: int) -> None:
    """Reports that still have no paper."""
    reorganisation.seal_reports(at=clock.now())
