"""`check` as it is run: never two at once, and what it said is kept for ever (docs/reference/laws.md).

A run is kept after its snapshot is closed, in a transaction of its own: the laws themselves only read.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils.module_loading import import_string

from haicap.kernel import clock
from haicap.kernel.errors import FailureError
from haicap.platform.checks import Finding, Law
from haicap.platform.checks.runner import Verdict, run_laws
from haicap.platform.models import CheckRun

logger = logging.getLogger("haicap.check")

KEPT_ROWS = 50  # of one law and run; how many there are is kept as well
REMEMBERED = 20  # runs of a law in which a place was seen before
_ONE_CHECK = 0x68616963  # the advisory lock of whoever runs the laws

Known = Mapping[tuple[str, str, str], str]  # (law, unit, row) -> ISO moment it was first seen


@dataclass(frozen=True, slots=True)
class Run:
    """A run as kept; `seq` is 0 where it could not be kept (a read-only copy, an older schema)."""

    seq: int
    verdicts: tuple[Verdict, ...]
    first_seen: Known

    def seen(self, law: Law, finding: Finding) -> str:
        """When this place was first found broken (RFC 3339)."""
        return self.first_seen[law.id, finding.unit, finding.row]

    @property
    def finding_count(self) -> int:
        """How many places break a law."""
        return sum(len(verdict.findings) for verdict in self.verdicts)


def stated() -> tuple[Law, ...]:
    """All laws of all packages (setting LAWS), in the order of their ids."""
    laws: tuple[Law, ...] = import_string(settings.LAWS)
    return laws


def prove(laws: Iterable[Law] | None = None, *, full: bool) -> Run:
    """Run laws (by default all of that depth) and keep what they said; waits where another check is running.

    Raises FailureError `check.running` where that one does not end within the connection's lock timeout.
    """
    with _alone():
        return _prove(laws, full=full)


def prove_unless_running(*, full: bool) -> Run | None:
    """The same over all laws for a clock that comes again: None where another check is running."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ONE_CHECK])
        (free,) = cursor.fetchone()
    if not free:
        return None
    try:
        return _prove(None, full=full)
    finally:
        _let_others()


@contextmanager
def _alone() -> Iterator[None]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_ONE_CHECK])
    except DatabaseError as busy:
        raise FailureError("check.running", "another check is running", retry=True) from busy
    try:
        yield
    finally:
        _let_others()


def _let_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_ONE_CHECK])


def _prove(laws: Iterable[Law] | None, *, full: bool) -> Run:
    at = clock.now()
    chosen = [law for law in (stated() if laws is None else laws) if full or law.fast]
    return _keep(tuple(run_laws(chosen, full=full)), at=at, full=full, whole=laws is None)


def _keep(verdicts: tuple[Verdict, ...], *, at: datetime, full: bool, whole: bool) -> Run:
    """Append the run. What is broken since before keeps the moment it was first seen."""
    try:
        with transaction.atomic():
            known = _dated(verdicts, _known({v.law.id for v in verdicts if v.findings}), at)
            seq = _append(verdicts, known, at=at, full=full, whole=whole)
    except DatabaseError as problem:
        logger.warning("what check said could not be kept: %s", problem)
        return Run(0, verdicts, _dated(verdicts, {}, at))
    return Run(seq, verdicts, known)


def _known(laws: Iterable[str]) -> Known:
    """First sightings of what breaks `laws` in the last runs of both depths that tried them."""
    found: dict[tuple[str, str, str], str] = {}
    for law, full in product(laws, (True, False)):
        runs = CheckRun.objects.filter(full=full, laws__contains=[law]).order_by("-seq")
        for findings in runs.values_list("findings", flat=True)[:REMEMBERED]:
            for row in findings.get(law, {"rows": ()})["rows"]:
                key = (law, row["unit"], row["row"])
                found[key] = min(found.get(key, row["first_seen"]), row["first_seen"])
    return found


def _dated(verdicts: Iterable[Verdict], known: Known, at: datetime) -> Known:
    keys = ((v.law.id, finding.unit, finding.row) for v in verdicts for finding in v.findings)
    return {key: known.get(key, at.isoformat()) for key in keys}


def _append(verdicts: tuple[Verdict, ...], known: Known, *, at: datetime, full: bool, whole: bool) -> int:
    run = CheckRun(
        seq=0,
        ran_at=at,
        seconds=round(sum(verdict.seconds for verdict in verdicts), 3),
        full=full,
        whole=whole,
        laws=list(dict.fromkeys(verdict.law.id for verdict in verdicts)),
        findings=_told(verdicts, known),
        finding_count=sum(len(verdict.findings) for verdict in verdicts),
        previous_hash=b"",
        hash=b"",
    )
    run.save(force_insert=True)  # the database gives it its place in the chain
    return CheckRun.objects.order_by("-seq").values_list("seq", flat=True)[0]


def _told(verdicts: Iterable[Verdict], known: Known) -> dict[str, dict[str, Any]]:
    told: dict[str, dict[str, Any]] = {}
    for verdict in verdicts:
        for finding in verdict.findings:
            of_law = told.setdefault(verdict.law.id, {"count": 0, "rows": []})
            of_law["count"] += 1
            if len(of_law["rows"]) < KEPT_ROWS:
                of_law["rows"].append(
                    {
                        "unit": finding.unit,
                        "row": finding.row,
                        "words": finding.words,
                        "expected": finding.expected,
                        "found": finding.found,
                        "first_seen": known[verdict.law.id, finding.unit, finding.row],
                    }
                )
    return told
