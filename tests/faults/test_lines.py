"""Many at once, replies that are lost, a database that is gone (reliability F31, F46): told clearly, done once."""

import http.client
import os
import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from signal import SIGTERM
from uuid import UUID, uuid4

import pytest

from tests.faults.counters import send
from tests.faults.oracle import QUESTION, Ack, Row, findings
from tests.faults.proxy import Proxy
from tests.faults.system import System, command, family

pytestmark = pytest.mark.faults

PARALLEL = 200
LOST_REPLIES = 40
RECOVERS_WITHIN = 20.0  # seconds
WORKERS = 2


def test_two_hundred_parallel_intakes_of_one_unit_are_numbered_one_after_the_other(system: System) -> None:
    unit, token = sorted(system.tokens.items())[0]
    keys = [uuid4() for _ in range(PARALLEL)]

    def hand_in(key: UUID) -> Ack:
        status, told, _ = send(system.port, token, key, system.intake(unit), timeout=120)
        assert status == HTTPStatus.CREATED, told
        return Ack(key, told["number"])

    with ThreadPoolExecutor(PARALLEL) as counters:
        acks = list(counters.map(hand_in, keys))
    rows = [Row(*row) for row in system.rows(QUESTION)]
    mine = sorted(row.sequence for row in rows if row.id in set(keys))
    assert mine == list(range(mine[0], mine[0] + PARALLEL))
    assert findings(acks, {row.id for row in rows}, rows) == []


def test_a_reply_lost_after_the_commit_is_given_again_when_the_intake_is_sent_again(system: System) -> None:
    unit, token = sorted(system.tokens.items())[1]
    with Proxy(system.port) as proxy:
        for _ in range(LOST_REPLIES):
            key, proxy.cutting = uuid4(), True
            with pytest.raises((OSError, http.client.HTTPException)):
                send(proxy.port, token, key, system.intake(unit))
            proxy.cutting = False
            ((number, secret),) = system.rows(
                "SELECT number, secret FROM dossiers_dossier WHERE id = %s", key
            )
            status, told, _ = send(proxy.port, token, key, system.intake(unit))
            assert (status, told["number"], told["secret"]) == (HTTPStatus.OK, number, secret)
        assert proxy.cut == LOST_REPLIES
    assert system.laws() == []


def test_the_same_key_with_other_content_is_refused_and_changes_nothing(system: System) -> None:
    unit, token = sorted(system.tokens.items())[1]
    key = uuid4()
    _, first, _ = send(system.port, token, key, system.intake(unit))
    status, told, _ = send(system.port, token, key, system.intake(unit, name="Trần Văn Khác"))
    assert status == HTTPStatus.CONFLICT
    assert told["code"] == "dossier.intake_differs"
    assert system.rows("SELECT number, applicant_name FROM dossiers_dossier WHERE id = %s", key) == [
        (first["number"], "Nguyễn Thị Hòa")
    ]


def test_a_stopped_database_is_said_plainly_and_work_goes_on_when_it_is_back(system: System) -> None:
    unit, token = sorted(system.tokens.items())[2]
    before = system.rows("SELECT count(*) FROM dossiers_dossier")
    socket_file = next(system.server.home.socket.glob(".s.PGSQL.*[0-9]"))
    hidden = socket_file.with_name("hidden")
    key = uuid4()
    socket_file.rename(hidden)
    try:
        assert _end_sessions(system), "no session of the application to end"
        status, told, headers = send(system.port, token, key, system.intake(unit), timeout=60)
        assert status == HTTPStatus.SERVICE_UNAVAILABLE
        assert headers["Content-Type"].startswith("application/problem+json")
        assert told["code"] == "api.unavailable"
        assert int(headers["Retry-After"]) > 0
        page_status, page = _page(system.port, "/h/H36.1-261121-0001/abcdefghjkmn")
        assert page_status == HTTPStatus.SERVICE_UNAVAILABLE
        assert "<html" in page
        assert "Traceback" not in page
    finally:
        hidden.rename(socket_file)
    assert system.rows("SELECT count(*) FROM dossiers_dossier") == before
    until = time.monotonic() + RECOVERS_WITHIN
    answers = []
    while time.monotonic() < until and answers.count(HTTPStatus.OK) < 2 * WORKERS:
        answers.append(send(system.port, token, key, system.intake(unit))[0])
    assert answers.count(HTTPStatus.CREATED) == 1
    assert answers[-1] == HTTPStatus.OK, answers


def _end_sessions(system: System) -> list[int]:
    """End the application's sessions by their process ids: nobody can ask the server for it any more."""
    postmaster = int((system.server.home.cluster / "postmaster.pid").read_text().split()[0])
    ours = [pid for pid in family(postmaster) if "haicap haicap" in command(pid)]
    for pid in ours:
        os.kill(pid, SIGTERM)
    return ours


def _page(port: int, path: str) -> tuple[int, str]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request("GET", path, headers={"Accept": "text/html"})
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    finally:
        line.close()
