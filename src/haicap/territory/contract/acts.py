"""Plans of acts on the map: what an instrument ends, begins and binds, before and after it is enacted.

Units are named by their codes: those that end by the code they carry on the eve of the effective day, those
that begin by the code they will carry.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from haicap.kernel.errors import Refusal
from haicap.territory.contract.kinds import MutationKind, UnitKind
from haicap.territory.contract.units import UnitCard

# One fault of a plan: its code, its facts, and in `field` the place ("changes.0.edges.2.area_share").
Finding = Refusal


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A state that begins. `name` is the full official name with its kind ("Xã Gia Hiệp").

    `province_code` is the code, on the effective day, of the province it stands in; empty for a province.
    """

    code: str
    name: str
    kind: UnitKind
    province_code: str


@dataclass(frozen=True, slots=True)
class Edge:
    """How much of a unit that ends goes to a unit that begins.

    `quantifier` is a word of `Quantifier`. `is_primary` where the successor inherits the predecessor's code.
    Shares of the predecessor's area and people go from 0 to 1, are None where not known, and need their
    source. A unit that goes on as itself (absorbed into, transferred) has an edge to itself for what it keeps.
    """

    predecessor_code: str
    successor_code: str
    quantifier: str
    is_primary: bool
    area_share: Decimal | None = None
    population_share: Decimal | None = None
    share_source: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What one clause does: the states that `ends` and `begins` with it; one mutation of the register.

    A unit that goes on in another state stands in both. An edge may bind states that other changes of the same
    enactment end or begin: a divided unit ends by the clause that disposes of the rest.
    """

    kind: MutationKind
    clause: str
    ends: tuple[str, ...] = ()
    begins: tuple[NewUnit, ...] = ()
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Enactment:
    """What one instrument does on one day.

    `decided_on`: passed; `effective_on`: first day of the new states; `operational_on`: first day of work of the
    new authorities, on trial or for good, None where that is the effective day. `certainty` is "read" (the act
    itself), "copy" (a published copy) or "listed" (only a listing of it).
    """

    instrument: str
    body: str
    subject: str
    decided_on: date | None
    effective_on: date
    operational_on: date | None
    certainty: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Annulment:
    """The act that undoes what the instrument `annuls` did to the map, from `effective_on` on.

    On or before the day on which the annulled act takes effect, what it begins never counts. Later, its states
    end on `effective_on` and those it ended stand again. `clauses`: only these; empty: all. `clause` is that of
    the annulling act.
    """

    annuls: str
    instrument: str
    body: str
    subject: str
    decided_on: date | None
    effective_on: date
    certainty: str
    clauses: tuple[str, ...] = ()
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Succession:
    """Two states that an act bound; of one unit where `predecessor.unit_id == successor.unit_id`."""

    mutation_id: int
    predecessor: UnitCard
    successor: UnitCard
    quantifier: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class ActsCard:
    """What loading a signed file did, and whose signature it bears; `observed`: figures it told, new or known."""

    signer: str
    enacted: int
    annulled: int
    unchanged: int
    observed: int = 0
