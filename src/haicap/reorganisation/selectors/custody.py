"""What bodies handed over by a plan, as its report lists it."""

from uuid import UUID

from haicap.documents import api as documents
from haicap.documents.contract.custody import CustodyLine
from haicap.organisation import api as organisation


def handed_over(plan: UUID) -> tuple[CustodyLine, ...]:
    """Files handed over until now or given back, by name of the body that had them; whoever had none is not listed."""
    told = [each for each in documents.handovers(plan) if each.files]
    names = organisation.agencies(frozenset(body for each in told for body in (each.old, each.new)))
    lines = (
        CustodyLine(names[each.old].name, names[each.new].name, each.since, each.until, each.files, each.size)
        for each in told
    )
    return tuple(sorted(lines, key=lambda line: (line.old, line.since)))
