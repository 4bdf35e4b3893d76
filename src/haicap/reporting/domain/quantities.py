"""Numbers with a measure and with what is known of them: printed 21, "more than" → anything above 21."""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from haicap.kernel.errors import refuse
from haicap.reporting.contract import Qualifier

# measure -> (how much of the base one of it is, exponents of money and area)
_SCALES: dict[str, tuple[Fraction, tuple[int, int]]] = {
    "%": (Fraction(1, 100), (0, 0)),
    "percent": (Fraction(1, 100), (0, 0)),
    "VND": (Fraction(1), (1, 0)),
    "million VND": (Fraction(10**6), (1, 0)),
    "billion VND": (Fraction(10**9), (1, 0)),
    "m2": (Fraction(1), (0, 1)),
    "ha": (Fraction(10**4), (0, 1)),
    "km2": (Fraction(10**6), (0, 1)),
}
_COUNT = (Fraction(1), (0, 0))


@dataclass(frozen=True, slots=True)
class Quantity:
    """`printed` is in base measures (đồng, square metres, shares as parts of one).

    `low` and `high` bound what it may be (None: no bound). `scale` is the measure it is told in. `digits` are the
    decimals printed, None where it was computed; `rounded` marks a quotient or a share: no exact number.
    """

    printed: Fraction
    low: Fraction | None
    high: Fraction | None
    kind: tuple[int, int] = (0, 0)
    scale: Fraction = Fraction(1)
    digits: int | None = None
    rounded: bool = False
    qualified: bool = False

    @property
    def told(self) -> Fraction:
        """The number in the measure it is told in."""
        return self.printed / self.scale


def quantity(value: Decimal, measure: str, qualifier: Qualifier = Qualifier.EXACT) -> Quantity:
    """A printed number. A printed share stands for all that is rounded to it; other exact numbers are themselves."""
    scale, kind = _SCALES.get(measure, _COUNT)
    printed = Fraction(value) * scale
    digits = max(0, -int(value.as_tuple().exponent))
    low: Fraction | None = printed
    high: Fraction | None = printed
    is_share = scale == Fraction(1, 100)
    if qualifier is Qualifier.MORE_THAN:
        high = None
    elif qualifier is Qualifier.NEARLY:
        low = Fraction(0)
    elif qualifier is Qualifier.APPROXIMATE:
        low, high = Fraction(0), None
    elif is_share:
        half = scale / 10**digits / 2
        low, high = printed - half, printed + half
    return Quantity(printed, low, high, kind, scale, digits, is_share, qualifier is not Qualifier.EXACT)


def combine(sign: str, left: Quantity, right: Quantity) -> Quantity:
    """One of + - * /; refuses `declared.measures_differ` and `declared.division_by_zero`."""
    result = (_sum if sign in "+-" else _product)(sign, left, right)
    return replace(
        result,
        digits=None,
        rounded=left.rounded or right.rounded or sign == "/",
        qualified=left.qualified or right.qualified,
    )


def require_same_measure(left: Quantity, right: Quantity) -> None:
    """Refuses `declared.measures_differ`: money is not compared with areas."""
    if left.kind != right.kind:
        raise refuse("declared.measures_differ")


def may_be_equal(left: Quantity, right: Quantity) -> bool:
    """True where a number may be both; "more than 12" and "nearly 12" do not reach 12 itself."""
    lows = [each.low for each in (left, right) if each.low is not None]
    highs = [each.high for each in (left, right) if each.high is not None]
    if not lows or not highs or max(lows) < min(highs):
        return True
    return max(lows) == min(highs) and all(_reaches(each, max(lows)) for each in (left, right))


def _reaches(each: Quantity, value: Fraction) -> bool:
    above = each.low is None or each.low < value or (each.low == value and not each.qualified)
    below = each.high is None or value < each.high or (each.high == value and not each.qualified)
    return above and below


def rounded_to(value: Fraction, digits: int) -> Fraction:
    """Half goes up, away from zero, as printed reports do it."""
    factor = 10**digits
    scaled = abs(value) * factor
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, factor)


def as_number(value: Fraction) -> int | float:
    """For people and JSON: an integer where it is one, never more than six decimals."""
    if value.denominator == 1:
        return value.numerator
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return float(exact.quantize(Decimal("0.000001"), ROUND_HALF_UP))


def _sum(sign: str, left: Quantity, right: Quantity) -> Quantity:
    require_same_measure(left, right)
    if sign == "-":
        low, high = right.low, right.high
        right = replace(right, printed=-right.printed, low=_less(high), high=_less(low))
    return replace(
        left,
        printed=left.printed + right.printed,
        low=None if left.low is None or right.low is None else left.low + right.low,
        high=None if left.high is None or right.high is None else left.high + right.high,
    )


def _less(value: Fraction | None) -> Fraction | None:
    return None if value is None else -value


def _product(sign: str, left: Quantity, right: Quantity) -> Quantity:
    power = 1 if sign == "*" else -1
    if power < 0 and right.printed == 0:
        raise refuse("declared.division_by_zero")
    low, high = _bounds(sign, left, right)
    kind = (left.kind[0] + power * right.kind[0], left.kind[1] + power * right.kind[1])
    return Quantity(
        left.printed * right.printed if power > 0 else left.printed / right.printed,
        low,
        high,
        kind,
        scale=left.scale if kind == left.kind and kind != (0, 0) else Fraction(1),
    )


def _bounds(sign: str, left: Quantity, right: Quantity) -> tuple[Fraction | None, Fraction | None]:
    """Of a product or quotient; nothing is claimed of factors without bounds, except that both are not negative."""
    ends = (left.low, left.high, right.low, right.high)
    if any(end is None for end in ends) or (sign == "/" and right.low <= 0 <= right.high):  # type: ignore[operator]
        known = all(each.low is not None and each.low >= 0 for each in (left, right))
        return (Fraction(0), None) if known else (None, None)
    a, b, c, d = (Fraction(end) for end in ends if end is not None)
    corners = [x * y if sign == "*" else x / y for x in (a, b) for y in (c, d)]
    return min(corners), max(corners)
