"""`haicap simulate`: a reproducible province through the real services (docs/reference/simulation.md)."""

import argparse
import subprocess
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haicap.kernel import clock, messages
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.kernel.errors import RefusalError

if TYPE_CHECKING:
    from haicap.platform.checks import Law
    from haicap.simulation.api import Course, RedNight

HELP = "Let a province live through its days with invented dossiers; the same seed makes the same province."
_AT_THE_DESKS = 10_000  # dossiers that go act by act, about, where nobody says
_OF_THE_MACHINE = "I-G1"  # compares its clock with ours, which stands in another year


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    day = date.fromisoformat
    parser.add_argument("--province", required=True, metavar="CODE")
    parser.add_argument("--dossiers", required=True, type=int, metavar="N")
    parser.add_argument("--from", dest="start", required=True, type=day, metavar="D")
    parser.add_argument("--to", dest="end", required=True, type=day, metavar="D")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--until", type=day, metavar="D", help="stop after the night of this day")
    parser.add_argument(
        "--live-one-in",
        type=int,
        metavar="K",
        help="every K-th dossier goes act by act, 0 none (default: some 10,000 of them, half at most)",
    )
    parser.add_argument("--no-laws", action="store_true", help="prove no laws at night")
    parser.add_argument("--heads", action="store_true", help="also tell the end of every agency's story")


def run(options: argparse.Namespace, out: Output) -> int:
    """Simulate; prints the seed, so that a run can be repeated, and stops at the first night with a red law."""
    if options.dossiers < 1 or options.end < options.start or options.start >= clock.today():
        raise UsageError("--dossiers must be positive, and --from to --to a period that began before today")
    if options.live_one_in is None:
        options.live_one_in = max(2, options.dossiers // _AT_THE_DESKS)
    out.progress(f"seed {options.seed}")
    try:
        made = _lived(options, out)
    except RefusalError as refused:
        raise UsageError(messages.words(refused.refusal)) from refused
    document = asdict(made)
    if options.heads:
        from haicap.dossiers import api as dossiers

        document["heads"] = dossiers.story_heads(options.province)
    if made.red:
        document["red"] = told = _red(options, made.red)
        out.progress(
            "\n".join(
                [f"{told['release']}, seed {made.seed}, {told['day']}: {told['law']} does not hold"]
                + [f"  {each['unit']} {each['row']}: {each['words']}" for each in told["findings"]]
                + [told["replay"]]
            )
        )
    out.result(document, lambda: _words(made))
    return FINDINGS if made.rejected or made.red else DONE


def _lived(options: argparse.Namespace, out: Output) -> "Course":
    from haicap.organisation import api as organisation  # only now is Django up
    from haicap.simulation import api as simulation

    organisation.found_province(options.province)
    if options.live_one_in:
        organisation.staff_province(options.province)

    def told(course: Any) -> None:
        if course.day.day == 1:
            out.progress(f"{course.day}: {course.imported + course.unchanged} delivered")

    return simulation.live_through(
        province=options.province,
        count=options.dossiers,
        start=options.start,
        end=options.end,
        seed=options.seed,
        live_one_in=options.live_one_in,
        laws=() if options.no_laws else _laws(),
        until=options.until,
        told=told,
    )


def _laws() -> "list[Law]":
    from haicap.config.laws import ALL

    return [law for law in ALL if law.id != _OF_THE_MACHINE]


def _red(options: argparse.Namespace, red: "RedNight") -> dict[str, Any]:
    """All that is needed to see it again: the release, the night, the law, and the command."""
    told = {
        "--province": options.province,
        "--dossiers": options.dossiers,
        "--from": options.start,
        "--to": options.end,
        "--seed": options.seed,
        "--live-one-in": options.live_one_in,
        "--until": red.day,
    }
    words = " ".join(f"{name} {value}" for name, value in told.items())
    return {**asdict(red), "seed": options.seed, "release": _release(), "replay": f"haicap simulate {words}"}


def _release() -> str:
    """The version, and in a working copy the commit."""
    here = Path(__file__).parent
    words = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(words, cwd=here, capture_output=True, text=True, check=False)  # noqa: S603
    commit = f", commit {done.stdout.strip()}" if done.returncode == 0 else ""
    return f"haicap {version('haicap')}{commit}"


def _words(made: "Course") -> str:
    words = (
        f"seed {made.seed}: {made.imported} delivered, {made.rejected} rejected; {made.received} received at the "
        f"desks, {made.acts} acts, {sum(made.refusals.values())} refused; laws held in {made.nights} nights"
    )
    return words if made.red is None else f"{words}, not on {made.red.day}"
