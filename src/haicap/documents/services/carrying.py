"""Papers when units are reorganised: not one is touched. Files belong to their records, forms keep the body that issued
them; what is proved is that every number of a form stays under the unit that answers for it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import connection

from haicap.organisation import api as organisation
from haicap.organisation.contract import Conserved, Move
from haicap.territory.contract import UnitId

# the counters of forms tell how many were issued: a row per body, form and year
_FORMS = """
SELECT a.unit_id, sum(c.last) FROM documents_form_counter c JOIN organisation_agency a ON a.id = c.agency_id
WHERE a.unit_id = ANY(%s) GROUP BY 1"""


class DocumentCarrier:
    """Papers as a carrier (`organisation.contract.Carrier`)."""

    def preview(self, unit_ids: Sequence[UnitId], on: date) -> tuple[Conserved, ...]:
        """What is conserved."""
        return self.conserved(unit_ids, on)

    def hold(self, unit_ids: Sequence[UnitId]) -> None:
        """Let no form be numbered meanwhile."""
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT 1 FROM documents_form_counter WHERE agency_id IN (
                  SELECT id FROM organisation_agency WHERE unit_id = ANY(%s)) ORDER BY id FOR UPDATE""",
                [sorted(organisation.units_behind(unit_ids))],
            )

    def conserved(self, unit_ids: Sequence[UnitId], on: date) -> tuple[Conserved, ...]:
        """Forms issued, per owning unit."""
        behind = organisation.units_behind(unit_ids)
        counts: Counter[UnitId] = Counter()
        with connection.cursor() as cursor:
            cursor.execute(_FORMS, [sorted(behind)])
            for unit, count in cursor.fetchall():
                counts[behind[UnitId(unit)]] += int(count)
        return tuple(Conserved("forms", unit, count) for unit, count in sorted(counts.items()))

    def marks(self, unit_ids: Sequence[UnitId]) -> Mapping[str, str]:
        """Nothing."""
        return {}

    def carry(self, move: Move, at: datetime) -> None:
        """Nothing to do: whose they are follows from the bodies."""

    def undo(self, move: Move, on: date, at: datetime) -> None:
        """Nothing to do."""
