"""When an applied plan may be annulled, by what act, and by which two people.

The window is ours (`contract.WINDOW_DAYS`); that a second person decides follows the plan itself (`policies`).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from haicap.kernel.errors import Refusal
from haicap.organisation.contract import Actor, PersonId, Role
from haicap.reorganisation.contract import AnnullingAct


def last_day(effective_on: date, window_days: int) -> date:
    """The last day on which a plan of `effective_on` may be annulled."""
    return effective_on + timedelta(days=window_days)


def untimely(effective_on: date, window_days: int, today: date) -> Refusal | None:
    """From the day after the plan's own until the window closes."""
    if today <= effective_on:
        return Refusal("reorganisation.annulled_today", {"today": today})
    if today > last_day(effective_on, window_days):
        return Refusal("reorganisation.window_over", {"days": window_days})
    return None


def faults(act: AnnullingAct, annuls: str, today: date) -> Iterator[Refusal]:
    """What is wrong with the act as it was typed; `annuls` is the plan's own instrument."""
    for field in ("instrument", "reason"):
        if not getattr(act, field):
            yield Refusal("reorganisation.annulment_untold", {}, field)
    if act.instrument == annuls:
        yield Refusal("reorganisation.annulment_same_act", {"instrument": annuls}, "instrument")
    if act.decided_on is not None and act.decided_on > today:
        yield Refusal("reorganisation.annulment_early", {"on": act.decided_on}, "decided_on")


def may_confirm(actor: Actor, author: PersonId) -> Refusal | None:
    """Leaders of the province, but never the author of the proposal."""
    if not actor.holds(Role.PROVINCIAL_LEADER):
        return Refusal("reorganisation.not_a_leader")
    if actor.person_id == author:
        return Refusal("reorganisation.own_annulment")
    return None


def may_decline(actor: Actor, author: PersonId) -> Refusal | None:
    """Leaders of the province, and the author, who takes it back."""
    return None if actor.person_id == author else may_confirm(actor, author)
