"""No report is frozen while a law is red: by what `check` last said, and by asking now those that figures rest on."""

from typing import Any

from django.utils import translation

from haicap.platform.checks.runner import run_laws
from haicap.platform.checks.runs import stated
from haicap.platform.checks.standing import sentence, standing

# figures add up; rows and tally are what the journal says; the chain is unbroken
ASKED = frozenset({"I-C1", "I-C3", "I-C4", "I-A1"})


def broken_laws() -> tuple[str, ...]:
    """The ids of laws that do not hold: those red by the last runs, and those of ASKED by a fast run now (seconds)."""
    red = {law.law for law in standing().red}
    asked = [law for law in stated() if law.id in ASKED and law.fast]
    return tuple(sorted(red | {each.law.id for each in run_laws(asked, full=False) if not each.holds}))


def told() -> dict[str, Any]:
    """What a report says of the laws: those asked at its freezing, and the run of `check` it stands on (0: none)."""
    known = standing()
    seq, link = known.head
    with translation.override("vi"):  # papers of the state are Vietnamese
        words = sentence(known)
    return {"asked": sorted(ASKED), "broken": [], "run": {"seq": seq, "hash": link}, "words": words}
