"""Conditions on the table of dossiers as SQL: lists are asked for all day, so nothing is composed anew for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition on columns of `dossiers_dossier`; the values stand apart, one for each `%s`."""

    sql: str
    values: tuple[Any, ...] = ()

    def as_q(self) -> Q:
        """The same for a queryset."""
        return Q(RawSQL(self.sql, self.values, output_field=BooleanField()))  # noqa: S611 - the text is ours


TRUE = Clause("TRUE")


def every(clauses: Iterable[Clause]) -> Clause:
    """All of `clauses`; of none: TRUE."""
    return _joined(" AND ", (each for each in clauses if each != TRUE), TRUE)


def either(clauses: Iterable[Clause]) -> Clause:
    """One of `clauses` at least."""
    return _joined(" OR ", clauses, Clause("FALSE"))


def _joined(word: str, clauses: Iterable[Clause], none: Clause) -> Clause:
    told = list(clauses)
    if not told:
        return none
    return Clause(f"({word.join(each.sql for each in told)})", tuple(v for each in told for v in each.values))
