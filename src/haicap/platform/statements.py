"""Statements that every page or act runs: written once, prepared by each connection of PostgreSQL.

Django composes a query anew each time and PostgreSQL plans it anew; for the few readings behind every page that is
most of their cost. Nothing is remembered here but the text: what is read is what stands in the tables.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

import psycopg
from django.db import connection
from django.db.backends.utils import CursorDebugWrapper
from django.db.models import Model

_PLACE = re.compile(r"%\((\w+)\)s")

M = TypeVar("M", bound=Model)


class Statement:
    """SQL with `%(name)s` places, numbered once: psycopg would number so long a text anew at every call."""

    def __init__(self, text: str) -> None:
        self.names = list(dict.fromkeys(_PLACE.findall(text)))
        self.sql = _PLACE.sub(lambda place: f"${self.names.index(place[1]) + 1}", text)

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """All rows, on Django's own connection and transaction; values without a place are left aside."""
        given = [values[name] for name in self.names]
        connection.ensure_connection()
        with connection.wrap_database_errors, psycopg.RawCursor(connection.connection) as cursor:
            if connection.queries_logged:  # a budget of queries counts these too
                with CursorDebugWrapper(cursor, connection).debug_sql(self.sql, given):
                    cursor.execute(self.sql, given, prepare=True)
            else:
                cursor.execute(self.sql, given, prepare=True)
            return cursor.fetchall()

    def row(self, **values: Any) -> tuple[Any, ...] | None:
        """The first row, None where there is none."""
        return next(iter(self.rows(**values)), None)


class Reading(Generic[M]):
    """Whole rows of a model and of those it refers to by the paths `joined` (none of them may be empty).

    `rest` is what stands behind FROM; there the model is called `this`, the others by their paths (`post__agency`).
    """

    def __init__(self, model: type[M], rest: str, *joined: str) -> None:
        self._model, self._rest, self._joined = model, rest, joined

    def all(self, **values: Any) -> list[M]:
        """The rows in the order of the statement."""
        return [self._made(row) for row in self._statement.rows(**values)]

    def first(self, **values: Any) -> M | None:
        """The first row, None where there is none."""
        row = self._statement.row(**values)
        return self._made(row) if row is not None else None

    def _made(self, row: Sequence[Any]) -> M:
        made: dict[str, Any] = {}
        for shape in self._shapes:
            made[shape.path] = shape.made(row)
            if shape.path:
                before, _, name = shape.path.rpartition("__")
                setattr(made[before], name, made[shape.path])
        found: M = made[""]
        return found

    @cached_property
    def _statement(self) -> Statement:
        tables = "".join(shape.joined for shape in self._shapes)
        columns = ", ".join(column for shape in self._shapes for column in shape.columns)
        return Statement(f"SELECT {columns} FROM {tables} {self._rest}")

    @cached_property
    def _shapes(self) -> tuple["_Shape", ...]:
        return tuple(self._found())

    def _found(self) -> Iterator["_Shape"]:
        models: dict[str, type[Model]] = {"": self._model}
        start = 0
        for path in ("", *self._joined):
            before, _, name = path.rpartition("__")
            if path:
                models[path] = models[before]._meta.get_field(name).related_model  # type: ignore[assignment]
            shape = _Shape(models[path], path, start)
            start += len(shape.columns)
            yield shape


class _Shape:
    """One model in a row of a reading: its place among the columns, and how they become an instance."""

    def __init__(self, model: type[Model], path: str, start: int) -> None:
        fields = model._meta.concrete_fields
        alias = path or "this"
        self.path, self._model = path, model
        self.columns = [f"{alias}.{field.column}" for field in fields]
        self._names = [field.attname for field in fields]
        self._place = slice(start, start + len(fields))
        self._decoded = [
            (no, field.from_db_value) for no, field in enumerate(fields) if hasattr(field, "from_db_value")
        ]
        before, _, name = path.rpartition("__")
        condition = f" ON {alias}.{model._meta.pk.column} = {before or 'this'}.{name}_id" if path else ""
        self.joined = f"{' JOIN ' if path else ''}{model._meta.db_table} {alias}{condition}"

    def made(self, row: Sequence[Any]) -> Model:
        values = list(row[self._place])
        for place, decode in self._decoded:
            values[place] = decode(values[place], None, connection)
        return self._model.from_db(connection.alias, self._names, values)
