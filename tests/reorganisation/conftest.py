"""Tests of this folder stand on the eve of the reform (`eve.py`)."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from haicap.platform.database.locks import FileLock
from tests import conftest, harness
from tests.reorganisation import eve


@pytest.fixture(scope="package", autouse=True)
def on_the_eve(django_db_setup: None, django_db_blocker: DjangoDbBlocker, _strict: None) -> Iterator[None]:
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        mine = str(connection.settings_dict["NAME"])
        with FileLock(harness.place() / "eve.making") as making:
            making.take_or_wait(lambda _holder: None)
            eve.build()
        copy = f"{mine}_eve"
        conftest._copy_database(eve.pristine(), copy)
        eve.stand_on(copy)
        # after real commits: back to the eve
        patch.setattr(
            TransactionTestCase,
            "_fixture_teardown",
            lambda _test: conftest._copy_database(eve.pristine(), copy),
        )
        yield
        conftest._drop(copy)
        eve.stand_on(mine)
