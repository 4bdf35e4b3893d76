"""Laws I-U1 and I-U2: on any day one state, one holder of a code, one province; nobody lost between the days."""

from haicap.platform.checks import Law
from haicap.territory.checks.queries import none_of

_TWO_STATES = """
    SELECT b.code, 'state ' || b.id, b.name || ' has two states on ' || lower(a.days * b.days)
    FROM state a JOIN state b ON a.unit_id = b.unit_id AND a.id < b.id AND a.days && b.days
    ORDER BY b.id
"""

_CODE_TWICE = """
    SELECT b.code, 'state ' || b.id, b.name || ' and ' || a.name || ' share a code'
    FROM state a JOIN state b ON a.code = b.code AND a.id < b.id AND a.days && b.days
    ORDER BY b.id
"""

_GAP = """
    , follows AS (
        SELECT *, lag(valid_to) OVER (PARTITION BY unit_id ORDER BY valid_from) AS ended,
               row_number() OVER (PARTITION BY unit_id ORDER BY valid_from) AS place
        FROM state
    )
    SELECT code, 'state ' || f.id, name || ' was nowhere from ' || ended || ' to ' || valid_from
    FROM follows f LEFT JOIN territory_mutation m ON m.id = f.opened_by_id
    WHERE place > 1 AND ended < valid_from AND m.kind IS DISTINCT FROM 'annulled'
    ORDER BY f.id
"""

_NO_PROVINCE = """
    , life AS (
        SELECT unit_id, range_agg(days) AS days FROM state WHERE kind IN ('province', 'city') GROUP BY unit_id
    )
    SELECT s.code, 'state ' || s.id, s.name || ' stands in no province on some of its days'
    FROM state s LEFT JOIN life ON life.unit_id = s.parent_id
    WHERE s.kind NOT IN ('province', 'city') AND NOT coalesce(life.days @> s.days, false)
    ORDER BY s.id
"""

_NO_SUCCESSOR = """
    SELECT s.code, 'state ' || s.id, s.name || ' ended on ' || s.valid_to || ' and nobody carries it on'
    FROM state s LEFT JOIN territory_mutation m ON m.id = s.closed_by_id
    WHERE s.valid_to IS NOT NULL AND m.kind IS DISTINCT FROM 'tier_abolished'
      AND NOT EXISTS (SELECT 1 FROM state t WHERE t.unit_id = s.unit_id AND t.valid_from >= s.valid_to)
      AND NOT EXISTS (
        SELECT 1 FROM territory_lineage_edge e JOIN state t ON t.id = e.successor_id
        WHERE e.predecessor_id = s.id
      )
    ORDER BY s.id
"""

_NO_PREDECESSOR = """
    SELECT s.code, 'state ' || s.id, s.name || ' began on ' || s.valid_from || ' out of nothing'
    FROM state s
    WHERE s.valid_from > '0001-01-01'
      AND NOT EXISTS (SELECT 1 FROM state t WHERE t.unit_id = s.unit_id AND t.valid_from < s.valid_from)
      AND NOT EXISTS (
        SELECT 1 FROM territory_lineage_edge e JOIN state t ON t.id = e.predecessor_id
        WHERE e.successor_id = s.id
      )
    ORDER BY s.id
"""

_SHARES = """
    , given AS (
        SELECT predecessor_id, count(*) AS heirs,
               count(*) FILTER (WHERE quantifier IN ('full', 'unchanged')) AS whole,
               count(*) FILTER (WHERE quantifier IN ('remainder', 'remainder_pop')) AS rest
        FROM territory_lineage_edge WHERE quantifier <> 'restored' GROUP BY predecessor_id
    )
    SELECT s.code, 'state ' || s.id,
           s.name || ' went to ' || heirs || ' units, ' || whole || ' times whole, ' || rest || ' remainders'
    FROM given JOIN state s ON s.id = given.predecessor_id
    WHERE NOT ((heirs = 1 AND whole = 1) OR (heirs > 1 AND whole = 0 AND rest = 1))
    ORDER BY s.id
"""

_WRONG_DAY = """
    SELECT s.code, 'edge ' || e.id, s.name || ' -> ' || t.name || ' does not hold on the day of its act'
    FROM territory_lineage_edge e
    JOIN territory_mutation m ON m.id = e.mutation_id
    JOIN state s ON s.id = e.predecessor_id
    JOIN state t ON t.id = e.successor_id
    WHERE s.valid_to IS DISTINCT FROM m.effective_on OR t.valid_from <> m.effective_on
    ORDER BY e.id
"""


LAWS = (
    Law(
        id="I-U1",
        words="On any day a unit has one state, a code names one unit and a commune stands in one province.",
        test=none_of(_TWO_STATES, _CODE_TWICE, _GAP, _NO_PROVINCE),
        fast=False,
    ),
    Law(
        id="I-U2",
        words="Every unit that ended went whole to one successor or was divided with exactly one remainder, "
        "and every unit that began came from somewhere, on the day of a cited act.",
        test=none_of(_NO_SUCCESSOR, _NO_PREDECESSOR, _SHARES, _WRONG_DAY),
        fast=False,
    ),
)
