"""What this installation measures about itself, in Prometheus' text format 0.0.4. Few series, nobody's data.

Not the figures of dossiers: those are reports, with their identities.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import Error, connection
from django.db.models import Count, Q
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg_pool import PoolTimeout

from haicap.kernel import clock
from haicap.platform.checks import standing
from haicap.platform.models import OutboxEvent, Progress

JOB_STATES = ("todo", "doing", "succeeded", "failed", "cancelled", "aborted")


@dataclass(frozen=True, slots=True)
class Gauge:
    """One series: a name without the prefix `haicap_`, what it says, its labels, its value."""

    name: str
    words: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)


def text() -> str:
    """Everything measured now; without a database only that this process is up and the database is not."""
    try:
        inside = [*_database(), *_outbox(), *_jobs(), *_progress(), *_check()]
    except (Error, PoolTimeout):
        inside = []
    up = Gauge("up", "This process answers.", 1)
    database_up = Gauge("database_up", "The database answers.", 1 if inside else 0)
    return "".join(_lines([up, database_up, *inside]))


def _lines(gauges: Iterable[Gauge]) -> Iterator[str]:
    told = ""
    for gauge in gauges:
        if gauge.name != told:
            yield f"# HELP haicap_{gauge.name} {gauge.words}\n# TYPE haicap_{gauge.name} gauge\n"
            told = gauge.name
        labels = ",".join(f'{name}="{_escaped(value)}"' for name, value in gauge.labels.items())
        yield f"haicap_{gauge.name}{f'{{{labels}}}' if labels else ''} {gauge.value:.15g}\n"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _database() -> Iterator[Gauge]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (size,) = cursor.fetchone()
    yield Gauge("database_size_bytes", "Size of the database on disk.", size)


def _outbox() -> Iterator[Gauge]:
    waiting = Q(parked_reason="")
    found = OutboxEvent.objects.filter(delivered_at__isnull=True).aggregate(
        waiting=Count("id", filter=waiting), parked=Count("id", filter=~waiting)
    )
    for state in ("waiting", "parked"):
        yield Gauge("outbox_events", "Events not yet delivered.", found[state], {"state": state})
    oldest = OutboxEvent.objects.filter(delivered_at__isnull=True, parked_reason="").order_by("id").first()
    yield Gauge("outbox_oldest_seconds", "Age of the oldest waiting event.", _age(oldest) if oldest else 0)


def _age(event: OutboxEvent) -> float:
    """Seconds since the event was written: the id's time, for what is imported happened long before."""
    return max(0.0, clock.now().timestamp() - (event.event_id.int >> 80) / 1000)


def _jobs() -> Iterator[Gauge]:
    rows = ProcrastinateJob.objects.order_by().values_list("status").annotate(Count("id"))
    found = dict(rows)
    for status in JOB_STATES:
        yield Gauge("jobs", "Jobs by their status.", found.get(status, 0), {"status": status})


def _progress() -> Iterator[Gauge]:
    rows = list(Progress.objects.order_by("name"))
    for name, words in (("done", "Steps done of a long work."), ("total", "Steps of a long work.")):
        for row in rows:
            yield Gauge(f"progress_{name}", words, getattr(row, name), {"work": row.name})


def _check() -> Iterator[Gauge]:
    """A law that was never tried has no series, nor has the age of a check that never ran."""
    told = standing.standing()
    for law in told.laws:
        yield Gauge("check_findings", "Places that break a law.", law.count, {"law": law.law})
    for depth, seconds in standing.age(told).items():
        yield Gauge("check_age_seconds", "Age of the last run over all laws.", seconds, {"depth": depth})
