"""Where a dossier goes: who is competent, which division handles a step (the four places: docs/architecture.md)."""

from datetime import date

from haicap.dossiers.domain.acts import Place
from haicap.kernel.errors import refuse
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyId
from haicap.procedures.contract import Level, ProcedureCard, StepRole
from haicap.territory import api as territory

# these steps are done at the committee itself; the others in the division of the procedure's field
_AT_COMMITTEE = frozenset({StepRole.CHAIR, StepRole.CLERK})


def place_of(unit_code: str, procedure: ProcedureCard, on: date) -> Place:
    """The agency of `unit_code` that decides on `procedure`, with the unit's state of that day.

    A commune's unit gives its People's Committee; a province's unit gives the department of the procedure's field.
    Refuses `territory.unknown_unit`, `dossier.not_competent` where the procedure is not of that tier.
    """
    unit = territory.require_unit(unit_code, on)
    level = Level.PROVINCE if unit.is_province else Level.COMMUNE
    if level not in procedure.levels:
        raise refuse("dossier.not_competent", field="competent", unit=unit.name, procedure=procedure.code)
    committee = organisation.committee_of_unit(unit.unit_id)
    agency = organisation.division_for(committee.id, procedure.field) if unit.is_province else committee.id
    return Place(agency, unit.unit_id, unit.state_id)


def handler_of(competent: AgencyId, procedure: ProcedureCard, step_role: str) -> AgencyId:
    """The agency on whose desk a step of `procedure` lies."""
    return handler_in(competent, procedure.field, step_role)


def handler_in(competent: AgencyId, field: str, step_role: str) -> AgencyId:
    """The same by the procedure's field alone."""
    return competent if step_role in _AT_COMMITTEE else organisation.division_for(competent, field)
