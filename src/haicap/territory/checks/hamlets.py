"""Law I-U8: no hamlet is left over, and every decision of an officer is carried out."""

from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from haicap.kernel import clock
from haicap.platform.checks import Finding, Law
from haicap.territory.checks.queries import none_of
from haicap.territory.selectors.hamlets import adrift

_NOWHERE = """
    SELECT '', 'hamlet state ' || h.id, h.name || ' was put into a unit that did not exist on ' || h.valid_from
    FROM territory_hamlet_state h
    WHERE h.status = 'valid'
      AND NOT EXISTS (SELECT 1 FROM state s WHERE s.unit_id = h.unit_id AND s.days @> h.valid_from)
    ORDER BY h.id
"""

_LOST = """
    SELECT '', 'hamlet state ' || h.id, h.name || ' ended on ' || h.valid_to || ' and nothing carries it on'
    FROM territory_hamlet_state h
    WHERE h.status = 'valid' AND h.valid_to IS NOT NULL
      AND NOT EXISTS (
        SELECT 1 FROM territory_hamlet_state n
        WHERE n.hamlet_id = h.hamlet_id AND n.status = 'valid' AND n.valid_from = h.valid_to
      )
      AND NOT EXISTS (SELECT 1 FROM territory_hamlet_edge e WHERE e.predecessor_id = h.id)
      AND NOT EXISTS (
        SELECT 1 FROM territory_hamlet_act a WHERE a.id = h.closed_by_id AND a.change = 'retired'
      )
    ORDER BY h.id
"""

_NOT_CARRIED_OUT = """
    SELECT '', 'assignment ' || a.id, 'hamlet ' || a.hamlet_id || ' is not where an officer assigned it'
    FROM territory_hamlet_assignment a
    WHERE a.replaced_by_id IS NULL AND NOT EXISTS (
        SELECT 1 FROM territory_hamlet_state h
        WHERE h.hamlet_id = a.hamlet_id AND h.opened_by_id = a.act_id
          AND h.unit_id = a.successor_id AND h.status = 'valid'
    ) AND NOT EXISTS (
        SELECT 1 FROM territory_hamlet_edge e
        JOIN territory_hamlet_state p ON p.id = e.predecessor_id
        JOIN territory_hamlet_state n ON n.id = e.successor_id
        WHERE p.hamlet_id = a.hamlet_id AND e.act_id = a.act_id AND n.unit_id = a.successor_id
    )
    ORDER BY a.id
"""

_WRITTEN = none_of(_NOWHERE, _LOST, _NOT_CARRIED_OUT)


def _hamlets(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """What the rows say, then where the lineage leads: a hamlet in force belongs to a unit in force, or waits."""
    yield from _WRITTEN(cursor, full)
    for card, last in adrift(clock.today()):
        words = f"{card.name} still stands, but {last.name} ended and nobody got its people"
        yield Finding(unit=last.code, row=f"hamlet state {card.state_id}", words=words)


LAWS = (
    Law(
        id="I-U8",
        words="Every hamlet stands in a unit of its day or waits for the decision of a division, none ends without "
        "another carrying it on or a paper that retired it, and every decision about one is carried out.",
        test=_hamlets,
        fast=False,
    ),
)
