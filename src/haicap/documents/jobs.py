"""What is done to papers at night."""

from procrastinate.contrib.django import app

from haicap.documents import api as documents
from haicap.kernel import clock
from haicap.platform.nights import at_night


@app.periodic(cron=at_night("02:17"))
@app.task(queueing_lock="documents.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """Remove bytes that no record names any more."""
    documents.sweep(at=clock.now())
