"""What other packages may ask of the map and do with it."""

from haicap.territory.selectors.crosswalk import crossing, crosswalk, guess_date
from haicap.territory.selectors.facts import observations, pieces, unit_by_alias
from haicap.territory.selectors.history import announced, chronicle, state_card
from haicap.territory.selectors.lineage import predecessors, reading, resolve_for_record, successors
from haicap.territory.selectors.units import (
    communes_of,
    provinces,
    require_unit,
    search_units,
    state_on,
    unit_on,
)
from haicap.territory.services.aliases import alias_code
from haicap.territory.services.annul import annul
from haicap.territory.services.drafting import drafted, load_until
from haicap.territory.services.enact import enact, examine
from haicap.territory.services.load import load
from haicap.territory.services.observe import import_observations, observe

__all__ = [
    "alias_code",
    "announced",
    "annul",
    "chronicle",
    "communes_of",
    "crossing",
    "crosswalk",
    "drafted",
    "enact",
    "examine",
    "guess_date",
    "import_observations",
    "load",
    "load_until",
    "observations",
    "observe",
    "pieces",
    "predecessors",
    "provinces",
    "reading",
    "require_unit",
    "resolve_for_record",
    "search_units",
    "state_card",
    "state_on",
    "successors",
    "unit_by_alias",
    "unit_on",
]
