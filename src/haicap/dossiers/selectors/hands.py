"""Whose hands a dossier went through, as conditions of a list: who received it, what an official did something to."""

from haicap.dossiers.contract import Period
from haicap.dossiers.models.clauses import Clause
from haicap.dossiers.selectors.periods import bounds
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AppointmentId

_RECEIVED = "SELECT 1 FROM dossiers_journal j WHERE j.dossier_id = dossiers_dossier.id AND j.seq = 1"
ACTED = """SELECT j.dossier_id, j.at FROM dossiers_journal j WHERE j.unit_id = ANY(%s)
  AND j.at >= %s AND j.at < %s AND j.appointment_id = ANY(%s)"""


def acted(actor: Actor, period: Period) -> Clause:
    """What `actor` did something to on the local days of `period`, among what the actor's own unit decides."""
    return Clause(f"dossiers_dossier.id IN (SELECT dossier_id FROM ({ACTED}) a)", acted_values(actor, period))


def acted_values(actor: Actor, period: Period) -> tuple[object, ...]:
    """What ACTED asks for."""
    units = sorted(organisation.units_behind([actor.unit_id]))
    return (units, *bounds(period), sorted(actor.tenures))


def received_by(appointment: AppointmentId) -> Clause:
    """What this official took in; 0: what no official here did (it was carried in from another system)."""
    if appointment:
        return Clause(f"EXISTS ({_RECEIVED} AND j.appointment_id = %s)", (appointment,))
    return Clause(f"EXISTS ({_RECEIVED} AND j.appointment_id IS NULL)")
