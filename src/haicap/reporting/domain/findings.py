"""What a collection's own arithmetic says of it: every relation computed, every remark with what confirms it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from haicap.kernel.errors import RefusalError
from haicap.reporting.contract import Collection, DeclaredFigure, Inconsistency, Relation, RelationTold
from haicap.reporting.domain.collection import at_line
from haicap.reporting.domain.evaluation import evaluate
from haicap.reporting.domain.expressions import Name
from haicap.reporting.domain.relations import worked_out

Told = TypeVar("Told", DeclaredFigure, RelationTold)
Came = TypeVar("Came")


def all_tested(collection: Collection) -> tuple[Relation, ...]:
    """Every relation of `collection`, in its order; derived figures are worked out too.

    Refuses what `relations.worked_out` refuses, with the name and line of the relation or figure.
    """
    for figure in collection.figures.values():
        if figure.formula:
            _named(figure, lambda each: evaluate(Name(each.key), collection.figures))
    return tuple(
        _named(told, lambda each: worked_out(each, collection.figures)) for told in collection.relations
    )


def _named(told: Told, work: Callable[[Told], Came]) -> Came:
    try:
        return work(told)
    except RefusalError as refused:
        raise at_line(refused, told.key, told.line) from None


def confirmed(collection: Collection, relations: Iterable[Relation]) -> tuple[Inconsistency, ...]:
    """The remarks of `collection`, each with what arithmetic finds of it."""
    by_key = {each.key: each for each in relations}
    return tuple(
        replace(each, found_by=_found(each, by_key, collection.figures))
        for each in collection.inconsistencies
    )


def _found(
    remark: Inconsistency, relations: Mapping[str, Relation], figures: Mapping[str, DeclaredFigure]
) -> tuple[str, ...]:
    failed = [relations[ref] for ref in remark.refs if ref in relations and relations[ref].holds is not True]
    found = [f"{each.key}: {'not_stated' if each.holds is None else 'does_not_hold'}" for each in failed]
    told = [figures[ref] for ref in remark.refs if ref in figures]
    if remark.about == "period":
        found += [f"{each.key}: period_without_dates" for each in told if each.period is None]
    if remark.about == "measure" and len({each.measure for each in told}) > 1:
        found += [f"{each.key}: {each.measure}" for each in told]
    return tuple(found)
