"""Tables of HTML for a notebook: escaped, without scripts, and read without colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

SHOWN = 20
"""The most rows of a table."""
_NUMBER = ' style="text-align: right"'
_TEXT = ' style="text-align: left"'


def rows_table(caption: str, columns: Mapping[str, type], rows: Sequence[dict[str, Any]], note: str = "") -> str:
    """Return rows as a table, cut after some with a line that says how to see the rest.

    Parameters
    ----------
    caption
        What the table is.
    columns
        The columns, each with the type of its values.
    note
        What the rows are, if they are not all of the answer.
    """
    heads = "".join(f'<th scope="col"{_align(kind)}>{escape(name)}</th>' for name, kind in columns.items())
    body = "".join(
        f"<tr>{''.join(f'<td{_align(kind)}>{_told(row.get(name))}</td>' for name, kind in columns.items())}</tr>"
        for row in rows[:SHOWN]
    )
    cut = f"{len(rows[:SHOWN]):,} of {len(rows):,} rows are shown. " if len(rows) > SHOWN else ""
    said = f"{note}{cut}to_pandas(), to_polars() and rows() have all of them." if note or cut else ""
    after = f"<p>{escape(said)}</p>" if said else "<p>No rows.</p>" if not rows else ""
    return f"{_opening(caption)}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{after}"


def facts_table(caption: str, facts: Mapping[str, object]) -> str:
    """Return names with their values as a table."""
    body = "".join(
        f'<tr><th scope="row"{_TEXT}>{escape(name)}</th><td{_align(type(value))}>{_told(value)}</td></tr>'
        for name, value in facts.items()
    )
    return f"{_opening(caption)}<tbody>{body}</tbody></table>"


def _opening(caption: str) -> str:
    return f'<table><caption style="text-align: left">{escape(caption)}</caption>'


def _align(kind: type) -> str:
    return _NUMBER if kind in (int, float) else _TEXT


def _told(value: object) -> str:
    """Return a value for a cell; one that is missing is blank."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return escape(f"{value:%a} {value.day} {value:%b %Y %H:%M (%Z)}")
    if isinstance(value, float):
        return f"{value:,.10g}"
    return f"{value:,}" if isinstance(value, int) else escape(str(value))
