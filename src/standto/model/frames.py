"""Rows as data frames of pandas or polars, where these are installed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from standto.errors import OptionError
from standto.model.zone import Zone

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Row: TypeAlias = dict[str, Any]
"""A flat row: times are datetimes in the scenario's zone, and a value may be None."""
Columns: TypeAlias = Mapping[str, type]
"""The columns of rows in order, each with the type of its values."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_PANDAS = {int: "Int64", float: "float64", bool: "boolean", str: "string"}


def texts_of(rows: Iterable[Row]) -> list[Row]:
    """Return rows with their times in ISO 8601, for a file."""
    return [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()} for row in rows
    ]


def pandas_frame(rows: Sequence[Row], columns: Columns, zone: Zone) -> pd.DataFrame:
    """Return rows as a frame of pandas; see `Result.to_pandas`."""
    pandas = _library("pandas")

    def series(name: str, kind: type) -> Any:
        values = [row.get(name) for row in rows]
        if kind is datetime:
            times = pandas.Series(_in_microseconds(values))
            return times.dt.tz_localize("UTC").dt.tz_convert(zone.name)
        if kind is date:
            return pandas.Series(np.array(values, dtype="datetime64[s]"))
        return pandas.Series(values, dtype=_PANDAS.get(kind, "object"))

    found = {name: series(name, kind) for name, kind in columns.items()}
    frame: pd.DataFrame = pandas.DataFrame(found, columns=list(columns))
    return frame


def polars_frame(rows: Sequence[Row], columns: Columns, zone: Zone) -> pl.DataFrame:
    """Return rows as a frame of polars; see `Result.to_polars`."""
    polars = _library("polars")
    kinds = {int: polars.Int64, float: polars.Float64, bool: polars.Boolean, str: polars.String, date: polars.Date}

    def series(name: str, kind: type) -> Any:
        values = [row.get(name) for row in rows]
        if kind is datetime:
            times = polars.Series(name, _in_microseconds(values))
            return times.dt.replace_time_zone("UTC").dt.convert_time_zone(zone.name)
        return polars.Series(name, values, dtype=kinds.get(kind, polars.Object))

    frame: pl.DataFrame = polars.DataFrame([series(name, kind) for name, kind in columns.items()])
    return frame


def _library(name: str) -> Any:
    """Return a library that may not be installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise OptionError(
            f"to_{name}: {name} is not installed here; install it with: pip install {name}, or use rows()"
        ) from None


def _in_microseconds(times: Sequence[datetime | None]) -> np.ndarray[Any, np.dtype[np.datetime64]]:
    """Return times in UTC as an array; None is no time."""
    # Many rows share their times, which are the same objects.
    known = {id(time): None if time is None else (time - _EPOCH) // _MICROSECOND for time in times}
    empty = np.iinfo(np.int64).min  # the whole number that stands for no time
    found = [empty if (number := known[id(time)]) is None else number for time in times]
    return np.array(found, dtype=np.int64).view("datetime64[us]")
