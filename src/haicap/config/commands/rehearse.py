"""`haicap rehearse merger | trial | reports | list | drop`: a copy of the database to rehearse on (docs/how-to).

Whoever runs it already holds the database. The original is only read. Exit codes: 0 done, 1 refused, 2 could not run.
"""

import argparse
import os
import shutil
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from haicap.kernel import clock, messages
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.kernel.errors import RefusalError

if TYPE_CHECKING:
    from haicap.reorganisation.contract import Plan, PlanCard

HELP = "Rehearse on a copy of the province's database: a merger, or the trial operation of units."
PLACE = "thu"  # below the data directory: what kept copies have of their own


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs."""
    verbs = parser.add_subparsers(
        dest="verb", required=True, metavar="merger | trial | reports | list | drop"
    )
    merger = verbs.add_parser("merger", help="apply a plan on a copy and show the conservation report")
    merger.add_argument("plan", metavar="PLAN", help="a file (JSON, CSV, XLSX) or the id of a plan")
    merger.add_argument("--keep", metavar="NAME", help="keep the copy under this name to look at it")
    trial = verbs.add_parser("trial", help="keep a copy on which units run in trial")
    trial.add_argument("name", metavar="NAME", help="small letters, digits and _, e.g. thang_6")
    trial.add_argument("--plan", metavar="PLAN", help="the plan whose new units run in trial")
    trial.add_argument("--from", dest="starts_on", type=_day, metavar="D", help="first day of the trial")
    trial.add_argument(
        "--until", dest="ends_on", type=_day, required=True, metavar="D", help="first official day"
    )
    reports = verbs.add_parser("reports", help="bring what was reported of readiness on a trial that is over")
    reports.add_argument("name", metavar="NAME")
    reports.add_argument(
        "--by", required=True, metavar="USER", help="who brings it: the province's administrator"
    )
    verbs.add_parser("list", help="the copies there are")
    drop = verbs.add_parser("drop", help="throw a copy away")
    drop.add_argument("name", metavar="NAME")


def run(options: argparse.Namespace, out: Output) -> int:
    """Do one verb."""
    from haicap.platform import copies  # only now is Django up

    try:
        match options.verb:
            case "merger":
                return _merger(options, out)
            case "trial":
                return _trial(options, out)
            case "reports":
                return _reports(options, out)
            case "list":
                out.result({"rehearsals": copies.names()}, lambda: "\n".join(copies.names()) or "none")
            case _:
                if options.name not in copies.names():
                    raise UsageError(f"there is no rehearsal {options.name}")
                copies.drop(options.name)
                shutil.rmtree(_place(options.name), ignore_errors=True)
                out.result({"dropped": options.name}, lambda: f"dropped {options.name}")
    except RefusalError as refused:
        findings = [
            {"place": each.field or "", "code": each.code, "words": messages.words(each)}
            for each in refused.refusals
        ]
        out.result({"findings": findings}, lambda: "\n".join(each["words"] for each in findings))
        return FINDINGS
    return DONE


def _merger(options: argparse.Namespace, out: Output) -> int:
    from haicap.reorganisation import api as reorganisation

    plan = _plan(options.plan)
    card = reorganisation.rehearse(
        plan=plan, name=options.keep or f"dien_tap_{os.getpid()}", keep=bool(options.keep), at=clock.now()
    )
    return _show(card, options.keep, out)


def _trial(options: argparse.Namespace, out: Output) -> int:
    from haicap.platform import copies
    from haicap.reorganisation import api as reorganisation

    card, at = None, clock.now()
    starts_on = options.starts_on or clock.today()
    if options.ends_on <= starts_on:
        raise UsageError("the first official day comes after the first day of the trial")
    if options.plan:
        card = reorganisation.rehearse(
            plan=_plan(options.plan),
            name=options.name,
            keep=True,
            at=at,
            on=starts_on,
            ends_on=options.ends_on,
        )
    else:
        copies.make(options.name, at=at, starts_on=starts_on, ends_on=options.ends_on)
    return _show(card, options.name, out)


def _reports(options: argparse.Namespace, out: Output) -> int:
    """Exit code 1 where a report was left out."""
    from haicap.organisation import api as organisation
    from haicap.organisation.contract import Role
    from haicap.platform import copies
    from haicap.reorganisation import api as reorganisation

    if options.name not in copies.names():
        raise UsageError(f"there is no rehearsal {options.name}")
    actor = organisation.actor_of_username(options.by, clock.today(), frozenset({Role.BUSINESS_ADMIN}))
    brought = reorganisation.bring(
        name=options.name, data_dir=_place(options.name), actor=actor, at=clock.now()
    )
    left = [{"unit": unit, "item": item, "why": why} for unit, item, why in brought.left]
    words = [f"{brought.added} reports brought from {options.name}"]
    words += [f"left: {unit} {item}: {why.replace('_', ' ')}" for unit, item, why in brought.left]
    out.result({"brought": brought.added, "left": left}, lambda: "\n".join(words))
    return FINDINGS if left else DONE


def _show(card: "PlanCard | None", kept: str | None, out: Output) -> int:
    report = card.report if card else None
    lines = [{**asdict(line), "holds": line.holds} for line in report.lines] if report else []
    document: dict[str, Any] = {"kept": kept, "report": lines, "holds": all(line["holds"] for line in lines)}
    words = [f"{line['name']:26} {line['before']} -> {line['after']}" for line in lines if not line["code"]]
    if kept:
        place = _place(kept)
        _share_files(place)
        document["serve"] = _serving(kept, place)
        words += [f"kept as {kept}; serve it with", document["serve"]]
    else:
        words.append("the copy was thrown away; the province's database was only read")
    out.result(document, lambda: "\n".join(words))
    return DONE


def _plan(named: str) -> "Plan":
    from haicap.reorganisation import api as reorganisation

    path = Path(named)
    if path.is_file():
        return reorganisation.read_file(path.read_bytes())
    card = reorganisation.find(named)
    if card is None:
        raise UsageError(f"neither a file nor a plan: {named}")
    return reorganisation.plan_of(card.id)


def _place(name: str) -> Path:
    from django.conf import settings

    return Path(settings.DATA_DIR) / PLACE / name


def _share_files(place: Path) -> None:
    """The copy's papers: files are never changed, only added, so a second name for each is a copy."""
    from django.conf import settings

    files = Path(settings.DATA_DIR) / "files"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    if files.is_dir() and not (place / "files").exists():
        shutil.copytree(files, place / "files", copy_function=_link)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        with suppress(FileNotFoundError):  # swept meanwhile
            shutil.copy2(source, target)


def _serving(name: str, place: Path) -> str:
    from django.db import connection

    from haicap.platform import rehearsal

    facts = connection.settings_dict
    who = f"{quote(facts['USER'])}@" if facts["USER"] else ""
    port = f":{facts['PORT']}" if facts["PORT"] else ""
    url = f"postgresql://{who}{port}/{rehearsal.PREFIX}{name}?host={quote(facts['HOST'], safe='')}"
    return f"HAICAP_DATABASE_URL='{url}' HAICAP_DATA_DIR='{place}' haicap up --no-demo --port 8100"


def _day(text: str) -> date:
    return date.fromisoformat(text)
