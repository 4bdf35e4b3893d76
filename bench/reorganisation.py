"""Mergers: Quảng Ninh's 171 old communes into 54 with everything carried, at two sizes; the whole country's reform.

`python -m bench.reorganisation [--small N] [--large N] [--country]` makes, once each, the eve of 1 July 2025 in a
database of its own (map until 30 June, old communes with bodies, 37 people each, dossiers) and applies the plan that
the register writes from the law. What is timed is `reorganisation.apply`, from its first lock to its conservation
report, and every check that the commit would make; then the round is rolled back.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from statistics import median

from bench.table import Figure, markdown

ROOT = Path(__file__).resolve().parent.parent
EVE, SINCE = date(2025, 6, 30), date(2021, 7, 1)
EVENING = datetime.fromisoformat("2025-06-30T22:00:00+07:00")
MORNING = datetime.fromisoformat("2025-07-01T00:01:00+07:00")
QUANG_NINH, RESOLUTION = "22", "1679/NQ-UBTVQH15"
RESOLUTIONS = ["202/2025/QH15", *(f"{number}/NQ-UBTVQH15" for number in range(1654, 1688))]
ROUNDS = 3


def figures() -> Iterator[Figure]:
    """The table's rows, measured by processes of their own (other databases than that of the other figures)."""
    for part in ([], ["--country"]):
        words = [sys.executable, "-m", "bench.reorganisation", *part, "--json"]
        told = json.loads(
            subprocess.run(words, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True).stdout
        )
        yield from (Figure(**each) for each in told)


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.reorganisation", description=__doc__)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--country", action="store_true", help="the whole country, without dossiers")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = _country() if options.country else _quang_ninh(options.small, options.large)
    if options.json:
        print(json.dumps([_plain(each) for each in found], ensure_ascii=False))
    else:
        print(markdown(found))


def _plain(figure: Figure) -> dict[str, object]:
    return {name: getattr(figure, name) for name in figure.__dataclass_fields__}


def _quang_ninh(small: int, large: int) -> list[Figure]:
    seconds = {}
    for size in (small, large):
        with _Eve(f"quang-ninh-{size}") as eve:
            eve.fill([QUANG_NINH], size)
            seconds[size] = eve.seconds(QUANG_NINH, [RESOLUTION])
    units = "171 → 54, 6,300 people"
    return [
        *(
            Figure(f"Quảng Ninh merged, {size:,} dossiers", "s", took, target=5.0, most=True, note=units)
            for size, took in seconds.items()
        ),
        Figure(
            f"the same, {large:,} to {small:,}",
            "times",
            seconds[large] / seconds[small],
            target=1.3,
            most=True,
        ),
    ]


def _country() -> list[Figure]:
    with _Eve("country") as eve:
        eve.fill(eve.provinces(), 0)
        took = eve.seconds("01", RESOLUTIONS)
    return [Figure("the reform of 2025", "s", took, target=60.0, most=True, note="10,040 → 3,321, 63 → 34")]


class _Eve:
    """A database on the evening before, made once for each size."""

    def __init__(self, name: str) -> None:
        folder = Path(os.environ.get("HAICAP_BENCH_DIR", ROOT / ".haicap-bench"))
        self.place = folder.resolve() / f"reorganise-{name}"

    def __enter__(self) -> "_Eve":
        from haicap.platform.database import Server

        self.place.parent.mkdir(parents=True, exist_ok=True)
        self.server = Server(self.place).use()
        os.environ["HAICAP_DATA_DIR"] = str(self.place)
        os.environ["HAICAP_DATABASE_URL"] = self.server.__enter__()
        os.environ["DJANGO_SETTINGS_MODULE"] = "haicap.config.settings"
        import django
        from django.apps import apps

        if not apps.ready:
            django.setup()
        _connect(os.environ["HAICAP_DATABASE_URL"])
        return self

    def __exit__(self, *_: object) -> None:
        from django.db import connection

        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
        self.server.__exit__(None, None, None)

    def provinces(self) -> list[str]:
        """The codes of the eve's provinces."""
        from haicap.territory import api as territory

        self._map()
        return [unit.code for unit in territory.provinces(EVE)]

    def fill(self, provinces: list[str], dossiers: int) -> None:
        """Found and staff the provinces that are missing and bring the first one to so many dossiers."""
        from bench import province as copying
        from haicap.kernel import clock
        from haicap.organisation import api as organisation
        from haicap.simulation.api import simulate

        self._map()
        with clock.at(EVENING):
            for number, province in enumerate(provinces):
                organisation.found_province(province, since=SINCE)
                organisation.staff_province(province, since=SINCE, seed=number)
            if dossiers and copying.count_dossiers() < dossiers:
                first = min(dossiers, copying.IMPORTED)
                simulate(province=provinces[0], count=first, start=date(2024, 2, 1), end=EVE, seed=1)
                copying.multiply(dossiers)
        _run("SET statement_timeout = 0", "VACUUM ANALYZE")

    def _map(self) -> None:
        from django.core.management import call_command

        from haicap.kernel import clock
        from haicap.platform import calendars
        from haicap.procedures import api as procedures
        from haicap.territory import api as territory

        with clock.at(EVENING):
            call_command("migrate", verbosity=0)
            calendars.load_shipped()
            territory.load_until(EVE)
            procedures.load()

    def seconds(self, province: str, instruments: list[str]) -> float:
        """The median of ROUNDS applications of the resolutions' plan, each rolled back.

        One official of `province` stands for all authors: they are lent every province of the eve.
        """
        from django.db import transaction

        from haicap.kernel import clock, memory
        from haicap.organisation.contract import Role
        from haicap.reorganisation import api as reorganisation
        from haicap.territory import api as territory

        took, whole = [], frozenset(unit.code for unit in territory.provinces(EVE))
        for _ in range(ROUNDS):
            memory.forget_everything()
            with transaction.atomic():
                with clock.at(EVENING):
                    document = reorganisation.write_document(reorganisation.of_register(instruments))
                    author, approver = (
                        replace(_holder(province, role), provinces=whole)
                        for role in (Role.BUSINESS_ADMIN, Role.PROVINCIAL_LEADER)
                    )
                    card = reorganisation.propose(actor=author, document=document, at=EVENING)
                    reorganisation.approve(actor=approver, plan_id=card.id, at=EVENING)
                with clock.at(MORNING):
                    began = time.perf_counter()
                    card = reorganisation.apply(plan_id=card.id, at=MORNING)
                    _run("SET CONSTRAINTS ALL IMMEDIATE")
                    took.append(time.perf_counter() - began)
                assert card.report is not None and card.report.holds
                transaction.set_rollback(True)
            _run("VACUUM ANALYZE")  # what was rolled back is rubbish that no real day has
        return median(took)


def _holder(province: str, role):  # noqa: ANN001, ANN202
    from haicap.organisation import api as organisation
    from haicap.territory import api as territory

    unit = territory.require_unit(province, EVE)
    for body in organisation.agencies_of_unit(unit.unit_id, on=EVE):
        for held in organisation.holders(body.id, role, EVE):
            return organisation.actor_of_appointment(held.id, EVE)
    raise LookupError(role)


def _connect(url: str) -> None:
    from django.conf import settings
    from django.db import connection

    from haicap.config import environment

    told = environment.database_address(url)
    names = {
        "NAME": told.name,
        "USER": told.user,
        "PASSWORD": told.password,
        "HOST": told.host,
        "PORT": told.port,
    }
    settings.DATABASES["default"].update(names)
    connection.settings_dict.update(names)


def _run(*statements: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


if __name__ == "__main__":
    main()
