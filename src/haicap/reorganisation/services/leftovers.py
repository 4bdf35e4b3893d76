"""Saying how many things of an item there are, and how many bear the new name. Every word is a new journal row."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from haicap.kernel.clock import local_day
from haicap.kernel.errors import refuse, require
from haicap.kernel.text import clean
from haicap.organisation.contract import Actor
from haicap.reorganisation.domain import leftovers
from haicap.reorganisation.models import LeftoverRow
from haicap.reorganisation.selectors import leftovers as reading
from haicap.reorganisation.selectors.items import ItemList
from haicap.reorganisation.selectors.items import item as item_of
from haicap.reorganisation.services.proposing import label


@dataclass(frozen=True, slots=True)
class Count:
    """What somebody says of an item; `after` is the number of the entry they have seen (0: none)."""

    total: int
    changed: int
    responsible: str = ""
    due_on: date | None = None
    evidence: str = ""
    after: int = 0


def tell(*, actor: Actor, unit_code: str, item: str, count: Count, at: datetime) -> int:
    """Add an entry for the unit as it stands today; returns its number.

    Refused: `reorganisation.not_your_leftovers`, `unknown_item`, `computed_item`, `leftover_counts` (more changed than
    there are), `leftover_evidence` (changed without evidence), `leftover_changed` (somebody was quicker).
    """
    day = local_day(at)
    unit = reading.unit_of(actor, unit_code, day)
    require(leftovers.may_tell(actor, unit, provincial=reading.is_provincial(actor)))
    one = item_of(ItemList.LEFTOVERS, item, day)
    if one.computed:
        raise refuse("reorganisation.computed_item", item=one.name)
    require(leftovers.wrong_counts(count.total, count.changed, clean(count.evidence)))
    last = LeftoverRow.objects.filter(state_id=unit.state_id, kind=item).order_by("-no").first()
    if (last.no if last else 0) != count.after:
        raise refuse("reorganisation.leftover_changed", who=last.who if last else "")
    try:
        with transaction.atomic():
            LeftoverRow.objects.create(
                province=unit.province_code,
                state_id=unit.state_id,
                kind=item,
                no=count.after + 1,
                total=count.total,
                changed=count.changed,
                responsible=clean(count.responsible),
                due_on=count.due_on,
                evidence=clean(count.evidence),
                at=at,
                person_id=actor.person_id,
                who=label(actor),
            )
    except IntegrityError as problem:  # somebody was quicker
        raise refuse("reorganisation.leftover_changed", who="") from problem
    return count.after + 1
