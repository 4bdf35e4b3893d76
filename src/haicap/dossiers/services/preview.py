"""What an intake would promise if it were accepted now: for the live receipt, nothing is stored."""

from datetime import datetime

from haicap.dossiers.contract import Intake, Preview
from haicap.dossiers.domain import numbering, policies
from haicap.dossiers.services import opening, routing
from haicap.kernel.clock import local_day
from haicap.kernel.errors import require
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.platform import rehearsal
from haicap.procedures import api as procedures


def preview(*, actor: Actor, intake: Intake, at: datetime) -> Preview:
    """Deadline, competent agency and shape of the number of `intake` at the moment `at` (aware).

    Applicant and papers are not looked at. Refuses `dossier.not_a_receiver`, `procedures.unknown`,
    `territory.unknown_unit`, `dossier.not_competent`, `dossier.limit_needed`.
    """
    require(policies.may_receive(actor))
    day = local_day(at)
    procedure = procedures.version_on(intake.procedure, day)
    receiver = organisation.agency(actor.agency_id)
    place = routing.place_of(intake.competent, procedure, day)
    terms = opening.terms_of(intake, procedure, receiver, at)
    return Preview(terms.first_due(), place.agency_id, numbering.prefix(rehearsal.marked(receiver.code), day))
