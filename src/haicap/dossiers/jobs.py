"""What is done to dossiers behind the counters."""

import contextlib

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from haicap.dossiers.services import drafts
from haicap.dossiers.services.recounting import recount_provisional
from haicap.dossiers.services.roots import write_roots
from haicap.kernel import clock
from haicap.platform.nights import at_night
from haicap.platform.outbox import Event


@app.task(queueing_lock="dossiers.recount", pass_context=False)
def recount() -> None:
    """Recount the provisional deadlines by the calendar in force."""
    recount_provisional(at=clock.now())


@app.periodic(cron=at_night("01:47"))
@app.task(queueing_lock="dossiers.recount_left", pass_context=False)
def recount_left(timestamp: int) -> None:
    """The same for what was counted by the calendar before while the new one came, or when the worker fell."""
    recount_provisional(at=clock.now())


@app.periodic(cron=at_night("01:57"))
@app.task(queueing_lock="dossiers.forget_abandoned", pass_context=False)
def forget_abandoned(timestamp: int) -> None:
    """Drafts that nobody has gone on with in a month are forgotten, with their scans."""
    drafts.forget_abandoned(at=clock.now())


@app.periodic(cron="20 * * * *")
@app.task(queueing_lock="dossiers.root", pass_context=False)
def root(timestamp: int) -> None:
    """After midnight the root of the day that ended; asked every hour, so that a missed day waits for no night."""
    write_roots(today=clock.today(), at=clock.now())


def on_calendar(event: Event) -> None:
    """A new calendar: one recount waits, however many versions come at once."""
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        recount.defer()
