"""Counters under fault: each hands in dossier after dossier and sends again, with the same key, until it is answered.

What was acknowledged is written down here, on the client's side: the only witness that a killed server cannot forge.
"""

import contextlib
import http.client
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus
from threading import Event, Lock, Thread
from typing import Any
from uuid import UUID, uuid4

from tests.faults.oracle import Ack
from tests.faults.system import System

PATH = "/api/v1/dossiers"
GIVE_UP_AFTER = 60.0


def send(
    port: int, token: str, key: UUID, body: Mapping[str, Any], timeout: float = 30.0
) -> tuple[int, Any, Message]:
    """One try: status, JSON and headers. Raises OSError or HTTPException where the line is cut."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Idempotency-Key": str(key),
    }
    with contextlib.closing(line):
        line.request("POST", PATH, json.dumps(body), headers)
        answer = line.getresponse()
        text = answer.read()
        return answer.status, json.loads(text), answer.headers


@dataclass
class Counters:
    """Clients that never stop by themselves."""

    system: System
    clients: int = 16
    acks: list[Ack] = field(default_factory=list)
    sent: set[UUID] = field(default_factory=set)
    strange: list[str] = field(default_factory=list)  # answers that are neither yes nor "try again"
    _over: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def busy(self) -> Iterator["Counters"]:
        """Hand in dossiers from all counters while the block runs; at its end each finishes what it holds."""
        units = sorted(self.system.tokens)
        threads = [Thread(target=self._work, args=(units[one % len(units)],)) for one in range(self.clients)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._over.set()
            for thread in threads:
                thread.join()

    def wait_for(self, more: int, within: float = 60.0) -> None:
        """Until so many more dossiers have been acknowledged."""
        wanted, until = len(self.acks) + more, time.monotonic() + within
        while len(self.acks) < wanted:
            assert time.monotonic() < until, f"{len(self.acks)} of {wanted} acknowledged; {self.strange[-3:]}"
            time.sleep(0.02)

    def _work(self, unit: str) -> None:
        while not self._over.is_set():
            key = uuid4()
            with self._lock:
                self.sent.add(key)
            self._until_answered(unit, key)

    def _until_answered(self, unit: str, key: UUID) -> None:
        system, until = self.system, time.monotonic() + GIVE_UP_AFTER
        while time.monotonic() < until:
            try:
                status, told, _ = send(system.port, system.tokens[unit], key, system.intake(unit))
            except (OSError, http.client.HTTPException, ValueError):
                time.sleep(0.05)
                continue
            if status in {HTTPStatus.OK, HTTPStatus.CREATED}:
                with self._lock:
                    self.acks.append(Ack(key, told["number"], repeated=status == HTTPStatus.OK))
                return
            if status != HTTPStatus.SERVICE_UNAVAILABLE:
                with self._lock:
                    self.strange.append(f"{status} {told}")
            time.sleep(0.05)
