"""Relations between declared figures: both sides, whether they agree, and what is not explained.

Sums and differences of printed numbers must agree exactly. A quotient or a share was rounded by whoever printed it, so
it is compared with as many decimals as stand on the other side. "More than" and "nearly" never count as exact: beside
the comparison of the printed numbers it is said whether numbers may exist that satisfy all of them.
"""

from haicap.reporting.contract import Relation, RelationTold
from haicap.reporting.contract.declared import Shown
from haicap.reporting.domain.evaluation import Figures
from haicap.reporting.domain.expressions import is_sum, names_in
from haicap.reporting.domain.quantities import as_number, rounded_to
from haicap.reporting.domain.sides import Side, compared
from haicap.reporting.domain.wording import sentence


def worked_out(told: RelationTold, figures: Figures) -> Relation:
    """`told` computed over `figures`; where there is no formula both sides are the file's own words.

    Refuses what `evaluation.evaluate` refuses.
    """
    if not told.formulas:
        return _only_told(told)
    stated = told.right if isinstance(told.right, tuple) else (told.right,)
    sides = [compared(text, stated[place : place + 1], figures) for place, text in enumerate(told.formulas)]
    agreed = [side.agrees for side in sides]
    holds = None if None in agreed else all(agreed)
    left, right = _left(told, sides), _right(told, sides)
    first = sides[0]
    gap = (
        None
        if len(sides) > 1 or first.right is None or first.formula.sign == "contains"
        else first.right - first.left
    )
    possible = None if first.possible is None else all(side.possible for side in sides)
    vi, en = sentence(told, first, holds=holds, gap=gap, possible=possible, figures=figures, left=left)
    return Relation(
        told=told,
        left=left,
        right=right,
        holds=holds,
        gap=gap,
        possible=possible,
        computed=True,
        as_told=_as_told(told, left, right, holds),
        words=vi,
        words_en=en,
        figures=frozenset(
            name
            for side in sides
            for node in (side.formula.left, side.formula.right)
            for name in names_in(node)
        ),
        is_sum=all(map(_is_sum, sides)),
    )


def _is_sum(side: Side) -> bool:
    nodes = [node for node in (side.formula.left, side.formula.right) if node is not None]
    return side.formula.sign != "contains" and side.possible is None and all(map(is_sum, nodes))


def _left(told: RelationTold, sides: list[Side]) -> Shown:
    numbers = tuple(as_number(side.left) for side in sides)
    low, high = sides[0].bounds
    if low is not None and high is not None:
        ends = [float(rounded_to(end, 1)) for end in (low, high)]
        return told.left_words.format(low=ends[0], high=ends[1]) if told.left_words else tuple(ends)
    if told.left_words:
        return told.left_words.format(*numbers)
    return numbers if len(numbers) > 1 else numbers[0]


def _right(told: RelationTold, sides: list[Side]) -> Shown:
    numbers = tuple(as_number(side.right) for side in sides if side.right is not None)
    if len(numbers) < len(sides):
        return told.right
    if told.right_words:
        return told.right_words.format(*numbers)
    return numbers if len(numbers) > 1 else numbers[0]


def _as_told(told: RelationTold, left: Shown, right: Shown, holds: bool | None) -> bool:
    """True where the file says nothing else; what it does not say is not compared."""
    same = [mine == theirs for mine, theirs in ((left, told.left), (right, told.right)) if theirs is not None]
    return all(same) and (told.holds is None or told.holds == holds)


def _only_told(told: RelationTold) -> Relation:
    vi = f"Chỉ có lời, không có công thức: {told.expression}."
    en = f"Words only, no formula: {told.expression}."
    return Relation(
        told, told.left, told.right, told.holds, None, None, False, True, vi, en, frozenset(), False
    )
