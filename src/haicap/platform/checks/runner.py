"""Runs laws: read-only, in one repeatable-read snapshot, with a time limit; a law that breaks down is a finding too."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction

from haicap.platform.checks import Finding, Law
from haicap.platform.instants import one_instant

STATEMENT_TIMEOUT_MS = 900_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one law said, and how long it took (seconds)."""

    law: Law
    findings: tuple[Finding, ...]
    seconds: float

    @property
    def holds(self) -> bool:
        """True where nothing was found."""
        return not self.findings


def run_laws(laws: Iterable[Law], *, full: bool, begun: Callable[[], None] = lambda: None) -> list[Verdict]:
    """Try every law on the same snapshot of the database. Nothing is repaired; the transaction cannot write.

    `begun` is called as soon as the snapshot is taken: what others write from then on, no law sees.
    """
    with one_instant(statement_timeout_ms=STATEMENT_TIMEOUT_MS):
        begun()
        return [_try(law, full=full) for law in laws]


def _try(law: Law, *, full: bool) -> Verdict:
    began = time.perf_counter()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            findings = tuple(law.test(cursor, full))
    except DatabaseError as problem:
        words = f"the law could not be tried: {' '.join(str(problem).split())[:300]}"
        findings = (Finding("", law.test.__module__, words, "an answer", type(problem).__name__),)
    return Verdict(law, findings, round(time.perf_counter() - began, 3))
