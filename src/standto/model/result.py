"""The one shape of an engine's answer.

A result is written in three layers, each of which imports only the one before:

1. *Facts*: a frozen data class with the answer's fields and what follows from them (`CoverFacts`).
2. *Renderers*: functions that take the facts and return JSON, rows or text (`cover_json`, `cover_rows`, `cover_text`).
3. *The public value*: a class on both the facts and `Result`, whose methods each call one renderer (`Cover`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from standto.model.time import Period
    from standto.model.zone import Zone


class Result(ABC):
    """An engine's answer: it renders itself, and its repr is one short line."""

    @property
    @abstractmethod
    def headline(self) -> str:
        """The answer in a few words, for the repr."""

    @property
    @abstractmethod
    def columns(self) -> Mapping[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""

    @abstractmethod
    def as_json(self) -> dict[str, Any]:
        """Return the answer in the form of the contract, ready for `json.dumps`."""

    @abstractmethod
    def rows(self) -> list[dict[str, Any]]:
        """Return flat rows, for a data frame; times are datetimes in the scenario's zone."""

    @abstractmethod
    def summary(self) -> str:
        """Return the answer as text for reading."""

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a data frame of pandas.

        Times are in the scenario's zone. Whole numbers, truth values and texts are of pandas' nullable types, so that
        the types are the same whatever the answer, even without rows.

        Raises
        ------
        OptionError
            pandas is not installed.
        """
        from standto.model.frames import pandas_frame

        return pandas_frame(self.rows(), self.columns, self._zone)

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a data frame of polars, with times in the scenario's zone.

        Raises
        ------
        OptionError
            polars is not installed.
        """
        from standto.model.frames import polars_frame

        return polars_frame(self.rows(), self.columns, self._zone)

    @property
    def _title(self) -> str:
        """The title of the scenario."""
        return cast("str", cast("Any", self).scenario.title)

    @property
    def _zone(self) -> Zone:
        """The zone of its times."""
        return cast("Zone", cast("Any", self).scenario.zone)

    @property
    def notable(self) -> tuple[str, list[dict[str, Any]]]:
        """The rows that a notebook shows, and a sentence about them if they are not all."""
        return "", self.rows()

    def _repr_html_(self) -> str:
        """Return a table for a notebook: the first rows, and how to see the rest."""
        from standto.model.html_tables import rows_table

        note, rows = self.notable
        return rows_table(repr(self)[1:-1], self.columns, rows, note)

    @property
    def asked_period(self) -> Period | None:
        """The time asked about; None if it is the whole scenario."""
        return None

    def __repr__(self) -> str:
        """Return one line, because fields may hold a whole scenario: the kind of answer, of what, and the headline."""
        from standto.model.one_line import over, titled

        title, period = titled(self._title), self.asked_period
        when = "" if period is None else f", {over(self._zone, period)}"
        return f"<{type(self).__name__} of {title}{when}: {self.headline}>"
