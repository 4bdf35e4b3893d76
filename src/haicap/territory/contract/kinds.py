"""Closed lists of the dated map: kinds of units and of acts, how much of a unit went where."""

from enum import StrEnum


class UnitKind(StrEnum):
    """Kinds of units; the first two are of the province's tier, district kinds ended on 1 July 2025."""

    PROVINCE = "province"
    CITY = "city"
    COMMUNE = "commune"
    WARD = "ward"
    TOWNSHIP = "township"
    SPECIAL_ZONE = "special_zone"
    ISLAND_DISTRICT = "island_district"


PROVINCE_KINDS = frozenset({UnitKind.PROVINCE, UnitKind.CITY})


class Tier(StrEnum):
    """The two tiers of local government (law 72/2025/QH15, article 1)."""

    PROVINCE = "province"
    COMMUNE = "commune"


class Quantifier(StrEnum):
    """How much of the predecessor the successor received; area and people apart (data/README.md).

    `RESTORED` binds a unit whose act was annulled to the units that stand again in its place.
    """

    FULL = "full"
    UNCHANGED = "unchanged"
    PARTIAL = "partial"
    REMAINDER = "remainder"
    PART_AREA = "part_area"
    PART_AREA_FULL_POP = "part_area_full_pop"
    PART_POP = "part_pop"
    AREA_ALL = "area_all"
    REMAINDER_POP = "remainder_pop"
    RESTORED = "restored"


WHOLE = frozenset({Quantifier.FULL, Quantifier.UNCHANGED})
REMAINDERS = frozenset({Quantifier.REMAINDER, Quantifier.REMAINDER_POP})
AREALESS = frozenset({Quantifier.PART_POP, Quantifier.REMAINDER_POP})
PEOPLELESS = frozenset({Quantifier.PART_AREA, Quantifier.AREA_ALL})


class MutationKind(StrEnum):
    """What a clause did; the names in Vietnamese and their law are in docs/glossary.md."""

    FORMED = "formed"  # several units, or parts of them, became a new one
    ABSORBED = "absorbed"  # a unit took in others and goes on as itself
    DIVIDED = "divided"  # a unit became several new ones
    TRANSFERRED = "transferred"  # part of a unit went to another; both go on
    RENAMED = "renamed"
    RETYPED = "retyped"  # another kind of unit, and so another full name
    REPARENTED = "reparented"  # moved to another province
    TIER_ABOLISHED = "tier_abolished"  # units of a tier that is no more; their land stays with the tier above
    CONTINUED = "continued"  # goes on unchanged under the new order
    ANNULLED = "annulled"  # undoes an earlier act


# What ends and begins under one code in these acts is one unit in two states, not two units.
KEEPING = frozenset(
    {
        MutationKind.ABSORBED,
        MutationKind.TRANSFERRED,
        MutationKind.RENAMED,
        MutationKind.RETYPED,
        MutationKind.REPARENTED,
        MutationKind.CONTINUED,
    }
)
# These acts move no land and no people, so they need no edges.
EDGELESS = frozenset(
    {
        MutationKind.RENAMED,
        MutationKind.RETYPED,
        MutationKind.REPARENTED,
        MutationKind.CONTINUED,
        MutationKind.TIER_ABOLISHED,
    }
)


class StateStatus(StrEnum):
    """A state holds for its days, or was annulled by a later act and never counts."""

    VALID = "valid"
    ANNULLED = "annulled"


class Standing(StrEnum):
    """How a state stands on a day: told beforehand, in force, over, or undone as if it had never been."""

    ANNOUNCED = "announced"
    IN_FORCE = "in_force"
    ENDED = "ended"
    ANNULLED = "annulled"
