"""The laws of each night, proved on the night's own snapshot while the next day is already being written."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import date, datetime, time
from threading import Event

from django.db import connection

from haicap.kernel import clock
from haicap.kernel.clock import VIETNAM
from haicap.platform.checks import Finding, Law
from haicap.platform.checks.runner import Verdict, run_laws

_LATE = time(23, 59)


@dataclass(frozen=True, slots=True)
class RedNight:
    """A night on which a law did not hold, with what it found first."""

    day: date
    law: str
    findings: tuple[Finding, ...]


class Nights:
    """Asks laws each night. They read on a connection of their own, so that the second core has work to do; inside a
    transaction of the caller (tests) they are asked at once.
    """

    def __init__(self, laws: Sequence[Law]) -> None:
        self._laws = laws
        self._pool = ThreadPoolExecutor(1, "haicap-night")
        self._asked: tuple[date, Future[list[Verdict]]] | None = None
        self.proved = 0

    def ask(self, day: date, *, full: bool = False) -> RedNight | None:
        """Prove the laws of the night of `day` as things stand now; tells what the night before has found."""
        red = self.last()
        if red is None and self._laws:
            self._asked = day, self._ask(day, full=full)
            if connection.in_atomic_block:
                return self.last()
        return red

    def last(self) -> RedNight | None:
        """Wait for the night that was asked last: its first law that does not hold."""
        if self._asked is None:
            return None
        (day, told), self._asked = self._asked, None
        verdicts = told.result()
        self.proved += 1
        return next((RedNight(day, each.law.id, each.findings) for each in verdicts if not each.holds), None)

    def close(self) -> None:
        """Let the thread go."""
        self._pool.shutdown()

    def _ask(self, day: date, *, full: bool) -> Future[list[Verdict]]:
        laws = [law for law in self._laws if law.fast or full]
        with clock.at(datetime.combine(day, _LATE, VIETNAM)):
            if connection.in_atomic_block:
                told: Future[list[Verdict]] = Future()
                told.set_result(run_laws(laws, full=full))
                return told
            taken = Event()
            context = copy_context()  # the clock of this night
            told = self._pool.submit(context.run, _proved, laws, taken, full)
        taken.wait()
        return told


def _proved(laws: Sequence[Law], taken: Event, full: bool) -> list[Verdict]:
    try:
        return run_laws(laws, full=full, begun=taken.set)
    finally:
        taken.set()  # also where nothing could be asked
        connection.close()
