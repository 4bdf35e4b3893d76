"""Who may do what with a periodic report: of the own body only, and never alone.

The roles are ours [D]: the clerk, the centre's director or an officer of a department prepares, a head checks, the
chair or director signs in the capacity of the post, the clerk or a head sends it; the province takes it in.
"""

from collections.abc import Mapping

from haicap.kernel.errors import Refusal
from haicap.organisation.contract import PROVINCE_WIDE_ROLES, Actor, AgencyId, PersonId, Role
from haicap.reporting.contract import Step

PREPARERS = frozenset({Role.CLERK, Role.CENTRE_DIRECTOR, Role.DEPARTMENT_OFFICER})
_HEADS = frozenset({Role.DIVISION_HEAD, Role.CENTRE_DIRECTOR})
SIGNERS = frozenset({Role.CHAIR, Role.DEPARTMENT_HEAD, Role.PROVINCIAL_LEADER})

DOES: Mapping[Step, frozenset[Role]] = {
    Step.PREPARED: PREPARERS,
    Step.CHECKED: _HEADS,
    Step.SIGNED: SIGNERS,
    Step.SUBMITTED: frozenset({Role.CLERK, *_HEADS}),
    Step.ROLLED_UP: SIGNERS,  # by signing the province's report
    Step.RETURNED: _HEADS | SIGNERS,
}
READERS = PREPARERS | _HEADS | SIGNERS | PROVINCE_WIDE_ROLES

FOLLOWS: Mapping[Step, frozenset[Step]] = {
    Step.PREPARED: frozenset(),
    Step.CHECKED: frozenset({Step.PREPARED}),
    Step.SIGNED: frozenset({Step.CHECKED}),
    Step.SUBMITTED: frozenset({Step.SIGNED}),
    Step.ROLLED_UP: frozenset({Step.SUBMITTED}),
    Step.RETURNED: frozenset({Step.PREPARED, Step.CHECKED, Step.SIGNED, Step.SUBMITTED}),
}


def may_do(
    actor: Actor, step: Step, *, own: frozenset[AgencyId], body: AgencyId, prepared_by: PersonId | None
) -> Refusal | None:
    """`own` are the bodies the actor's body answers for, `prepared_by` whoever prepared the report, if it is there."""
    if not actor.holds(*DOES[step]):
        return Refusal(f"reporting.not_a_{_WORD[step]}")
    if body not in own:
        return Refusal("reporting.outside_body")
    if step in (Step.CHECKED, Step.SIGNED) and actor.person_id == prepared_by:
        return Refusal("reporting.own_report")
    return None


_WORD = {
    Step.PREPARED: "preparer",
    Step.CHECKED: "checker",
    Step.SIGNED: "signer",
    Step.SUBMITTED: "sender",
    Step.ROLLED_UP: "signer",
    Step.RETURNED: "checker",
}


def may_read(actor: Actor, *, own: frozenset[AgencyId], body: AgencyId, collects: bool) -> Refusal | None:
    """Reports of the own body; of the whole province for its leaders, auditors and whoever `collects` there."""
    if not actor.holds(*READERS):
        return Refusal("reporting.not_a_reader")
    if body in own or actor.whole_province or collects:
        return None
    return Refusal("reporting.outside_body")
