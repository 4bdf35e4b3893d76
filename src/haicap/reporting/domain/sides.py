"""The two sides of one formula: what each comes to in the measure of the right one, and whether they agree."""

from dataclasses import dataclass
from fractions import Fraction

from haicap.reporting.domain.evaluation import Figures, evaluate
from haicap.reporting.domain.expressions import Formula, parse
from haicap.reporting.domain.quantities import (
    Quantity,
    may_be_equal,
    require_same_measure,
    rounded_to,
)

SHARE_DIGITS = 2  # decimals of a quotient that nobody rounded


@dataclass(frozen=True, slots=True)
class Side:
    """What one formula comes to; `right` is None where nothing is stated to compare with."""

    formula: Formula
    left: Fraction
    right: Fraction | None
    agrees: bool | None
    possible: bool | None
    bounds: tuple[Fraction | None, Fraction | None] = (None, None)


def compared(text: str, stated: tuple[object, ...], figures: Figures) -> Side:
    """Both sides of the formula `text`; the first of `stated` stands for a right side it does not have."""
    formula = parse(text)
    left = evaluate(formula.left, figures)
    if formula.right is None:
        return _beside_stated(formula, left, stated[0] if stated else None)
    right = evaluate(formula.right, figures)
    require_same_measure(left, right)
    if formula.sign == "contains":
        inside = left.low is not None and left.high is not None and left.low <= right.printed <= left.high
        bounds = (
            (left.low / right.scale, left.high / right.scale)
            if left.low is not None and left.high is not None
            else (None, None)
        )
        return Side(formula, left.printed / right.scale, right.told, inside, None, bounds)
    shown_left, shown_right = _shown(left, right), _shown(right, right)
    qualified = left.qualified or right.qualified
    return Side(
        formula,
        shown_left,
        shown_right,
        _agree(left, right),
        may_be_equal(left, right) if qualified else None,
    )


def _beside_stated(formula: Formula, left: Quantity, stated: object) -> Side:
    """A left side alone is compared with the number the file states, in the measure the left side is told in."""
    shown = _shown(left, left)
    if not isinstance(stated, int | float):
        return Side(formula, shown, None, None, None)
    right = Fraction(str(stated))
    return Side(formula, shown, right, shown == right, None)


def _agree(left: Quantity, right: Quantity) -> bool:
    if not (left.rounded or right.rounded):
        return left.printed == right.printed
    known = [side.digits for side in (left, right) if side.digits is not None]
    digits = min(known) if known else SHARE_DIGITS
    a, b = (rounded_to(side.printed / right.scale, digits) for side in (left, right))
    return a == b


def _shown(side: Quantity, measure: Quantity) -> Fraction:
    value = side.printed / measure.scale
    return rounded_to(value, SHARE_DIGITS) if side.rounded and side.digits is None else value
