"""Killed with -9 while sixteen counters hand in dossiers (reliability F01, F02): nothing acknowledged is lost."""

import pytest

from tests.faults.counters import Counters
from tests.faults.oracle import QUESTION, Row, findings
from tests.faults.system import System

pytestmark = pytest.mark.faults

CYCLES = 20
BETWEEN = 40  # dossiers acknowledged between two kills


def judged(system: System, counters: Counters, before: int) -> list[str]:
    """What the oracle finds among the dossiers of this test, and what the laws find at all."""
    rows = [Row(*row) for row in system.rows(QUESTION)]
    others = {row.id for row in rows} - counters.sent
    assert len(others) <= before, "dossiers that nobody handed in"
    return [*findings(counters.acks, counters.sent | others, rows), *counters.strange, *system.laws()]


def stored(system: System) -> int:
    """How many dossiers there are."""
    return int(system.rows("SELECT count(*) FROM dossiers_dossier")[0][0])


def test_a_killed_application_loses_doubles_and_skips_nothing(system: System) -> None:
    counters, before = Counters(system), stored(system)
    with counters.busy():
        for cycle in range(CYCLES):
            counters.wait_for(BETWEEN)
            if cycle % 5 == 4:  # now and then the supervisor too
                system.kill_application()
                system.start()
            else:
                system.kill_web()
        counters.wait_for(BETWEEN)
    assert judged(system, counters, before) == []


def test_a_killed_database_loses_doubles_and_skips_nothing(system: System) -> None:
    counters, before = Counters(system), stored(system)
    with counters.busy():
        for _ in range(CYCLES):
            counters.wait_for(BETWEEN, within=120)
            system.kill_database()
        counters.wait_for(BETWEEN, within=120)
    system.wait_until_ready()
    assert judged(system, counters, before) == []


def test_the_oracle_sees_what_an_asynchronous_commit_loses(system: System) -> None:
    """The saboteur: without synchronous commit a crash loses acknowledged dossiers, and the oracle says so."""
    lost: list[str] = []
    system.as_superuser(
        "ALTER SYSTEM SET wal_writer_delay = '10s'",
        "SELECT pg_reload_conf()",
        "ALTER ROLE haicap SET synchronous_commit = off",
    )
    try:
        system.kill_web()  # new connections take the setting
        for _ in range(5):
            system.wait_until_ready()
            counters = Counters(system)
            with counters.busy():
                counters.wait_for(BETWEEN)
                system.kill_database()
                counters._over.set()
            system.wait_until_ready()
            rows = [Row(*row) for row in system.rows(QUESTION)]
            lost += findings(counters.acks, {row.id for row in rows} | counters.sent, rows)
            if lost:
                break
    finally:
        system.wait_until_ready()
        system.as_superuser(
            "ALTER SYSTEM RESET wal_writer_delay",
            "SELECT pg_reload_conf()",
            "ALTER ROLE haicap RESET synchronous_commit",
        )
        system.kill_web()
        system.wait_until_ready()
    assert any("lost" in one for one in lost), "the saboteur was not seen"
