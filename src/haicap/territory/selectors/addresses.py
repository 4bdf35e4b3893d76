"""Addresses for the pages and the API: one resolver for each day asked, kept by the process (about 20 MB in all).

What officers decided about hamlets of divided communes, and what was enacted since the data files of the release,
is part of it; a later decision or act makes a new resolver.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max

from haicap.kernel import clock, messages
from haicap.kernel.errors import Refusal
from haicap.territory.contract import StateStatus, UnitId
from haicap.territory.contract.addresses import AddressAnswer, AddressCandidate, Ask
from haicap.territory.domain.addresses import Resolver
from haicap.territory.domain.addresses.places import REFORM
from haicap.territory.domain.addresses.reasons import document
from haicap.territory.models import HamletAct, HamletAssignment, HamletState
from haicap.territory.selectors.atlas import atlas, on
from haicap.territory.selectors.crosswalk import crosswalk_of
from haicap.territory.selectors.edition import Kept
from haicap.territory.selectors.later import EVE, gazetteer, onward

DAYS_KEPT = 4


def resolve_address(text: str, on: date | None = None) -> AddressAnswer:
    """The units that `text` may mean on a day (default today); refused: `territory.address_too_long`.

    Never a guess given as certain; all successors where the law divided a commune (docs/reference/addresses.md).
    """
    return _resolver_on(on or clock.today()).resolve(text)


def resolve_addresses(texts: Iterable[str], on: date | None = None) -> list[AddressAnswer]:
    """`resolve_address` for each of many, in their order."""
    return _resolver_on(on or clock.today()).resolve_many(texts)


def address_words(candidate: AddressCandidate) -> str:
    """Why a candidate is offered, in the reader's language."""
    codes = [candidate.reason] if candidate.doubt == "exact" else [candidate.reason, candidate.doubt]
    return " ".join(messages.words(Refusal(f"territory.address_{code}", candidate.facts)) for code in codes)


def address_document(candidate: AddressCandidate) -> dict[str, Any]:
    """A candidate for other programs, its reason in the reader's language."""
    return document(candidate, address_words(candidate))


def ask_words(ask: Ask) -> str:
    """What to ask next, in the reader's language; empty where there is nothing to ask."""
    return messages.words(Refusal(f"territory.address_{ask.value}")) if ask else ""


def _resolver_on(day: date) -> Resolver:
    newest: int = HamletAct.objects.aggregate(newest=Max("id"))["newest"] or 0
    known = _resolvers()
    resolver = known.get((day, newest))
    if resolver is None:
        if len(known) >= DAYS_KEPT:
            known.clear()
        resolver = Resolver(day, _decided(day) if newest else {}, gazetteer(), onward(day))
        known[day, newest] = resolver
    return resolver


def _none() -> dict[tuple[date, int], Resolver]:
    return {}


# by day and newest decision; an act on the map makes all of them anew
_resolvers: Kept[dict[tuple[date, int], Resolver]] = Kept(_none)


def _decided(day: date) -> dict[tuple[str, str], str]:
    """The decisions that stand: (old code, every name the hamlet bore) -> code of its commune on `day`."""
    names: dict[int, set[str]] = defaultdict(set)
    states = HamletState.objects.filter(
        status=StateStatus.VALID.value, hamlet__in=HamletAssignment.objects.values("hamlet")
    )
    for hamlet, name in states.order_by("id").values_list("hamlet", "name"):
        names[hamlet].add(name)
    meant: dict[tuple[str, str], set[str]] = defaultdict(set)
    standing = HamletAssignment.objects.filter(replaced_by=None).order_by("id")
    for hamlet, divided, successor in standing.values_list("hamlet", "divided", "successor"):
        for name in names[hamlet]:
            meant[_code(divided, EVE), name].add(_code(successor, max(day, REFORM)))
    # a name that hamlets of different units bore decides nothing
    return {key: codes.pop() for key, codes in meant.items() if len(codes) == 1}


def _code(unit: int, day: date) -> str:
    """The code of a unit on a day, or of the one that carries it on; empty where several do."""
    states = atlas().by_unit.get(UnitId(unit), [])
    entry = on(states, day)
    if entry:
        return entry.card.code
    heirs = crosswalk_of(states[-1].card, day) if states else ()
    return heirs[0].unit.code if len(heirs) == 1 else ""
