"""The eve of the reform: a database whose map ends on 30 June 2025, with the old communes' bodies, people and dossiers.

One pristine copy per run, made from the reference database; each process works on a copy of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.conf import settings
from django.db import connection

from haicap.kernel import clock, memory
from haicap.organisation import api as organisation
from haicap.procedures import api as procedures
from haicap.simulation import api as simulation
from haicap.territory import api as territory
from tests import conftest, harness

EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)
EVENING = datetime.fromisoformat("2025-06-30T22:00:00+07:00")
MORNING = datetime.fromisoformat("2025-07-01T00:05:00+07:00")
PROVINCES = ("22", "68", "67", "60", "40", "46")
DOSSIERS = 1_500

_KEPT = ("organisation_cache",)


def build() -> None:
    """Make the pristine eve where it is missing; the connection then stands on it."""
    name = f"eve_{harness.place().name}"
    if not conftest._exists(name):
        conftest._copy_database(conftest._pristine(), f"{name}_new")
        with _standing_on(f"{name}_new"), clock.at(EVENING):
            _empty()
            _fill()
        _rename(f"{name}_new", name)


def pristine() -> str:
    """Its name."""
    return f"eve_{harness.place().name}"


@contextmanager
def _standing_on(name: str) -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    stand_on(name)
    yield
    stand_on(str(before))


def stand_on(name: str) -> None:
    """Let the connection of this process be to `name`."""
    connection.close()
    connection.close_pool()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    memory.forget_everything()


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT tablename FROM pg_tables WHERE schemaname = 'public'
            AND tablename ~
              '^(territory|organisation|procedures|documents|dossiers|reporting|reorganisation|portal)_'"""
        )
        tables = [name for (name,) in cursor.fetchall() if name not in _KEPT]
        for table in tables:  # journals refuse to be emptied
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    memory.forget_everything()


def _fill() -> None:
    territory.load_until(EVE)
    procedures.load()
    since = date(2021, 7, 1)
    for province in PROVINCES:
        organisation.found_province(province, since=since)
    for province in ("22", "68"):
        organisation.staff_province(province, since=since)
        simulation.simulate(
            province=province, count=DOSSIERS, start=date(2025, 5, 12), end=EVE, seed=int(province)
        )


def _rename(old: str, new: str) -> None:
    connection.close()
    connection.close_pool()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{old}" RENAME TO "{new}"')
