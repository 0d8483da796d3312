"""Legends: what sentences and small tables of a workbook say that its codes mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from standto.importing.cell_texts import text_of
from standto.importing.guessing.hours_in_words import hours_in
from standto.importing.guessing.known_codes import Meaning, phrase_meaning
from standto.importing.guessing.plain_text import unaccented

if TYPE_CHECKING:
    from standto.sheets import Cell

_CODE = r"(?<!\w)(?P<code>[^\s,;=]{1,6}(?:\s?/\s?[^\s,;=]{1,4})?)\s*"
_PHRASE = r"\s*(?P<phrase>[^,;=|\n]{1,60})"
_EQUALS = re.compile(_CODE + "=" + _PHRASE)
_OTHERS = re.compile(_CODE + r"(?::(?!\d)|\s[–—-]\s)" + _PHRASE)
_SUFFIX = re.compile(r"[*+#!'°~^]{1,2}")


class LegendEntry(NamedTuple):
    """What a legend says about one code.

    Attributes
    ----------
    code
        As the legend writes it.
    phrase
        The words behind it.
    meaning
        What a mapping makes of it; None if the words do not say.
    place
        The address of the cell.
    """

    code: str
    phrase: str
    meaning: Meaning | None
    place: str


def sentence_entries(text: str, place: str) -> list[LegendEntry]:
    """Return the entries of a sentence such as `E = early 07-15, R = rest`; none if it has fewer than two."""
    pattern = _EQUALS if text.count("=") > 1 else _OTHERS
    found = [(match["code"].strip("([."), match["phrase"].strip()) for match in pattern.finditer(text)]
    entries = [LegendEntry(code, phrase, phrase_meaning(phrase), place) for code, phrase in found if code]
    return entries if len(entries) > 1 else []


def table_entries(
    rows: Iterable[tuple[int, tuple[Cell, ...]]], address: Callable[[int, int], str]
) -> list[LegendEntry]:
    """Return the entries of rows with a code in one cell and its meaning in the next ones."""
    entries = []
    for number, row in rows:
        cells = [(column, text_of(cell)) for column, cell in enumerate(row) if text_of(cell)]
        if not 2 <= len(cells) <= 4 or len(cells[0][1]) > 6 or " " in cells[0][1]:
            continue
        phrase = " ".join(text for _, text in cells[1:])
        meaning = phrase_meaning(phrase) or _from_ends(cells[1][1], cells[-1][1])
        if meaning is not None:
            entries.append(LegendEntry(cells[0][1], phrase, meaning, address(number, cells[0][0])))
    return entries if len(entries) > 1 else []


def is_legend(rows: Iterable[tuple[Cell, ...]], address: Callable[[int, int], str]) -> bool:
    """Return whether rows are a table of codes and what they mean, each code once, rather than one of people."""
    filled = [(number, row) for number, row in enumerate(rows) if any(text_of(cell) for cell in row)]
    codes = [entry.code for entry in table_entries(filled, address)]
    lettered = all(any(sign.isalpha() for sign in code) for code in codes)
    return len(codes) > 0.5 * len(filled) and lettered and len(set(codes)) == len(codes)


def _from_ends(start: str, end: str) -> Meaning | None:
    """Return the times of the day between two clock times that stand in cells of their own."""
    hours = hours_in(f"{start[:5]}-{end[:5]}")
    return hours.spans if hours is not None and hours.exact else None


def is_suffix(code: str) -> bool:
    """Return whether a code is a mark such as `*` that stands behind other codes."""
    return bool(_SUFFIX.fullmatch(code))


def split_suffix(code: str) -> tuple[str, str]:
    """Return a code without a mark such as `*` at its end, and the mark."""
    bare = re.sub(rf"(?:{_SUFFIX.pattern})$", "", code)
    return (bare.strip(), code[len(bare) :]) if bare else (code, "")


def then_meaning(phrase: str, known: dict[str, Meaning]) -> Meaning | None:
    """Return the times of a phrase such as `day then night`, taken from the phrases of other codes.

    Parameters
    ----------
    known
        The times of the day by unaccented phrase, such as `early` and `night`.
    """
    parts = re.split(r"\s*(?:\bthen\b|\band\b|\bdann\b|\bund\b|\bpuis\b|\bet\b|[+&/])\s*", unaccented(phrase))
    spans: list[str] = []
    for part in parts:
        found = next((meaning for words, meaning in known.items() if part in words.split()), None)
        times = found if isinstance(found, tuple) else _day_of(part, known) or (hours_in(part) or ((),))[0]
        if not times:
            return None
        spans += times
    return tuple(spans) if len(parts) > 1 else None


def _day_of(part: str, known: dict[str, Meaning]) -> tuple[str, ...]:
    """Return the first shift of the day for a part such as `day`, if some code is one that begins in the morning."""
    if part not in ("day", "days", "tag", "jour", "journee"):
        return ()
    spans = [span for meaning in known.values() if isinstance(meaning, tuple) for span in meaning]
    mornings = sorted(span for span in spans if "05:00" <= span < "10:00")
    return (mornings[0],) if mornings else ()
