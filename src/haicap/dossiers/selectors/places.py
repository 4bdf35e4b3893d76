"""Whose dossiers are counted: of a unit those it is competent for, or those its bodies' counters took in."""

from collections.abc import Iterable, Mapping

from haicap.dossiers.contract import View
from haicap.organisation import api as organisation
from haicap.territory.contract import UnitId


def unit_of_places(units: Iterable[UnitId], view: View) -> Mapping[int, UnitId]:
    """Every place that belongs to one of `units`, with its unit: the unit itself, or each of its bodies."""
    if view is View.COMPETENT:
        return {unit: unit for unit in units}
    return {int(agency): unit for agency, unit in organisation.agencies_of_units(frozenset(units)).items()}


def places_of(units: Iterable[UnitId], view: View) -> list[int]:
    """The values of the column that `view` counts by."""
    return sorted(unit_of_places(units, view))
