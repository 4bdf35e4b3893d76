"""Law I-U8: no hamlet is left over, and every decision of an officer is carried out."""

from haicap.platform.checks import Law
from haicap.territory.checks.queries import none_of

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
    ORDER BY h.id
"""

_NOT_CARRIED_OUT = """
    SELECT '', 'assignment ' || a.id, 'hamlet ' || a.hamlet_id || ' is not where an officer assigned it'
    FROM territory_hamlet_assignment a
    WHERE a.replaced_by_id IS NULL AND NOT EXISTS (
        SELECT 1 FROM territory_hamlet_state h
        WHERE h.hamlet_id = a.hamlet_id AND h.opened_by_id = a.act_id
          AND h.unit_id = a.successor_id AND h.status = 'valid'
    )
    ORDER BY a.id
"""

LAWS = (
    Law(
        id="I-U8",
        words="Every hamlet stands in a unit of its day, none ends without another carrying it on, and every "
        "decision about one is carried out.",
        test=none_of(_NOWHERE, _LOST, _NOT_CARRIED_OUT),
        fast=False,
    ),
)
