"""No report is frozen while a law is red: by what `check` last said, and by asking now those that figures rest on."""

from collections.abc import Iterable
from typing import Any

from django.utils import translation

from haicap.platform.checks.runner import run_laws
from haicap.platform.checks.runs import stated
from haicap.platform.checks.standing import LawStanding, sentence, standing
from haicap.reporting.contract import ReportId

# figures add up; rows and tally are what the journal says; the chain is unbroken
ASKED = frozenset({"I-C1", "I-C3", "I-C4", "I-A1"})
OF_REPORTS, ROW = "I-R1", "report:"  # the law of frozen reports, and how its findings name one


def broken_laws(built_on: Iterable[ReportId] = ()) -> tuple[str, ...]:
    """The ids of laws that do not hold: those red by the last runs, and those of ASKED by a fast run now (seconds).

    Of frozen reports that differ from what they were only those count that the new one is `built_on`.
    """
    red = {law.law for law in standing().red if law.law != OF_REPORTS or _touches(law, built_on)}
    asked = [law for law in stated() if law.id in ASKED and law.fast]
    return tuple(sorted(red | {each.law.id for each in run_laws(asked, full=False) if not each.holds}))


def _touches(law: LawStanding, built_on: Iterable[ReportId]) -> bool:
    """Not all places are kept, and a law that could not be tried names none: then nobody knows, and all wait."""
    if law.count > len(law.places) or not all(place.row.startswith(ROW) for place in law.places):
        return True
    return not {f"{ROW}{each}" for each in built_on}.isdisjoint(place.row for place in law.places)


def told() -> dict[str, Any]:
    """What a report says of the laws: those asked at its freezing, and the run of `check` it stands on (0: none)."""
    known = standing()
    seq, link = known.head
    with translation.override("vi"):  # papers of the state are Vietnamese
        words = sentence(known)
    return {"asked": sorted(ASKED), "broken": [], "run": {"seq": seq, "hash": link}, "words": words}
