"""The rows and cells of a table as markup, in Python because a table may have thousands of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from standto.model.time import Instant
from standto.model.zone import Zone
from standto_desk.components.moments import here, moment, short_moment

MARKS = {"gap": "▲", "watch": "◆", "good": "●", "open": "○", "quiet": ""}
"""The shape of each tone, shown as well as its colour."""


def table_rows(rows: Sequence[Any], columns: Sequence[str], *, stacked: bool) -> Markup:
    """Return the rows of a table as markup.

    Parameters
    ----------
    rows
        Each a list of cells, see `cell`; or a dict with ``cells`` and perhaps a ``tone``.
    columns
        The names of the columns.
    stacked
        Whether a phone shows it as a list, in which each cell has the name of its column.
    """
    named = [f' data-column="{escape(column)}"' if stacked else "" for column in columns]
    return Markup("".join(_row(row, named) for row in rows))  # noqa: S704 - each part is escaped


def _row(row: Any, named: Sequence[str]) -> str:
    cells, tone = (row["cells"], row.get("tone") or "") if isinstance(row, dict) else (row, "")
    kind = f" desk-row--{escape(tone)}" if tone else ""
    return f'    <tr class="govuk-table__row{kind}">\n{"".join(_cells(cells, named))}    </tr>\n'


def _cells(cells: Sequence[Any], named: Sequence[str]) -> Iterator[str]:
    """Yield the cells of a row, of which the first heads it."""
    for place, content in enumerate(cells):
        if place == 0:
            yield f'      <th scope="row" class="govuk-table__header">{cell(content)}</th>\n'
            continue
        kind = " govuk-table__cell--numeric" if is_numeric(content) else ""
        yield f'      <td class="govuk-table__cell{kind}"{named[place] if content != "" else ""}>{cell(content)}</td>\n'


def cell(content: Any) -> Markup:
    """Return the content of a cell as markup.

    Parameters
    ----------
    content
        A text, which is escaped; markup, which is not; a number; or a dict with ``instant`` (with its year if it is
        ``whole``), or with ``text`` and perhaps ``tag`` (a tone) or ``href``.
    """
    if not isinstance(content, dict):
        return _plain(content)
    if "instant" in content:
        return time(content["instant"], short=not content.get("whole"))
    if "tag" in content:
        return tag(content["text"], content["tag"])
    if "href" in content:
        return Markup('<a href="{}">{}</a>').format(content["href"], content["text"])
    return _plain(content["text"])


def time(instant: Instant, *, short: bool = False) -> Markup:
    """Return an instant for people and for machines."""
    zone = here()
    return _time(instant, zone, zone.year, short)


def tag(text: str, tone: str = "quiet") -> Markup:
    """Return a state as words with the shape of its tone."""
    mark = (
        Markup('<span class="desk-tag__mark" aria-hidden="true">{}</span>').format(MARKS[tone]) if MARKS[tone] else ""
    )
    return Markup('<strong class="govuk-tag desk-tag desk-tag--{}">{}{}</strong>').format(tone, mark, text)


def is_numeric(content: Any) -> bool:
    """Tell whether a cell is aligned right: a number is, anything else if it says so."""
    return bool(content.get("numeric")) if isinstance(content, dict) else _is_number(content)


def _plain(content: Any) -> Markup:
    return Markup(f"{content:,}") if _is_number(content) else escape(content)  # noqa: S704


def _is_number(content: Any) -> bool:
    return isinstance(content, int | float) and not isinstance(content, bool)


@lru_cache(maxsize=4096)
def _time(instant: Instant, zone: Zone, _year: int | None, short: bool) -> Markup:
    """Return an instant in a zone, without the year `_year`; cached because a table repeats a few instants."""
    words = short_moment(instant, zone) if short else moment(instant, zone)
    return Markup('<time datetime="{}">{}</time>').format(zone.iso(instant), words)
