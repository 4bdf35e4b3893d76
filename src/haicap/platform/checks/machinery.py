"""The laws of the machine room: what checks said is unchanged, events and jobs come to an end, nothing is kept long."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.backends.utils import CursorWrapper

from haicap.kernel import clock
from haicap.platform import answers, outbox
from haicap.platform.checks import Finding, Law

MOST = 200
_TAIL = 500  # links that a fast run looks at
OLDEST_EVENT = timedelta(hours=6)  # twelve attempts, ever rarer, take two
OLDEST_JOB = timedelta(hours=24)  # ready, and nobody took it
DEAD_AFTER = timedelta(minutes=10)  # a worker's heartbeat comes every ten seconds
GRACE = timedelta(days=2)  # the night's clearing may be missed once


def kept_runs(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-A1 for what checks said."""
    cursor.execute(
        "SELECT seq, wrong FROM platform_broken_links('platform_check_run', %s)", [None if full else _TAIL]
    )
    for seq, wrong in cursor.fetchmany(MOST):
        yield Finding("", f"run {seq}", f"run {seq} of check {wrong}", "the link as written", "another")


# an event's id is a UUIDv7: its first 48 bits are the millisecond it was written
_EVENTS = """
SELECT id, type, subject, attempts FROM platform_outbox
WHERE delivered_at IS NULL AND parked_reason = ''
  AND ('x' || left(replace(event_id::text, '-', ''), 12))::bit(48)::bigint < %s
ORDER BY id
"""


def events_end(cursor: CursorWrapper, _full: bool) -> Iterator[Finding]:
    """I-X1. An event parked with its cause has ended; `/metrics` counts those."""
    late = (clock.now() - OLDEST_EVENT).timestamp() * 1000
    cursor.execute(_EVENTS, [int(late)])
    for event, kind, subject, attempts in cursor.fetchmany(MOST):
        words = f"{kind} of {subject} waits for more than {OLDEST_EVENT}"
        yield Finding(
            "", f"event {event}", words, "delivered or parked", f"waiting after {attempts} attempts"
        )


_JOBS = """
SELECT j.id, j.task_name, 'doing', 'a living worker' FROM procrastinate_jobs j
LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
WHERE j.status = 'doing' AND coalesce(w.last_heartbeat, '-infinity') < now() - make_interval(secs => %s::float)
UNION ALL
SELECT j.id, j.task_name, 'todo', 'taken up' FROM procrastinate_jobs j
WHERE j.status = 'todo' AND coalesce(j.scheduled_at, (
  SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)) < now() - make_interval(secs => %s::float)
ORDER BY 1
"""


def jobs_end(cursor: CursorWrapper, _full: bool) -> Iterator[Finding]:
    """I-J1. A job that failed has ended; the worker's log says why, `/metrics` counts it."""
    cursor.execute(_JOBS, [str(DEAD_AFTER.total_seconds()), str(OLDEST_JOB.total_seconds())])
    for job, task, status, expected in cursor.fetchmany(MOST):
        yield Finding("", f"job {job}", f"{task} stays {status}", expected, status)


_OVERDUE = """
SELECT 'events delivered', count(*), min(id)::text FROM platform_outbox WHERE delivered_at < %s
UNION ALL SELECT 'answers given', count(*), min(key::text) FROM platform_given_answer WHERE given_at < %s
"""


def nothing_is_kept_long(cursor: CursorWrapper, _full: bool) -> Iterator[Finding]:
    """I-L1: what is cleared at night is gone, two nights later at the latest."""
    now = clock.now()
    cursor.execute(_OVERDUE, [now - outbox.KEPT_FOR - GRACE, now - answers.KEPT_FOR - GRACE])
    for what, count, first in cursor.fetchall():
        if count:
            yield Finding("", first, f"{count} {what} are kept past their time", "0", str(count))


LAWS = (
    Law("I-A1", "What the runs of check said is unchanged, from the first run to the last.", kept_runs),
    Law(
        "I-X1",
        "Every event is delivered or parked with its cause, or waits for less than six hours.",
        events_end,
    ),
    Law(
        "I-J1",
        "Jobs being done have a living worker, and none that is ready waits for longer than a day.",
        jobs_end,
    ),
    Law("I-L1", "What may be kept for a time only is gone after it.", nothing_is_kept_long, fast=False),
)
