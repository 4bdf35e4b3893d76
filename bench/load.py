"""A load of HTTP requests from processes of their own, over connections that stay open: what `wrk` is, in 100 lines.

Each client sends its own requests one after the other and waits for every answer, as officials do.
"""

import multiprocessing
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from threading import Thread

PROCESSES = 2
CLIENTS = 16


@dataclass(slots=True)
class Sample:
    """What a run saw: seconds of each answer, and how many answers had which status."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    bodies: list[bytes] = field(default_factory=list)
    lasted: float = 0.0

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.seconds) / self.lasted

    def percentile(self, part: float) -> float:
        """The answer time (milliseconds) that `part` of the answers did not exceed."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))]

    def merge(self, other: "Sample") -> None:
        """Take in what another process saw."""
        self.seconds += other.seconds
        self.bodies += other.bodies
        self.lasted = max(self.lasted, other.lasted)
        for status, count in other.statuses.items():
            self.statuses[status] = self.statuses.get(status, 0) + count


@dataclass(frozen=True, slots=True)
class _Manner:
    port: int
    seconds: float
    keep_bodies: bool
    repeat: bool


def run(
    port: int,
    queues: Sequence[Sequence[bytes]],
    *,
    seconds: float,
    keep_bodies: bool = False,
    repeat: bool = False,
) -> Sample:
    """Let one client per queue send its requests until `seconds` are over or its queue is empty.

    `repeat` begins a queue again at its end (for reading). Raises where an answer is no 2xx.
    """
    whole = Sample()
    pipes = []
    for number in range(PROCESSES):
        ours, theirs = multiprocessing.Pipe()
        job = (theirs, queues[number::PROCESSES], _Manner(port, seconds, keep_bodies, repeat))
        process = multiprocessing.get_context("fork").Process(target=_process, args=job)
        process.start()
        pipes.append((process, ours))
    for process, pipe in pipes:
        whole.merge(pipe.recv())
        process.join()
    wrong = {status: count for status, count in whole.statuses.items() if not 200 <= status < 300}
    if wrong:
        raise RuntimeError(f"answers other than 2xx: {wrong}; e.g. {whole.bodies[-1][:400]!r}")
    return whole


def _process(pipe: Connection, queues: Sequence[Sequence[bytes]], manner: _Manner) -> None:
    samples = [Sample() for _ in queues]
    pairs = zip(queues, samples, strict=True)
    threads = [Thread(target=_client, args=(queue, sample, manner)) for queue, sample in pairs]
    for thread in threads:
        thread.start()
    whole = Sample()
    for thread, sample in zip(threads, samples, strict=True):
        thread.join()
        whole.merge(sample)
    pipe.send(whole)


def _client(queue: Sequence[bytes], sample: Sample, manner: _Manner) -> None:
    with socket.create_connection(("127.0.0.1", manner.port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        began, position = time.perf_counter(), 0
        while (now := time.perf_counter()) - began < manner.seconds:
            if position == len(queue):
                if not manner.repeat:
                    break
                position = 0
            line.sendall(queue[position])
            position += 1
            status, body = _answer(line)
            sample.seconds.append(time.perf_counter() - now)
            sample.statuses[status] = sample.statuses.get(status, 0) + 1
            if manner.keep_bodies or status >= 300:
                sample.bodies.append(body)
        sample.lasted = time.perf_counter() - began


def _answer(line: socket.socket) -> tuple[int, bytes]:
    """Status and body of one answer with a Content-Length (or chunks, for pages)."""
    read = b""
    while (end := read.find(b"\r\n\r\n")) < 0:
        read += _more(line)
    head, body = read[:end].lower(), read[end + 4 :]
    status = int(head[9:12])
    if b"transfer-encoding: chunked" in head:
        while not body.endswith(b"0\r\n\r\n"):
            body += _more(line)
        return status, body
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += _more(line)
    return status, body


def _more(line: socket.socket) -> bytes:
    chunk = line.recv(65536)
    if not chunk:
        raise ConnectionError("the server closed the line in mid-answer")
    return chunk
