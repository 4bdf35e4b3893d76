"""Bringing population, household and insurance data to today's units: how a row is matched, and who may do it.

Nothing is guessed: by code where the law gave the old unit whole to one, by address where that is certain; what both
leave open is for an officer to decide. The rows are personal data: only those who work with them may read them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from haicap.kernel.errors import Refusal
from haicap.organisation.contract import Actor, Role

IN_COMMUNE = frozenset({Role.SPECIALIST, Role.DIVISION_HEAD, Role.CHAIR})
IN_DEPARTMENT = frozenset({Role.DEPARTMENT_OFFICER, Role.DEPARTMENT_HEAD})
WORKERS = (*sorted(IN_COMMUNE), *sorted(IN_DEPARTMENT))


class Subject(StrEnum):
    """Which data is brought up to date."""

    POPULATION = "population"
    HOUSEHOLDS = "households"
    INSURANCE = "insurance"


class Finding(StrEnum):
    """What matching said of a row."""

    RIGHT = "right"  # already names a unit that stands
    MATCHED = "matched"  # one unit
    SEVERAL = "several"
    NOT_FOUND = "not_found"


class Ground(StrEnum):
    """By what a row was matched."""

    CODE = "code"
    ADDRESS = "address"
    BOTH = "both"
    NOTHING = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The units of today a row may belong to, by code; one for RIGHT and MATCHED."""

    finding: Finding
    codes: tuple[str, ...] = ()
    ground: Ground = Ground.NOTHING


def match(by_code: Sequence[str], by_address: Sequence[str], *, certain: bool, stands: bool) -> Match:
    """Join both ways of finding a row's unit.

    `by_code`: units of today that the written code leads to; `by_address`: those the address may mean, `certain` where
    it is one without doubt; `stands`: the written unit is still the same today.
    """
    sure = by_address[0] if certain and by_address else ""
    if len(by_code) == 1 and sure in {"", by_code[0]}:
        ground = Ground.BOTH if sure else Ground.CODE
        return Match(Finding.RIGHT if stands else Finding.MATCHED, (by_code[0],), ground)
    if sure and (not by_code or (sure in by_code and len(by_code) > 1)):
        return Match(Finding.MATCHED, (sure,), Ground.ADDRESS)
    codes = tuple(dict.fromkeys([*by_code, *by_address]))
    if not codes:
        return Match(Finding.NOT_FOUND)
    return Match(Finding.SEVERAL, codes, Ground.CODE if by_code else Ground.ADDRESS)


def may_begin(actor: Actor, *, provincial: bool) -> Refusal | None:
    """A commune's officials for their commune, a department's for the province."""
    mine = IN_DEPARTMENT if provincial else IN_COMMUNE
    return None if actor.holds(*mine) else Refusal("reorganisation.not_a_campaigner")
