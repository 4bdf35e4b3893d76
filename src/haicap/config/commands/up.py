"""`haicap up`: database, tables, reference data, pages, worker and demo under one supervisor.

The supervisor is small on purpose (no Django): it prepares by `haicap init`, then looks after its children.
"""

import argparse
import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from haicap.config import data_directory, environment, production
from haicap.config.commands.database import refuse_unreachable
from haicap.kernel.console import DONE, Output, UsageError
from haicap.kernel.errors import FailureError
from haicap.platform.database import Server
from haicap.platform.database.locks import FileLock
from haicap.platform.processes import Child, Children

HELP = "Serve haicap: embedded database, pages, worker, and a living demo province unless told otherwise."
DATABASE = False  # it brings its own

DEMOS = {"lam-dong": "68"}
START_LIMIT = 120.0  # seconds until the first page
DRAIN_LIMIT = 30.0
LOOK_EVERY = 0.2
LOOK_AT_DATABASE_EVERY = 5.0
PORT_PATIENCE = 3.0  # a server that was just killed may still hold the port
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen and whether to show the demo."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    demo = parser.add_mutually_exclusive_group()
    demo.add_argument(
        "--demo", choices=list(DEMOS), default="lam-dong", help="the demo province (default lam-dong)"
    )
    demo.add_argument(
        "--no-demo", dest="demo", action="store_const", const=None, help="an empty, real system"
    )


def run(options: argparse.Namespace, out: Output) -> int:
    """Serve until Ctrl-C or SIGTERM, then drain and stop everything that was started here."""
    began = time.monotonic()
    if options.demo and environment.flag("HAICAP_PRODUCTION"):
        raise UsageError("HAICAP_PRODUCTION is set: a real system carries no demo; start it with --no-demo")
    production.refuse_unfit()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, _interrupt)
    try:
        data = data_directory.prepare()
        with _alone(data):
            _wait_for_port(options.host, options.port)
            with _database(data, out) as server:
                _serve(options, out, data, server, began)
    except KeyboardInterrupt:
        out.progress("stopped")
    return DONE


def _serve(
    options: argparse.Namespace, out: Output, data: Path, server: Server | None, began: float
) -> NoReturn:
    """Prepare, start the children and look after them; ends by an exception only."""
    environment = _environment(data, options)
    prepared = _prepare(environment, options)
    children = Children(_children(options), environment, out.progress)
    try:
        children.start()
        _announce(_wait_for_page(options, children), prepared, options, out, began)
        _look_after(children, server)
    finally:
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, signal.SIG_IGN)
        children.stop(limit=DRAIN_LIMIT)


def _interrupt(_sign: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    with FileLock(data / "up.lock") as lock:
        if not lock.take_signed():
            raise FailureError(
                "up.running",
                f"haicap already serves this data directory ({data}): {lock.holder()}",
                retry=False,
            )
        yield


@contextmanager
def _database(data: Path, out: Output) -> Iterator[Server | None]:
    given = os.environ.get("HAICAP_DATABASE_URL")
    if given:
        refuse_unreachable(given)
        yield None
        return
    server = Server(data, progress=out.progress)
    with server.use() as url:
        os.environ["HAICAP_DATABASE_URL"] = url
        yield server


def _environment(data: Path, options: argparse.Namespace) -> dict[str, str]:
    found = {**os.environ, "HAICAP_DATA_DIR": str(data), "HAICAP_SECRET_KEY": data_directory.secret_key(data)}
    found["HAICAP_DEMO"] = "1" if options.demo else "0"
    if options.host not in LOOPBACK and "HAICAP_HOSTS" not in found:
        found["HAICAP_HOSTS"] = f"localhost,127.0.0.1,[::1],{options.host},{socket.gethostname()}"
    return found


def _prepare(environment: dict[str, str], options: argparse.Namespace) -> dict[str, Any]:
    words = [sys.executable, "-m", "haicap", "init", "--json"]
    if options.demo:
        words += ["--province", DEMOS[options.demo]]
    done = subprocess.run(words, env=environment, stdout=subprocess.PIPE, check=False)  # noqa: S603 - ours
    if done.returncode:
        raise FailureError("up.unprepared", "the preparation failed; its cause stands above", retry=False)
    return dict(json.loads(done.stdout))


def _children(options: argparse.Namespace) -> list[Child]:
    python = sys.executable
    web = [python, "-m", "granian", "haicap.config.wsgi:application", "--interface", "wsgi", "--no-ws"]
    web += ["--host", options.host, "--port", str(options.port), "--workers", "2", "--blocking-threads", "4"]
    # more than this wait in the listener's queue instead of in memory
    web += ["--backpressure", "64", "--respawn-failed-workers", "--respawn-interval", "0.5"]
    web += ["--workers-kill-timeout", "20", "--log-level", "warning"]
    children = [Child("web", web), Child("worker", [python, "-m", "haicap.config.worker"])]
    if options.demo:
        children.append(Child("demo", [python, "-m", "haicap.config.demo", options.demo], again=False))
    return children


def _wait_for_port(host: str, port: int) -> None:
    until = time.monotonic() + PORT_PATIENCE
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    while True:
        with socket.socket(family) as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                line.bind((host, port))
            except (OSError, OverflowError) as problem:
                if time.monotonic() < until and isinstance(problem, OSError):
                    time.sleep(LOOK_EVERY)
                    continue
                raise FailureError(
                    "up.port",
                    f"cannot listen on {host} port {port}: {problem}; choose another with --port",
                    retry=True,
                ) from problem
            return


def _wait_for_page(options: argparse.Namespace, children: Children) -> str:
    host = "127.0.0.1" if options.host in EVERYWHERE else options.host
    until = time.monotonic() + START_LIMIT
    while time.monotonic() < until:
        children.look_after()
        with contextlib.suppress(OSError, http.client.HTTPException):
            line = http.client.HTTPConnection(host, options.port, timeout=10)
            line.request("GET", "/healthz")
            if line.getresponse().status == http.HTTPStatus.OK:
                shown = f"[{host}]" if ":" in host else host
                return f"http://{shown}:{options.port}/"
        time.sleep(LOOK_EVERY)
    raise FailureError("up.no_page", f"no page came within {START_LIMIT:.0f} s", retry=True)


def _announce(
    address: str, prepared: dict[str, Any], options: argparse.Namespace, out: Output, began: float
) -> None:
    seconds = round(time.monotonic() - began, 1)
    sign_ins = prepared.get("sign_ins", [])
    document = {"address": address, "seconds": seconds, "demo": options.demo, "sign_ins": sign_ins}

    def words() -> str:
        rows = [
            f"  {row['username']:<24} {row['password']:<16} {row['title_vi']}, {row['unit']}"
            for row in sign_ins
        ]
        return "\n".join([f"haicap: {address}", *(["sign-ins of the demo:", *rows] if rows else [])])

    out.result(document, words)
    sys.stdout.flush()
    out.progress(f"ready in {seconds} s")


def _look_after(children: Children, server: Server | None) -> NoReturn:
    looked = time.monotonic()
    while True:
        time.sleep(LOOK_EVERY)
        children.look_after()
        if server is not None and time.monotonic() - looked > LOOK_AT_DATABASE_EVERY:
            server.ensure()
            looked = time.monotonic()
