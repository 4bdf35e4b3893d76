"""What became of one hamlet: every act, with its paper, who answered for it, and what it made of the hamlet."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from haicap.territory.contract import (
    HamletAct,
    HamletActCard,
    HamletCard,
    HamletChange,
    HamletId,
    HamletsTraced,
    StateStatus,
)
from haicap.territory.models import HamletAct as ActRow
from haicap.territory.models import HamletEdge, HamletState
from haicap.territory.selectors.hamlets import card_of_state

_ENDING = frozenset({HamletChange.MERGED, HamletChange.DIVIDED, HamletChange.RETIRED, HamletChange.RESTORED})


def hamlet_acts(hamlet_id: HamletId) -> tuple[HamletActCard, ...]:
    """Every act that gave the hamlet a state or ended it, in the order of their record.

    Decisions that were replaced are annulled.
    """
    rows = HamletState.objects.filter(hamlet=hamlet_id).select_related("opened_by", "closed_by")
    states = list(rows.order_by("opened_by", "id"))
    became = _became(states)
    told: list[tuple[int, HamletActCard]] = []
    opening = {row.opened_by_id for row in states}
    for row in states:
        annulled = row.status == StateStatus.ANNULLED
        told.append((row.opened_by_id, _told(row.opened_by, row, annulled=annulled)))
        act = row.closed_by
        if act is not None and not annulled and act.id not in opening and act.change in _ENDING:
            told.append((act.id, _told(act, row, ended=True, became=became.get(row.id, ()))))
    return tuple(card for _, card in sorted(told, key=lambda one: one[0]))


def hamlets_traced(hamlets: Collection[HamletId], day: date, acts: Collection[int]) -> HamletsTraced:
    """What became of `hamlets` up to `day`: they stand, or `acts` ended them (and made what of them), or others did."""
    valid = HamletState.objects.filter(hamlet__in=hamlets, status=StateStatus.VALID)
    held = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))
    standing = frozenset(HamletId(one) for one in valid.filter(held).values_list("hamlet_id", flat=True))
    over = valid.filter(valid_to__lte=day).exclude(hamlet__in=standing).order_by("valid_to", "id")
    last = {HamletId(row.hamlet_id): row for row in over}
    ended = {hamlet: row for hamlet, row in last.items() if row.closed_by_id in acts}
    made = _became(list(ended.values()))
    became = {hamlet: made.get(row.id, ()) for hamlet, row in ended.items()}
    return HamletsTraced(standing, frozenset(ended), frozenset(last.keys() - ended.keys()), became)


def _became(states: list[HamletState]) -> Mapping[int, tuple[HamletCard, ...]]:
    """By state: what it was merged or divided into."""
    found: dict[int, list[HamletCard]] = defaultdict(list)
    ids = [row.id for row in states]
    for edge in HamletEdge.objects.filter(predecessor__in=ids).select_related("successor").order_by("id"):
        found[edge.predecessor_id].append(card_of_state(edge.successor))
    return {state: tuple(cards) for state, cards in found.items()}


def _told(
    act: ActRow,
    state: HamletState,
    *,
    annulled: bool = False,
    ended: bool = False,
    became: tuple[HamletCard, ...] = (),
) -> HamletActCard:
    return HamletActCard(
        change=HamletChange(act.change),
        told=HamletAct(
            instrument=act.instrument,
            effective_on=act.effective_on,
            officer=act.officer,
            decided_on=act.decided_on,
            reason=act.reason,
            evidence=act.evidence,
            clause=act.clause,
        ),
        state=card_of_state(state),
        annulled=annulled,
        ended=ended,
        became=became,
    )
