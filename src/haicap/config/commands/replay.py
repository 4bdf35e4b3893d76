"""`haicap replay`: the reform of 1 July 2025 once more, by the law, over old communes with invented dossiers.

On a data directory of its own: its map ends on 30 June 2025, then Quảng Ninh and Lâm Đồng (with the two provinces that
joined it) are merged as on that night, by the plans that the register writes from the resolutions; last, the map of the
rest of the country follows. Exit codes: 0 every report holds, 1 one does not, 2 could not run.
"""

import argparse
import os
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from haicap.config import environment
from haicap.config.commands import database
from haicap.kernel import clock
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError

if TYPE_CHECKING:
    from haicap.organisation.contract import Actor, Role
    from haicap.reorganisation.contract import PlanCard

HELP = "Replay the reform of 1 July 2025 in Quảng Ninh and Lâm Đồng, on a fresh data directory."
DATABASE = False  # it makes the one it needs

RESOLUTIONS = {"22": "1679/NQ-UBTVQH15", "68": "1671/NQ-UBTVQH15"}
OLD_PROVINCES = ("22", "68", "67", "60")  # these two, and Đắk Nông and Bình Thuận that joined the second
SINCE, FIRST, EVE = date(2021, 7, 1), date(2025, 5, 12), date(2025, 6, 30)
EVENING = datetime(2025, 6, 30, 22, 0, tzinfo=clock.VIETNAM)
NIGHT = datetime(2025, 7, 1, 0, 5, tzinfo=clock.VIETNAM)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--dossiers", type=int, default=1_500, metavar="N", help="of each of the two provinces (default 1500)"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S")


def run(options: argparse.Namespace, out: Output) -> int:
    """Make the evening before, carry both plans out, and show what was conserved."""
    if environment.flag("HAICAP_PRODUCTION"):
        raise UsageError("HAICAP_PRODUCTION is set: a replay invents people and dossiers")
    if options.dossiers < 1:
        raise UsageError("--dossiers must be positive")
    os.environ.setdefault("HAICAP_DEMO", "1")
    with database.opened(out.progress, make=True):
        database.start_django()
        with clock.at(EVENING):
            _evening(options.dossiers, options.seed, out)
        cards = [_merged(province, instrument, out) for province, instrument in RESOLUTIONS.items()]
        _rest_of_the_country(out)
        told = [_told(card) for card in cards]
        out.result({"plans": told}, lambda: "\n".join(_words(each) for each in told))
        return DONE if all(each["holds"] for each in told) else FINDINGS


def _evening(dossiers: int, seed: int, out: Output) -> None:
    """The map, the bodies, the people and the dossiers of the old communes."""
    from django.db import connection

    from haicap.config import preparation
    from haicap.organisation import api as organisation
    from haicap.simulation import api as simulation
    from haicap.territory import api as territory

    if connection.introspection.table_names():
        raise UsageError("this data directory is in use already; name a fresh one with --data")
    until = {"haicap.territory.api.load": lambda: territory.load_until(EVE)}
    preparation.prepare(province=None, progress=out.progress, instead=until)
    for province in OLD_PROVINCES:
        out.progress(f"founding province {province} as it was")
        organisation.found_province(province, since=SINCE)
        organisation.staff_province(province, since=SINCE)
    for province in RESOLUTIONS:
        out.progress(f"{dossiers} dossiers of province {province}, seed {seed}")
        simulation.simulate(province=province, count=dossiers, start=FIRST, end=EVE, seed=seed)


def _merged(province: str, instrument: str, out: Output) -> "PlanCard":
    """Proposed and approved in the evening by two people of the province, applied in the first minutes of the day."""
    from haicap.organisation.contract import Role
    from haicap.reorganisation import api as reorganisation

    out.progress(f"merging province {province} by {instrument}")
    with clock.at(EVENING):
        author = _somebody(province, Role.BUSINESS_ADMIN)
        document = reorganisation.write_document(reorganisation.of_register([instrument]))
        card = reorganisation.propose(
            actor=replace(author, provinces=author.provinces | {province}), document=document, at=EVENING
        )
        reorganisation.approve(actor=_somebody(province, Role.PROVINCIAL_LEADER), plan_id=card.id, at=EVENING)
    with clock.at(NIGHT):
        return reorganisation.apply(plan_id=card.id, at=NIGHT)


def _rest_of_the_country(out: Output) -> None:
    """The data files as they are; what the plans did agrees with them, or this is refused."""
    from haicap.territory import api as territory

    out.progress("loading the map of the rest of the country")
    territory.load()


def _somebody(province: str, role: "Role") -> "Actor":
    from haicap.organisation import api as organisation
    from haicap.territory import api as territory

    unit = territory.require_unit(province, EVE)
    bodies = organisation.agencies_of_unit(unit.unit_id, on=EVE)
    held = next(held for body in bodies for held in organisation.holders(body.id, role, EVE))
    return organisation.actor_of_appointment(held.id, EVE)


def _told(card: "PlanCard") -> dict[str, Any]:
    report = card.report
    lines = report.lines if report else ()
    return {
        "id": str(card.id),
        "instrument": card.instrument,
        "status": card.status.value,
        "holds": report is not None and report.holds,
        "conserved": {line.name: [line.before, line.after] for line in lines if not line.code},
    }


def _words(told: dict[str, Any]) -> str:
    sums = [f"  {name}: {before} = {after}" for name, (before, after) in told["conserved"].items()]
    return "\n".join([f"{told['instrument']}: {'holds' if told['holds'] else 'DOES NOT HOLD'}", *sums])
