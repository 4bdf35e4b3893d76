"""What is measured: `haicap up` on the province's data, with keys for its API and sessions for its pages."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.cookiejar import CookieJar
from pathlib import Path

from django.urls import reverse

from haicap.kernel import clock
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AppointmentCard, Role
from haicap.organisation.services.staffing import DEMO_PASSWORD
from haicap.territory import api as territory


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody who asks: the actor, and a key for the API."""

    actor: Actor
    unit_code: str
    token: str


@contextmanager
def serving(data: Path) -> Iterator[tuple[int, int]]:
    """Serve the data; gives the port and the supervisor's process id, stops at the end."""
    port = _free_port()
    words = [
        sys.executable,
        "-m",
        "haicap",
        "up",
        "--no-demo",
        "--json",
        "--port",
        str(port),
        "--data",
        str(data),
    ]
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_plain(), text=True
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise RuntimeError("`haicap up` did not come up; try it by hand on the same data directory")
        if "error" in (told := json.loads(line)):
            raise RuntimeError(told["error"])
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(60)
        process.kill()


def _plain() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("HAICAP_")}


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def officials(role: Role, fields: str = "") -> list[Official]:
    """One holder of `role` for every third commune, each with a key; specialists are those who deal with `fields`."""
    day, found = clock.today(), []
    for unit in territory.communes_of("68", day)[::3]:
        committee = organisation.committee_of_unit(unit.unit_id).id
        places = {
            Role.RECEIVER: lambda: organisation.centre_of_unit(unit.unit_id).id,  # noqa: B023 - called at once
            Role.SPECIALIST: lambda: organisation.division_for(committee, fields),  # noqa: B023
        }
        agency = places.get(role, lambda: committee)()  # noqa: B023
        holders: list[AppointmentCard] = organisation.holders(agency, role, day)
        if holders:
            actor = organisation.actor_of_appointment(holders[0].id, day)
            expires = clock.now() + timedelta(days=2)
            token = organisation.issue_token(actor=actor, name="bench", expires_at=expires, at=clock.now())
            found.append(Official(actor, unit.code, token))
    return found


class Browser:
    """A signed-in official's browser: keeps cookies and knows the forgery token."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str, **headers: str) -> tuple[bytes, dict[str, str]]:
        """A page and its headers."""
        request = urllib.request.Request(self.base + path, headers=headers)
        with self.opener.open(request) as answer:
            return answer.read(), dict(answer.headers)

    def sign_in(self, username: str) -> None:
        """Sign in by the form of the sign-in page."""
        path = reverse("account_login")
        page, _ = self.get(path)
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None, "no form on the sign-in page"
        form = {"csrfmiddlewaretoken": token[1].decode(), "login": username, "password": DEMO_PASSWORD}
        request = urllib.request.Request(
            self.base + path, urllib.parse.urlencode(form).encode(), {"Referer": self.base + path}
        )
        with self.opener.open(request) as answer:
            assert path not in answer.url, f"{username} was not let in"

    @property
    def cookies(self) -> str:
        """The cookies as a header carries them."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)
