"""Laws I-U6 and I-U7: heirs and shares of acts, and that nothing of an annulled act counts."""

from haicap.platform.checks import Law
from haicap.territory.checks.queries import none_of

_HEIR = """
    SELECT s.code, 'edge ' || e.id, s.name || ' -> ' || t.name || CASE WHEN e.is_primary
           THEN ' is called heir of a code it does not carry' ELSE ' carries the code and is not called heir' END
    FROM territory_lineage_edge e
    JOIN state s ON s.id = e.predecessor_id
    JOIN state t ON t.id = e.successor_id
    WHERE e.is_primary <> (s.code = t.code)
    ORDER BY e.id
"""

_SHARES = """
    , given AS (
        SELECT predecessor_id, count(*) AS edges,
               count(area_share) AS areas, sum(area_share) AS area,
               count(population_share) AS peoples, sum(population_share) AS people
        FROM territory_lineage_edge GROUP BY predecessor_id
    )
    SELECT s.code, 'state ' || s.id, 'shares of ' || s.name || ' do not add up to 1'
    FROM given JOIN state s ON s.id = given.predecessor_id
    WHERE area > 1.000001 OR people > 1.000001
       OR (areas = edges AND area < 0.999999) OR (peoples = edges AND people < 0.999999)
    ORDER BY s.id
"""

_STILL_COUNTS = """
    SELECT s.code, 'state ' || s.id, s.name || ' counts after ' || a.effective_on || ', though its act was annulled'
    FROM state s
    JOIN territory_mutation m ON m.id = s.opened_by_id
    JOIN territory_mutation a ON a.id = m.annulled_by_id
    WHERE a.effective_on <= m.effective_on OR s.valid_to IS NULL OR s.valid_to > a.effective_on
    ORDER BY s.id
"""

_WITHOUT_ANNULMENT = """
    SELECT s.code, 'state ' || s.id, s.name || ' is annulled, but none of its acts is'
    FROM territory_unit_state s
    LEFT JOIN territory_mutation o ON o.id = s.opened_by_id
    LEFT JOIN territory_mutation c ON c.id = s.closed_by_id
    WHERE s.status = 'annulled' AND o.annulled_by_id IS NULL AND c.annulled_by_id IS NULL
    ORDER BY s.id
"""

_NOT_AN_ANNULMENT = """
    SELECT '', 'mutation ' || m.id, 'act ' || m.id || ' is annulled by one that annuls nothing'
    FROM territory_mutation m JOIN territory_mutation a ON a.id = m.annulled_by_id
    WHERE a.kind <> 'annulled'
    ORDER BY m.id
"""

LAWS = (
    Law(
        id="I-U6",
        words="Who carries on a unit's code is its heir and nobody else, and the shares of a unit add up to it.",
        test=none_of(_HEIR, _SHARES),
        fast=False,
    ),
    Law(
        id="I-U7",
        words="Nothing that an annulled act began counts after the annulment, and nothing is annulled without one.",
        test=none_of(_STILL_COUNTS, _WITHOUT_ANNULMENT, _NOT_AN_ANNULMENT),
        fast=False,
    ),
)
