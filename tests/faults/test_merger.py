"""The database is killed in the middle of a merger, twenty times: every time all of it happened, or nothing."""

import csv
import json
import random
import subprocess
import time
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import psycopg
import pytest

from haicap.kernel.clock import VIETNAM
from tests.faults.system import HAICAP, System, environment

pytestmark = pytest.mark.faults

KILLS = 20
BODIES = 10  # of two communes
AT_WORK_FOR = 2.5  # seconds from the lock on: most kills hit a merger at work, some one that was just done
AUTHOR, APPROVER = "68.nghiepvu1", "68.chutich"
_AT_WORK = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database IS NOT NULL"


def plans(folder: Path) -> list[Path]:
    """Mergers of two neighbours of the list each, from today on."""
    text = (files("haicap.territory") / "data" / "communes-2025-07-01.csv").read_text("utf-8")
    communes = [row for row in csv.DictReader(text.splitlines()) if row["province"] == "68"]
    made = []
    for number, (one, two) in enumerate(zip(communes[::2], communes[1::2], strict=True)):
        old = (one["code"], two["code"])
        change = {
            "kind": "formed",
            "clause": "1",
            "ends": list(old),
            "begins": [{"code": old[0], "name": one["name"], "province_code": "68"}],
            "edges": [
                {"predecessor_code": code, "successor_code": old[0], "quantifier": "full"} for code in old
            ],
        }
        document = {
            "instrument": f"{number}/NQ-KILL",
            "body": "Ủy ban Thường vụ Quốc hội",
            "subject": "Sắp xếp các đơn vị hành chính cấp xã",
            "effective_on": f"{datetime.now(tz=VIETNAM):%Y-%m-%d}",
            "changes": [change],
        }
        made.append(folder / f"{number}.json")
        made[-1].write_text(json.dumps(document), "utf-8")
    return made


def standing(system: System, number: int) -> tuple[bool, int, int]:
    """Of a plan: applied or not, bodies with an heir, units that it began on the map."""
    question = """SELECT
      EXISTS (SELECT 1 FROM reorganisation_plan p WHERE p.instrument = %s AND p.status = 'applied'),
      (SELECT count(*) FROM organisation_succession s JOIN reorganisation_plan p ON p.id = s.reorganisation
       WHERE p.instrument = %s),
      (SELECT count(*) FROM territory_mutation m JOIN territory_instrument i ON i.id = m.instrument_id
       WHERE i.number = %s)"""
    name = f"{number}/NQ-KILL"
    return system.rows(question, name, name, name)[0]  # type: ignore[return-value]


def test_a_merger_is_all_or_nothing_whenever_the_database_dies(system: System, tmp_path: Path) -> None:
    dice = random.Random(20)
    todo, seen, number = plans(tmp_path), set[bool](), 0
    for _ in range(KILLS):
        words = ["reorganise", "apply", str(todo[number]), "--author", AUTHOR, "--approver", APPROVER]
        work = subprocess.Popen(
            [*HAICAP, *words, "--json", "--data", str(system.data)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
        with psycopg.connect(system.server.url, autocommit=True) as line:
            until = time.monotonic() + 60
            while work.poll() is None and time.monotonic() < until:
                if line.execute(_AT_WORK).fetchone() != (0,):
                    break
        time.sleep(dice.uniform(0, AT_WORK_FOR))
        system.kill_database()
        work.wait(120)
        system.wait_until_ready()
        applied, heirs, acts = standing(system, number)
        assert (heirs, acts) == ((BODIES, 1) if applied else (0, 0))
        seen.add(applied)
        number += applied
    assert False in seen, "no kill hit a merger at work"
    done = system.haicap("reorganise", "apply", str(todo[number]), "--author", AUTHOR, "--approver", APPROVER)
    assert done.returncode == 0, done.stdout + done.stderr
    assert standing(system, number) == (True, BODIES, 1)
    assert system.laws() == []
