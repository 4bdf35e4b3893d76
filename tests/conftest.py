"""The strict harness: real PostgreSQL, closed network, rows without an order shuffled, a still clock."""

import random
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as searches
from pytest_django import DjangoDbBlocker

from haicap.config import reference
from haicap.kernel import clock, memory
from haicap.organisation.services.founding import found_province
from haicap.organisation.services.staffing import staff_province
from haicap.platform.checks import Law, runner
from haicap.platform.database.locks import FileLock
from haicap.simulation import api as simulation
from tests import harness
from tests.browser.chromium import pytest_terminal_summary  # noqa: F401 - one notice for all processes
from tests.cast import Cast, cast

LIVED_UNTIL = datetime.fromisoformat("2026-03-20T10:00:00+07:00")


def pytest_configure() -> None:
    """Settings that only tests have: no manifest of static files, a quick password hash, no clock over searches."""
    unhurried = searches(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    searches.register_profile("unhurried", unhurried)
    searches.load_profile("unhurried")
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # or whitenoise warns


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Before the test database is made: the server."""
    harness.start_database()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: None, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Every process works on a copy of one pristine database: tables, reference data, a staffed province.

    Whichever process comes first makes it, the others wait; the last one to leave removes it.
    """
    users = FileLock(harness.place() / "pristine.users")
    users.share()
    with django_db_blocker.unblock():
        with FileLock(harness.place() / "pristine.making") as making:
            making.take_or_wait(lambda _holder: None)
            if not _exists(_pristine()):
                _make_pristine()
        _use_copy(str(connection.creation._get_test_db_name()))
    yield
    with django_db_blocker.unblock():
        _drop(_name())
        if users.take():
            _drop(_pristine())
    users.close()


def _make_pristine() -> None:
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    reference.load_all()
    found_province("68")
    staff_province("68")
    _copy_database(_name(), _pristine())


def _use_copy(name: str) -> None:
    _copy_database(_pristine(), name)
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _pristine() -> str:
    return f"pristine_{harness.place().name}"


def _exists(name: str) -> bool:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _drop(name: str) -> None:
    connection.close()
    connection.close_pool()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _copy_database(source: str, target: str) -> None:
    _drop(target)
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # a busy machine may copy longer than a page may ask
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def _return_to_reference(test: TransactionTestCase) -> None:
    """Truncating all tables after a test with real commits would lose the reference data."""
    _copy_database(_pristine(), _name())


@pytest.fixture(scope="session", autouse=True)
def _strict() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _return_to_reference)
        patch.setattr(QuerySet, "_fetch_all", _shuffling(QuerySet._fetch_all))
        for verb in ("connect", "connect_ex"):
            patch.setattr(socket.socket, verb, _only_this_machine(getattr(socket.socket, verb)))
        yield


def _shuffling(fetch_all: Callable[[QuerySet[Any]], None]) -> Callable[[QuerySet[Any]], None]:
    dice = random.Random(20250701)

    def fetch(rows: QuerySet[Any]) -> None:
        fresh = rows._result_cache is None
        fetch_all(rows)
        if fresh and rows._result_cache and not rows.ordered:
            dice.shuffle(rows._result_cache)

    return fetch


def _only_this_machine(call: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any, *more: Any) -> Any:
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test reached for the network: {address}")
        return call(self, address, *more)

    return guarded


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """What one test was told is not true in the next."""
    memory.forget_everything()


@pytest.fixture(autouse=True)
def _breaks_what_it_says(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A test marked `breaks(law, package)` sees `check` find that law of that package broken, or it fails."""
    promised = {mark.args for mark in request.node.iter_markers("breaks")}
    found: set[tuple[str, str]] = set()
    honest = runner._try

    def watched(law: Law, *, full: bool) -> runner.Verdict:
        verdict = honest(law, full=full)
        if not verdict.holds:
            found.add((law.id, law.test.__module__.split(".")[1]))
        return verdict

    if promised:
        monkeypatch.setattr(runner, "_try", watched)
    yield
    assert promised <= found, f"promised to break {promised - found} and did not"


@pytest.fixture
def frozen() -> Iterator[Callable[[str | datetime], datetime]]:
    """`frozen("2025-07-09T08:15:00+07:00")`: time stands still from here on; calling it again moves it."""
    with ExitStack() as stack:

        def stand(moment: str | datetime) -> datetime:
            at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
            stack.enter_context(clock.at(at))
            return clock.now()

        yield stand


@pytest.fixture(scope="module")
def _three_months(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """600 simulated dossiers in a transaction around all tests of a file; each test rolls back to them."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.at(LIVED_UNTIL):
            simulation.simulate(
                province="68", count=600, start=date(2026, 1, 5), end=LIVED_UNTIL.date(), seed=7
            )
        yield
        transaction.set_rollback(True)


@pytest.fixture
def province(_three_months: None, db: None, settings: Any, frozen: Callable[[datetime], datetime]) -> Cast:
    """The cast of a province after three months, at the moment they ended, with demo accounts."""
    settings.DEMO = True
    frozen(LIVED_UNTIL)
    return cast()


@pytest.fixture
def query_budget(django_assert_max_num_queries: Any) -> Callable[[int], AbstractContextManager[Any]]:
    """`with query_budget(12): …` fails where a page asks the database more often."""

    def budget(most: int) -> AbstractContextManager[Any]:
        return django_assert_max_num_queries(most)  # type: ignore[no-any-return]

    return budget
