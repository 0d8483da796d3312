"""Queries of Django's that are turned into SQL once, because every page asks them.

Django takes about five times as long to turn a query into SQL as the database takes to answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.query import get_related_populators

from standto_desk.caching.databases import DatabaseValue


class CompiledQuery:
    """A query whose SQL stays the same: only the values that it asks for change.

    Parameters
    ----------
    model
        The model that has the fields.
    build
        Returns the query set, given a placeholder for each value: rows of a model, or the tuples of `values_list`.
    fields
        For each value by name, the field of the model with which it is compared, which says how the database takes it.
    """

    def __init__(self, model: type[Model], build: Callable[..., QuerySet[Any]], **fields: str) -> None:
        self._model, self._build, self._fields = model, build, fields
        self._compiled: DatabaseValue[_Compiled] = DatabaseValue()

    def __call__(self, **values: Any) -> list[Any]:
        """Return what the query finds for some values: model instances or tuples, in the order of the query."""
        compiled = self._compiled.get_or_make(self._compile)
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, [_adapted(each, values) for each in compiled.parameters])
            found = cursor.fetchall()
        rows = [_converted(row, compiled.converters) for row in found] if compiled.converters else found
        return [_instance(row, compiled) for row in rows] if compiled.names else rows

    def _compile(self) -> _Compiled:
        meta = self._model._meta
        places = {name: _Placeholder(name, meta.get_field(field)) for name, field in self._fields.items()}
        query = self._build(**places).query
        compiler = query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([each for each, _, _ in compiler.select])
        shared = sql, tuple(parameters), tuple((place, *found) for place, found in converters.items())
        if not query.default_cols:  # those of `values_list`
            return _Compiled(*shared, None, (), ())
        info = compiler.klass_info
        start, end = info["select_fields"][0], info["select_fields"][-1] + 1
        names = tuple(column.target.attname for column, _, _ in compiler.select[start:end])
        related = get_related_populators(info, compiler.select, connection.alias)
        return _Compiled(*shared, info["model"], names, tuple(related))


class _Compiled(NamedTuple):
    """The SQL of a query, and how its rows become instances of a model, which begin with the columns of the model."""

    sql: str
    parameters: tuple[Any, ...]
    converters: tuple[tuple[int, Any, Any], ...]
    model: Any
    names: tuple[str, ...]
    related: tuple[Any, ...]


class _Placeholder(Expression):
    """The place of a value in a query: a parameter that is the place itself until there is a value."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, *_given: Any, **_more: Any) -> tuple[str, list[Any]]:
        """Return the mark of a parameter, and the place as the parameter."""
        return "%s", [self]


def _adapted(parameter: Any, values: dict[str, Any]) -> Any:
    """Return a parameter as the database takes it."""
    if not isinstance(parameter, _Placeholder):
        return parameter
    return parameter.output_field.get_db_prep_value(values[parameter.name], connection)


def _converted(row: Sequence[Any], converters: tuple[tuple[int, Any, Any], ...]) -> tuple[Any, ...]:
    """Return a row as Python's values."""
    made = list(row)
    for place, functions, expression in converters:
        for convert in functions:
            made[place] = convert(made[place], expression, connection)
    return tuple(made)


def _instance(row: tuple[Any, ...], compiled: _Compiled) -> Any:
    """Return a row as an instance of the model, with the instances that belong to it."""
    made = compiled.model.from_db(connection.alias, compiled.names, row[: len(compiled.names)])
    for populator in compiled.related:
        populator.populate(row, made)
    return made
