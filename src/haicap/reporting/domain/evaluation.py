"""What a formula comes to over declared figures."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from haicap.kernel.errors import refuse
from haicap.reporting.contract import DeclaredFigure
from haicap.reporting.domain.expressions import Binary, Call, Name, Node, Number, parse
from haicap.reporting.domain.quantities import Quantity, combine, quantity, require_same_measure, rounded_to

Figures = Mapping[str, DeclaredFigure]


def evaluate(node: Node, figures: Figures, under: tuple[str, ...] = ()) -> Quantity:
    """The quantity of `node`; `under` are the derived figures being worked out.

    Refuses `declared.unknown_figure`, `declared.circle` (`path`), `declared.no_number`, `declared.division_by_zero`,
    `declared.measures_differ`, `declared.no_days` and what `expressions.parse` refuses.
    """
    match node:
        case Number(value, measure):
            return quantity(value, measure)
        case Name(key):
            return _figure(key, figures, under)
        case Binary(sign, left, right):
            return combine(sign, evaluate(left, figures, under), evaluate(right, figures, under))
        case Call("days", (Name(key),)):
            return _days(figures.get(key), key)
        case Call(name, arguments):
            return _called(name, [evaluate(each, figures, under) for each in arguments])


def _figure(key: str, figures: Figures, under: tuple[str, ...]) -> Quantity:
    figure = figures.get(key)
    if figure is None:
        raise refuse("declared.unknown_figure", figure=key)
    if key in under:
        raise refuse("declared.circle", path=" → ".join((*under[under.index(key) :], key)))
    if figure.formula:
        return evaluate(parse(figure.formula).left, figures, (*under, key))
    if figure.value is None:
        raise refuse("declared.no_number", figure=key, printed=figure.printed)
    return quantity(figure.value, figure.measure, figure.qualifier)


def _called(name: str, arguments: list[Quantity]) -> Quantity:
    if name == "percent":
        part, whole = arguments
        require_same_measure(part, whole)
        share = combine("/", part, whole)
        return combine("*", share, quantity(Decimal(100), ""))
    if name == "round":
        digits = int(arguments[1].told) if len(arguments) > 1 else 0
        value = arguments[0]
        printed = rounded_to(value.told, min(digits, 6)) * value.scale
        half = value.scale / 10 ** min(digits, 6) / 2
        low = None if value.low is None else value.low - half
        high = None if value.high is None else value.high + half
        return Quantity(printed, low, high, value.kind, value.scale, digits, False, value.qualified)
    raise refuse("declared.formula_unreadable", formula=name, at=name)


def _days(figure: DeclaredFigure | None, key: str) -> Quantity:
    """Days of a figure's period, both ends included."""
    if figure is None:
        raise refuse("declared.unknown_figure", figure=key)
    if figure.period is None:
        raise refuse("declared.no_days", figure=key)
    count = Fraction((figure.period.end - figure.period.start).days + 1)
    return Quantity(count, count, count, digits=0)
