"""The register of what a centre received: the rows of form 07, oldest first."""

from haicap.dossiers.contract import Channel, DossierId, Period, RegisterLine, Status
from haicap.dossiers.models import Dossier
from haicap.dossiers.selectors.periods import bounds
from haicap.kernel.clock import local, local_day
from haicap.organisation.contract import Actor, AgencyId
from haicap.procedures.contract import ProcedureVersionId


def register(*, actor: Actor, period: Period) -> tuple[RegisterLine, ...]:
    """Every dossier that the actor's own centre, or one merged into it, received on the local days of `period`.

    One query.
    """
    start, end = bounds(period)
    rows = Dossier.objects.in_scope_of(actor).filter(
        received_by__in=sorted(actor.own), received_at__gte=start, received_at__lt=end
    )
    return tuple(
        RegisterLine(
            id=DossierId(row.id),
            number=row.number,
            procedure_version=ProcedureVersionId(row.procedure_version_id),
            applicant=row.applicant_name,
            address=row.applicant_address,
            phone=row.applicant_phone,
            competent=AgencyId(row.competent_id),
            channel=Channel(row.channel),
            status=Status(row.status),
            received_on=local_day(row.received_at),
            due_on=local_day(row.promised_at),
            handed_over_on=local(row.handed_over_at).date() if row.handed_over_at else None,
        )
        for row in rows.order_by("received_at", "id")
    )


def received_before(*, actor: Actor, period: Period) -> int:
    """How many the centre received from the first of January to the day before `period`."""
    year = Period(period.start.replace(month=1, day=1), period.start)
    start, end = bounds(year)[0], bounds(period)[0]
    return (
        Dossier.objects.in_scope_of(actor)
        .filter(received_by__in=sorted(actor.own), received_at__gte=start, received_at__lt=end)
        .count()
    )
