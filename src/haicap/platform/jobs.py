"""What the machine room does at night."""

from procrastinate.contrib.django import app

from haicap.kernel import clock
from haicap.platform import answers, outbox


@app.periodic(cron="7 2 * * *")
@app.task(queueing_lock="platform.forget_delivered", pass_context=False)
def forget_delivered(timestamp: int) -> None:
    """Delivered events are kept for a month; the journal keeps what happened for ever."""
    outbox.forget_delivered(now=clock.now())


@app.periodic(cron="27 2 * * *")
@app.task(queueing_lock="platform.forget_given", pass_context=False)
def forget_given(timestamp: int) -> None:
    """Answers are given again for two days; they name applicants, so they are not kept longer."""
    answers.forget_given(now=clock.now())
