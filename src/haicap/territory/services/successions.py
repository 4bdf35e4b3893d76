"""What an act bound, told to whoever carried it out."""

from collections.abc import Iterable, Mapping

from haicap.territory.contract import Succession, UnitCard, UnitStateId
from haicap.territory.selectors.atlas import cards_of

Pair = tuple[int, int, int, str]  # mutation, ids of the two states, quantifier


def successions(
    pairs: Iterable[Pair], annulled: Mapping[UnitStateId, UnitCard] | None = None
) -> tuple[Succession, ...]:
    """The pairs with the cards of their states; those of `annulled` states are no longer on the map."""
    pairs = tuple(pairs)
    cards = cards_of({UnitStateId(state) for pair in pairs for state in pair[1:3]}) | dict(annulled or {})
    found = []
    for mutation, old_id, new_id, quantifier in pairs:
        old, new = cards[UnitStateId(old_id)], cards[UnitStateId(new_id)]
        found.append(Succession(mutation, old, new, quantifier, is_primary=old.code == new.code))
    found.sort(key=lambda one: (one.mutation_id, one.predecessor.code, one.successor.code))
    return tuple(found)
