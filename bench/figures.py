"""What is measured. Every function yields figures whose ceiling was measured in the same minute.

A ceiling of the database is the very statements of the request, sent by pgbench with as many clients; a ceiling of
the clock is numpy. So a ratio says what our Python and HTTP cost, on any machine and under any other load.
"""

import gzip
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from threading import Thread
from typing import Any
from unittest import mock
from urllib.parse import quote

import numpy as np
import psycopg
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from psycopg import sql

from bench import (
    addresses,
    crosswalk,
    export,
    growth,
    load,
    pgbench,
    reorganisation,
    reports,
    simulation,
    stand,
)
from bench.table import Figure
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import ComponentIn, ComponentState, DossierId, Intake, ListFilter, Period
from haicap.kernel import clock, deadlines
from haicap.kernel.ids import uuid7
from haicap.kernel.limits import Limit, LimitUnit
from haicap.organisation.contract import Role
from haicap.organisation.models import Account, Appointment
from haicap.parties.contract import Applicant
from haicap.platform import calendars
from haicap.platform.statements import Statement
from haicap.procedures import api as procedures
from haicap.simulation.api import world_of
from haicap.simulation.delivery import records
from haicap.simulation.people import somebody

PROCEDURE = "2.000806"  # civil status with six papers
FIELD = "Hộ tịch"
CLIENTS = load.CLIENTS
PER_CLIENT = 30  # rows that one client of pgbench steps forward, its own


@dataclass
class Bench:
    """The place of the measurements."""

    data: Path
    url: str
    port: int
    supervisor: int
    rounds: int
    seconds: float
    dice: Random = field(default_factory=lambda: Random(7))
    received: list[dict[str, Any]] = field(default_factory=list)

    def ceiling(self, scripts: Sequence[str], *, clients: int = CLIENTS, prepared: bool = True) -> float:
        """Median transactions per second of `scripts`."""
        return pgbench.median_rate(
            self.url,
            scripts,
            clients=clients,
            rounds=self.rounds,
            seconds=max(1, round(self.seconds)),
            prepared=prepared,
        )


def intake(bench: Bench) -> Iterator[Figure]:
    """A dossier handed in over the API: six papers, number, journal, chain, outbox; beside the same statement."""
    receivers = stand.officials(Role.RECEIVER)
    load.run(bench.port, _intakes(bench, receivers, 40), seconds=60)  # warm
    samples = []
    for _ in range(bench.rounds):
        queues = _intakes(bench, receivers, round(bench.seconds * 1200 / CLIENTS))
        samples.append(load.run(bench.port, queues, seconds=bench.seconds, keep_bodies=True))
    bench.received = [json.loads(body) for sample in samples for body in sample.bodies]
    ceiling = bench.ceiling(_intake_scripts(receivers[:16]))
    middle = sorted(samples, key=lambda sample: sample.rate)[len(samples) // 2]
    yield Figure("intake over HTTP, 16 clients", "/s", middle.rate, 400, ceiling, least_ratio=0.10)
    yield Figure("intake, p99", "ms", middle.percentile(0.99), 120, most=True)


def _intakes(bench: Bench, receivers: Sequence[stand.Official], each: int) -> list[list[bytes]]:
    return [
        [
            _post(
                "/api/v1/dossiers",
                official.token,
                _told(bench.dice, official),
                {"Idempotency-Key": str(uuid7())},
            )
            for official in bench.dice.choices(receivers, k=each)
        ]
        for _ in range(CLIENTS)
    ]


def _told(dice: Random, official: stand.Official) -> dict[str, Any]:
    person = somebody(dice)
    papers = procedures.version_on(PROCEDURE, clock.today()).components
    return {
        "procedure": PROCEDURE,
        "competent": official.unit_code,
        "applicant": {
            "name": person.name,
            "id_number": person.id_number,
            "phone": person.phone,
            "address": "Thôn 3",
        },
        "components": [{"key": paper.key, "kind": paper.kind, "state": "kept"} for paper in papers],
    }


def _intake_scripts(receivers: Sequence[stand.Official]) -> list[str]:
    """The statement of an intake as `ledger` sends it, for several communes, with ids made by pgbench."""
    scripts = []
    for official in receivers:
        told = _told(Random(1), official)
        papers = procedures.version_on(PROCEDURE, clock.today()).components
        request = Intake(
            id=DossierId(uuid7()),
            procedure=PROCEDURE,
            competent=official.unit_code,
            applicant=Applicant(**told["applicant"]),
            components=tuple(
                ComponentIn(paper.key, paper.name, paper.kind, ComponentState.KEPT) for paper in papers
            ),
        )
        with _sent() as sent, transaction.atomic():
            dossiers.receive(actor=official.actor, intake=request, at=clock.now())
            transaction.set_rollback(True)
        statement, parameters = next(each for each in sent if "INSERT INTO dossiers_dossier" in each[0].sql)
        fresh = {"id": ":n", "event_id": ":m"}
        texts = {
            name: f"('00000000-0000-4000-8000-' || lpad(to_hex({fresh[name]}::bigint), 12, '0'))::uuid"
            if name in fresh
            else _literal(parameters[name])
            for name in statement.names
        }
        scripts.append(_numbered(statement.sql, [texts[name] for name in statement.names]))
    return scripts


@contextmanager
def _sent() -> Iterator[list[tuple[Statement, dict[str, Any]]]]:
    """The prepared statements that run meanwhile, with their values."""
    sent: list[tuple[Statement, dict[str, Any]]] = []
    rows = Statement.rows

    def spy(statement: Statement, **values: Any) -> list[tuple[Any, ...]]:
        sent.append((statement, values))
        return rows(statement, **values)

    with mock.patch.object(Statement, "rows", spy):
        yield sent


def _literal(value: Any) -> str:
    return sql.Literal(value).as_string()


def _numbered(text: str, values: Sequence[str]) -> str:
    """A pgbench script of a statement with `$n` places; `:n` and `:m` are drawn for every run."""
    head = "\\set n random(1, 281474976710655)\n\\set m random(1, 281474976710655)\n"
    return f"{head}{_filled(text, values)};\n"


def _filled(text: str, values: Sequence[str]) -> str:
    """A statement with `$n` places, its values written into them."""
    return re.sub(r"\$(\d+)", lambda place: values[int(place[1]) - 1], text)


def step(bench: Bench) -> Iterator[Figure]:
    """One step forward over the API (taken up, then the specialist's step done), on dossiers just received."""
    by_unit = {official.unit_code: official for official in stand.officials(Role.SPECIALIST, FIELD)}
    codes = {official.actor.unit_id: official for official in by_unit.values()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, unit_id, version FROM dossiers_dossier WHERE status = 'received' AND version = 1"
            " AND procedure_code = %s AND holder_id IS NULL AND received_at > now() - interval '1 day' ORDER BY id",
            [PROCEDURE],
        )
        open_ones = [(str(row), codes[unit]) for row, unit, _ in cursor.fetchall() if unit in codes]
    ours, theirs = open_ones[: -CLIENTS * PER_CLIENT], open_ones[-CLIENTS * PER_CLIENT :]
    samples = []
    share = len(ours) // bench.rounds
    for number in range(bench.rounds):
        part = ours[number * share : (number + 1) * share]
        queues = [
            [
                _act(row, who, action, seen)
                for row, who in part[client::CLIENTS]
                for action, seen in (("assigned", 1), ("step_completed", 2))
            ]
            for client in range(CLIENTS)
        ]
        samples.append(load.run(bench.port, queues, seconds=bench.seconds))
    middle = sorted(samples, key=lambda sample: sample.rate)[len(samples) // 2]
    ceiling = bench.ceiling([_step_script([row for row, _ in theirs])])
    yield Figure("one step forward, 16 clients", "/s", middle.rate, 500, ceiling)


def _act(row: str, who: stand.Official, action: str, seen: int) -> bytes:
    return _post(f"/api/v1/dossiers/{row}/acts", who.token, {"action": action}, {"If-Match": f'"{seen}"'})


def _step_script(rows: Sequence[str]) -> str:
    ids = ", ".join(f"'{row}'" for row in rows)
    return f"""\\set k random(1, {PER_CLIENT})
WITH dossier AS (
  UPDATE dossiers_dossier SET version = version + 1, last_at = now()
  WHERE id = (ARRAY[{ids}]::uuid[])[:client_id * {PER_CLIENT} + :k] RETURNING *
), entry AS (
  INSERT INTO dossiers_journal (dossier_id, seq, province, action, status_before, status_after, at, unit_id,
    agency_id, actor_label, capacity, timeliness, note, changes)
  SELECT id, version, province, 'corrected', status, status, now(), unit_id, competent_id, 'bench', '', '', '',
    jsonb_build_object('last_at', now()) FROM dossier
), event AS (
  INSERT INTO platform_outbox (event_id, type, subject, data, happened_at, attempts, parked_reason)
  SELECT gen_random_uuid(), 'vn.haicap.dossiers.moved.v1', id::text, '{{}}', now(), 0, '' FROM dossier
)
SELECT id FROM dossier;
"""


def _post(path: str, token: str, body: dict[str, Any], headers: dict[str, str]) -> bytes:
    text = json.dumps(body, ensure_ascii=False).encode()
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Authorization: Bearer {token}"]
    lines += ["Content-Type: application/json", f"Content-Length: {len(text)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + text


def pages(bench: Bench) -> Iterator[Figure]:
    """Pages of officials, each beside its own statements."""
    specialists = _signed_in(bench, Role.SPECIALIST, 8)
    directors = _signed_in(bench, Role.CENTRE_DIRECTOR, 4)
    yield from _page(bench, "worklist page of 25", specialists, ["/viec-can-lam/"], rate=250, p95=60)
    opened = [f"/ho-so/{row}/" for row in _open_dossiers(bench, specialists[0][2])]
    yield from _page(bench, "open a dossier", specialists[:1], opened, p95=60, clients=4)
    yield from _page(bench, "morning board of a commune", directors, ["/bang-dieu-hanh/"], p95=300, clients=4)
    leaders = _signed_in(bench, Role.AUDITOR, 1)
    if leaders:
        yield from _page(
            bench, "morning board of the province", leaders, ["/bang-dieu-hanh/tinh/"], p95=500, clients=1
        )


def search(bench: Bench) -> Iterator[Figure]:
    """Finding people by their names, rare and common, whole and begun."""
    names = ("nguyen van an", "tran thi lan", "le minh", "nguyen", "k breu", "0680", "huynh cong son", "thi")
    found = [f"/ho-so/?q={quote(name)}" for name in names]
    specialists = _signed_in(bench, Role.SPECIALIST, 8)
    yield from _page(bench, "search by name without accents", specialists, found, p95=100, clients=4)
    leaders = _signed_in(bench, Role.AUDITOR, 1)
    if leaders:
        yield from _page(bench, "search in the whole province", leaders, found, clients=1)


Signed = tuple[stand.Browser, str, Any]  # browser, user name, agencies in reach


def _signed_in(bench: Bench, role: Role, most: int) -> list[Signed]:
    found: list[Signed] = []
    rows = Appointment.objects.filter(post__roles__contains=[role.value], post__agency__province_code="68")
    if role is Role.SPECIALIST:
        rows = rows.filter(post__fields__contains=[FIELD])
    rows = rows.select_related("post__agency").order_by("post__agency__unit_code", "id")
    for row in (
        rows.distinct("post__agency__unit_code")[40 : 40 + most] if role is not Role.AUDITOR else rows[:most]
    ):
        account = Account.objects.filter(person_id=row.person_id).first()
        if account is None:
            continue
        browser = stand.Browser(bench.port)
        browser.sign_in(account.username)
        found.append((browser, account.username, row.post.agency_id))
    return found


def _open_dossiers(bench: Bench, agency: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM dossiers_dossier WHERE handler_id = %s ORDER BY received_at DESC, id LIMIT 400",
            [agency],
        )
        return [str(row) for (row,) in cursor.fetchall()]


def _page(
    bench: Bench,
    name: str,
    readers: Sequence[Signed],
    paths: Sequence[str],
    *,
    p95: float | None = None,
    rate: float | None = None,
    clients: int = CLIENTS,
) -> Iterator[Figure]:
    queues = []
    for client in range(clients):
        cookies = readers[client % len(readers)][0].cookies
        mine = [paths[(client + place) % len(paths)] for place in range(len(paths))]
        queues.append([_get(path, cookies) for path in mine])
    load.run(bench.port, queues, seconds=1, repeat=True)
    samples = [load.run(bench.port, queues, seconds=bench.seconds, repeat=True) for _ in range(bench.rounds)]
    middle = sorted(samples, key=lambda sample: sample.rate)[len(samples) // 2]
    scripts, queries = _statements(readers[0][0], paths[:8])
    ceiling = bench.ceiling(scripts, clients=clients, prepared=False)
    note = f"{queries} queries, {clients} clients"
    yield Figure(name, "/s", middle.rate, rate, ceiling, note=note)
    yield Figure(f"{name}, p95", "ms", middle.percentile(0.95), p95, most=True)


def _get(path: str, cookies: str) -> bytes:
    return (
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\nAccept: text/html\r\n\r\n".encode()
    )


def _statements(browser: stand.Browser, paths: Sequence[str]) -> tuple[list[str], int]:
    """The statements of each page, as they reach the database, and the largest number of them."""
    client, scripts, most = Client(HTTP_HOST="localhost"), [], 0
    for cookie in browser.jar:
        client.cookies[cookie.name] = cookie.value or ""
    for path in paths:
        client.get(path)
        with CaptureQueriesContext(connection) as queries, _sent() as sent:
            answer = client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        prepared = [
            _filled(each.sql, [_literal(values[name]) for name in each.names]) for each, values in sent
        ]
        composed = [query["sql"] for query in queries if not re.search(r"\$\d", query["sql"])]
        texts = [text for text in (*prepared, *composed) if re.match(r"\s*(SELECT|WITH)", text)]
        scripts.append("".join(text + ";\n" for text in texts))
        most = max(most, len(texts))
    return scripts, most


def importing(bench: Bench) -> Iterator[Figure]:
    """`haicap import dossiers` of a file of the simulated world."""
    world = world_of("68", date(2025, 7, 1), clock.today() - timedelta(days=1), time.time_ns())
    with tempfile.TemporaryDirectory() as place:
        path, source = Path(place) / "records.jsonl", f"bench-{time.time_ns()}"
        with path.open("w") as file:
            for record in islice(records(world, 20_000), 20_000):
                file.write(json.dumps(record | {"source": source}, ensure_ascii=False) + "\n")
        words = [sys.executable, "-m", "haicap", "import", "dossiers", str(path), "--json"]
        began = time.perf_counter()
        done = subprocess.run(words, capture_output=True, text=True, check=True, env=os.environ)
        seconds = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        tally = json.loads(done.stdout)
        parsed = _timed(lambda: sum(1 for line in path.open() if json.loads(line)))
    yield Figure(
        "import dossiers",
        "/s",
        tally["imported"] / seconds,
        2_500,
        20_000 / parsed,
        note="ceiling: json.loads",
    )
    yield Figure("import dossiers, most resident", "MiB", peak, 500, most=True)


def checking(bench: Bench) -> Iterator[Figure]:
    """`haicap check --fast`, beside one plain reading of the journal."""
    words = [sys.executable, "-m", "haicap", "check", "--fast", "--json"]
    times = []
    for _ in range(min(2, bench.rounds)):
        began = time.perf_counter()
        done = subprocess.run(words, capture_output=True, text=True, check=False, env=os.environ)
        times.append(time.perf_counter() - began)
    told = json.loads(done.stdout)
    slowest = max(told["laws"], key=lambda law: law["seconds"])
    note = f"{len(told['findings'])} findings; slowest {slowest['id']} {slowest['seconds']} s"
    with psycopg.connect(bench.url) as line:
        reading = _timed(
            lambda: line.execute(
                "SELECT count(*), max(length(changes::text)) FROM dossiers_journal"
            ).fetchone()
        )
    yield Figure(
        "check --fast",
        "s",
        min(times),
        10,
        reading,
        most=True,
        note=note + "; ceiling: one reading of the journal",
    )


def counting(bench: Bench) -> Iterator[Figure]:
    """Deadlines of the pure function, beside numpy's working days."""
    calendar, limit, count = calendars.current("68"), Limit(5, LimitUnit.WORKING_DAY), 100_000
    start = clock.now()
    moments = [start - timedelta(minutes=7 * number) for number in range(count)]
    due = deadlines.due

    def ours() -> None:
        for moment in moments:
            due(calendar=calendar, received_at=moment, limit=limit)

    days = np.array([moment.date() for moment in moments], dtype="datetime64[D]")
    off = np.array(
        [date(2026, 1, 1), date(2026, 4, 30), date(2026, 5, 1), date(2026, 9, 2)],
        "datetime64[D]",
    )
    numpy_calendar = np.busdaycalendar(holidays=off)

    def theirs() -> None:
        for day in days:
            np.busday_offset(day, 5, roll="backward", busdaycal=numpy_calendar)

    one = count / median(_timed(ours) for _ in range(3))
    scalar = count / _timed(theirs)
    whole = count / median(
        _timed(lambda: np.busday_offset(days, 5, roll="backward", busdaycal=numpy_calendar)) for _ in range(3)
    )
    yield Figure(
        "deadlines, pure function",
        "/s",
        one,
        200_000,
        scalar,
        note=f"ceiling: numpy one by one; as one array {whole:,.0f}/s",
    )


def memory(bench: Bench) -> Iterator[Figure]:
    """Web, worker and database under the load of an intake; shared pages count once."""
    receivers = stand.officials(Role.RECEIVER)
    queues = _intakes(bench, receivers, round(4 * bench.seconds * 1200 / CLIENTS))
    thread = Thread(target=load.run, args=(bench.port, queues), kwargs={"seconds": 3 * bench.seconds})
    thread.start()
    peak: dict[str, float] = {}
    while thread.is_alive():
        now = _resident(bench)
        peak = max(peak, now, key=lambda told: sum(told.values()))
        time.sleep(0.5)
    note = ", ".join(f"{name} {value:,.0f}" for name, value in sorted(peak.items()))
    yield Figure("web, worker and database resident", "MiB", sum(peak.values()), 1024, most=True, note=note)


def _resident(bench: Bench) -> dict[str, float]:
    """MiB by part: the supervisor's family, and the server of the data directory with its own."""
    family = _family(bench.supervisor)
    postmaster = int((bench.data / "database" / "cluster" / "postmaster.pid").read_text().split()[0])
    parts: dict[str, float] = {}
    for pid in {*family, *_family(postmaster)}:
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue  # it has just ended
        found = re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)
        name = "database" if "postgres" in words else "worker" if "config.worker" in words else "web"
        parts[name] = parts.get(name, 0) + (int(found[1]) / 1024 if found else 0)
    return parts


def exporting(bench: Bench) -> Iterator[Figure]:
    """The dossiers received lately as a file, read by somebody who sees the whole province."""
    today, days = clock.today(), 30
    while _received(period := Period(today - timedelta(days=days), today)) < export.ROWS and days < 2 * 365:
        days += 10
    path = f"/ho-so/?tep=csv&so-lieu=received&ky={period.start}/{period.end}"
    words = {pid: Path(f"/proc/{pid}/cmdline").read_bytes().decode() for pid in _family(bench.supervisor)}
    web = [pid for pid, told in words.items() if "granian" in told]
    wanted = export.Wanted(bench.port, path, _signed_in(bench, Role.AUDITOR, 1)[0][0].cookies)
    yield from export.figures(wanted, web, bench.rounds)


def _received(period: Period) -> int:
    asked = ListFilter(figures=frozenset({"received"}), period=period)
    return dossiers.count(actor=reports.auditor(), filter=asked, now=clock.now())


def _family(pid: int) -> set[int]:
    children: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = place.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        children.setdefault(int(told[1]), []).append(int(place.parent.name))
    found, waiting = set(), [pid]
    while waiting:
        one = waiting.pop()
        found.add(one)
        waiting += children.get(one, [])
    return found


def weights(bench: Bench) -> Iterator[Figure]:
    """What a browser fetches: the first page with everything it names, then a later page alone."""
    browser = stand.Browser(bench.port)
    page, page_bytes = _fetched(browser, "/")
    parts = sorted({match.decode() for match in re.findall(rb'(?:src|href)="(/static/[^"]+)"', page)})
    inner = [_fetched(browser, part) for part in parts]
    foreign = {
        match
        for text, _ in [(page, 0), *inner]
        for match in re.findall(rb'(?:src=|url\()"?(https?://[^"\')]+)', text)
    }
    first = (page_bytes + sum(size for _, size in inner)) / 1024
    specialist = _signed_in(bench, Role.SPECIALIST, 1)[0][0]
    later = max(_fetched(specialist, path)[1] for path in ("/viec-can-lam/", "/ho-so/")) / 1024
    yield Figure("first page with all its parts", "KB", first, 170, most=True, note=f"{len(parts)} parts")
    yield Figure("a later page", "KB", later, 40, most=True)
    yield Figure("requests to other hosts", "", float(len(foreign)), 0, most=True)


def _fetched(browser: stand.Browser, path: str) -> tuple[bytes, int]:
    """The text and how many bytes came over the line."""
    body, headers = browser.get(path, **{"Accept-Encoding": "gzip"})
    packed = {name.lower(): value for name, value in headers.items()}.get("content-encoding") == "gzip"
    return (gzip.decompress(body) if packed else body), len(body)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


# asked by name only
ASKED: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "alone": lambda bench: reports.figures(bench.url, peers=False),
    "like": lambda bench: growth.like(bench.url),
}
ALL: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "deadlines": counting,
    "intake": intake,
    "step": step,
    "pages": pages,
    "search": search,
    "import": importing,
    "check": checking,
    "memory": memory,
    "weights": weights,
    "addresses": lambda bench: addresses.figures(bench.rounds),
    "reports": lambda bench: reports.figures(bench.url),
    "growth": lambda bench: growth.figures(bench.url, bench.data),
    "index": lambda _bench: reports.index(),
    "lists": lambda _bench: reports.lists(),
    "export": exporting,
    "fortnight": lambda _bench: simulation.fortnight(),
    "crosswalk": lambda bench: crosswalk.figures(bench.rounds),
    "reorganise": lambda _bench: reorganisation.figures(),
}
