"""Is this the province's database, or a copy on which people only rehearse?

The name of the database says it, so asking costs nothing and nobody has to remember to ask. The marker inside says it
too: where the two disagree (a copy restored over the original, a renamed one) pages are not served.
Why a copy and not a mark on each record: docs/decisions/0013-rehearsals.md.
"""

from datetime import date, datetime

from django.db import connection

from haicap.kernel import clock
from haicap.kernel.errors import FailureError, Refusal
from haicap.kernel.memory import remembered
from haicap.platform.models import Rehearsal

PREFIX = "haicap_thu_"  # thử: to try
MARK = "THU"
OVER = Refusal("platform.rehearsal_over")
NOTICED_WITHIN = 60.0  # seconds


def name() -> str:
    """The name of the rehearsal these records belong to; empty in the province's own database."""
    database = str(connection.settings_dict["NAME"])
    return database.removeprefix(PREFIX) if database.startswith(PREFIX) else ""


def marked(agency_code: str) -> str:
    """How numbers begin: `H36.25000`, in a rehearsal `THU.H36.25000`, which no official series can hold."""
    return f"{MARK}.{agency_code}" if name() else agency_code


def ends_on() -> date | None:
    """The first official day of the trial these records belong to; None where they belong to none."""
    return Rehearsal.objects.values_list("ends_on", flat=True).first()


def made_at() -> datetime:
    """When the copy was made. Only ever in a rehearsal."""
    return Rehearsal.objects.get().made_at


def is_over() -> bool:
    """True in a rehearsal whose units have become official: it is read and not written any more."""
    return bool(name()) and _is_over()


@remembered(seconds=NOTICED_WITHIN)
def _is_over() -> bool:
    last = ends_on()
    return last is not None and last <= clock.today()


def refuse_unmarked() -> None:
    """FailureError where name and marker say different things."""
    marker = Rehearsal.objects.values_list("name", flat=True).first() or ""
    if marker != name():
        raise FailureError(
            "rehearsal.marker_differs",
            f"the database is called {connection.settings_dict['NAME']}, but inside it says "
            + (f"that it is the rehearsal “{marker}”" if marker else "that it is no rehearsal")
            + "; nothing is served until the right one is connected",
            retry=False,
        )
