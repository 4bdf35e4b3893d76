"""What the machine room does at night, and the laws it tries all day (docs/reference/laws.md)."""

from procrastinate.contrib.django import app

from haicap.kernel import clock
from haicap.platform import answers, outbox
from haicap.platform.checks.runs import prove_unless_running
from haicap.platform.nights import at_night


@app.periodic(cron=at_night("02:07"))
@app.task(queueing_lock="platform.forget_delivered", pass_context=False)
def forget_delivered(timestamp: int) -> None:
    """Delivered events are kept for a month; the journal keeps what happened for ever."""
    outbox.forget_delivered(now=clock.now())


@app.periodic(cron=at_night("02:27"))
@app.task(queueing_lock="platform.forget_given", pass_context=False)
def forget_given(timestamp: int) -> None:
    """Answers are given again for two days; they name applicants, so they are not kept longer."""
    answers.forget_given(now=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="platform.check_fast", lock="platform.check", pass_context=False)
def check_fast(timestamp: int) -> None:
    """Every five minutes the laws of what moved lately; left out where a check is still running."""
    prove_unless_running(full=False)


@app.periodic(cron=at_night("02:37"))
@app.task(queueing_lock="platform.check_full", lock="platform.check", pass_context=False)
def check_full(timestamp: int) -> None:
    """Every night all laws on all rows."""
    prove_unless_running(full=True)
