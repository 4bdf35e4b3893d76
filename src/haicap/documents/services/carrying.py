"""Papers when units are reorganised: not one is touched. Files keep the body that took them in, forms the one that
issued them. Proved is that every file, by count and bytes, and every number of a form stays under the unit that answers
for it; written down is what each body handed over.

The sizes are those recorded; the bytes themselves are compared by `haicap check --full` and `reorganise custody`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import connection

from haicap.documents.services.custody import hand_over
from haicap.organisation import api as organisation
from haicap.organisation.contract import Conserved, Move
from haicap.territory.contract import UnitId

# the counters of forms tell how many were issued: a row per body, form and year
_FORMS = """
SELECT a.unit_id, sum(c.last), 0 FROM documents_form_counter c JOIN organisation_agency a ON a.id = c.agency_id
WHERE a.unit_id = ANY(%s) GROUP BY 1"""


_FILES = """
SELECT a.unit_id, count(*), coalesce(sum(f.size), 0) FROM documents_file f
JOIN organisation_agency a ON a.id = f.agency_id
WHERE a.unit_id = ANY(%s) AND f.owner_kind <> '' GROUP BY 1"""
_QUANTITIES = {"files": _FILES, "forms": _FORMS}


class DocumentCarrier:
    """Papers as a carrier (`organisation.contract.Carrier`)."""

    def preview(self, unit_ids: Sequence[UnitId], on: date) -> tuple[Conserved, ...]:
        """What is conserved."""
        return self.conserved(unit_ids, on)

    def hold(self, unit_ids: Sequence[UnitId]) -> None:
        """Let no form be numbered meanwhile. A file that comes to a record waits for its body, which is held too."""
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT 1 FROM documents_form_counter WHERE agency_id IN (
                  SELECT id FROM organisation_agency WHERE unit_id = ANY(%s)) ORDER BY id FOR UPDATE""",
                [sorted(organisation.units_behind(unit_ids))],
            )

    def conserved(self, unit_ids: Sequence[UnitId], on: date) -> tuple[Conserved, ...]:
        """Files of records with their bytes, and forms issued; per owning unit."""
        behind = organisation.units_behind(unit_ids)
        counts: Counter[tuple[str, UnitId]] = Counter()
        totals: Counter[tuple[str, UnitId]] = Counter()
        with connection.cursor() as cursor:
            for name, query in _QUANTITIES.items():
                cursor.execute(query, [sorted(behind)])
                for unit, count, total in cursor.fetchall():
                    counts[name, behind[UnitId(unit)]] += int(count)
                    totals[name, behind[UnitId(unit)]] += int(total)
        return tuple(
            Conserved(name, unit, n, totals[name, unit]) for (name, unit), n in sorted(counts.items())
        )

    def marks(self, unit_ids: Sequence[UnitId]) -> Mapping[str, str]:
        """Nothing."""
        return {}

    def carry(self, move: Move, at: datetime) -> None:
        """Whose they are follows from the bodies; what each of them handed over is written down."""
        hand_over(move.reorganisation, move.instrument, at)

    def undo(self, move: Move, on: date, at: datetime) -> None:
        """The old bodies keep theirs again; what the newer ones took in meanwhile they hand over."""
        hand_over(move.reorganisation, move.instrument, at)
