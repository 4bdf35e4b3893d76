"""What other packages may ask of the map and do with it."""

from haicap.territory.domain.residents import hamlet_kind
from haicap.territory.selectors.addresses import (
    address_document,
    address_words,
    ask_words,
    resolve_address,
    resolve_addresses,
)
from haicap.territory.selectors.boundaries import boundaries
from haicap.territory.selectors.crosswalk import crossing, crosswalk, crosswalk_of, guess_date
from haicap.territory.selectors.facts import observations, pieces, unit_by_alias
from haicap.territory.selectors.hamlet_figures import hamlet_figures, with_figures
from haicap.territory.selectors.hamlet_history import hamlet_acts, hamlets_traced
from haicap.territory.selectors.hamlet_parts import part_faults
from haicap.territory.selectors.hamlets import (
    divided_communes,
    divided_from,
    former_hamlets,
    hamlet_on,
    hamlets_by_commune,
    hamlets_of,
    home_of,
    waiting_hamlets,
)
from haicap.territory.selectors.history import announced, chronicle, state_card
from haicap.territory.selectors.lineage import predecessors, reading, resolve_for_record, successors
from haicap.territory.selectors.names import last_card, name_words, said
from haicap.territory.selectors.undoing import annullable
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
from haicap.territory.services.assign import assign_hamlets
from haicap.territory.services.boundaries import load_boundaries
from haicap.territory.services.drafting import drafted, load_until
from haicap.territory.services.enact import enact, examine
from haicap.territory.services.hamlet_lists import import_hamlets
from haicap.territory.services.hamlet_orders import change_hamlets
from haicap.territory.services.hamlets import (
    divide_hamlet,
    list_hamlets,
    merge_hamlets,
    move_hamlets,
    rename_hamlets,
    retire_hamlets,
)
from haicap.territory.services.load import load
from haicap.territory.services.observe import import_observations, observe, observe_hamlet
from haicap.territory.services.restore_hamlets import restore_hamlets
from haicap.territory.services.signed import load_acts
from haicap.territory.vocabulary import (
    HAMLET_CHANGE_WORDS,
    MEASURE_WORDS,
    MUTATION_WORDS,
    PRECISION_WORDS,
    QUANTIFIER_WORDS,
)

__all__ = [
    "HAMLET_CHANGE_WORDS",
    "MEASURE_WORDS",
    "MUTATION_WORDS",
    "PRECISION_WORDS",
    "QUANTIFIER_WORDS",
    "address_document",
    "address_words",
    "alias_code",
    "announced",
    "annul",
    "annullable",
    "ask_words",
    "assign_hamlets",
    "boundaries",
    "change_hamlets",
    "chronicle",
    "communes_of",
    "crossing",
    "crosswalk",
    "crosswalk_of",
    "divide_hamlet",
    "divided_communes",
    "divided_from",
    "drafted",
    "enact",
    "examine",
    "former_hamlets",
    "guess_date",
    "hamlet_acts",
    "hamlet_figures",
    "hamlet_kind",
    "hamlet_on",
    "hamlets_by_commune",
    "hamlets_of",
    "hamlets_traced",
    "home_of",
    "import_hamlets",
    "import_observations",
    "last_card",
    "list_hamlets",
    "load",
    "load_acts",
    "load_boundaries",
    "load_until",
    "merge_hamlets",
    "move_hamlets",
    "name_words",
    "observations",
    "observe",
    "observe_hamlet",
    "part_faults",
    "pieces",
    "predecessors",
    "provinces",
    "reading",
    "rename_hamlets",
    "require_unit",
    "resolve_address",
    "resolve_addresses",
    "resolve_for_record",
    "restore_hamlets",
    "retire_hamlets",
    "said",
    "search_units",
    "state_card",
    "state_on",
    "successors",
    "unit_by_alias",
    "unit_on",
    "waiting_hamlets",
    "with_figures",
]
