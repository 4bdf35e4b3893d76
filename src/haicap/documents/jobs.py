"""What is done to papers at night."""

from procrastinate.contrib.django import app

from haicap.documents import api as documents
from haicap.kernel import clock


@app.periodic(cron="17 2 * * *")
@app.task(queueing_lock="documents.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """Remove bytes that no record names any more."""
    documents.sweep(at=clock.now())
