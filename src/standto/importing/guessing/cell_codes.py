"""The codes in the cells of grids: how often each occurs and where, and what each is taken to mean."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.importing.cell_texts import folded, text_of
from standto.importing.ciphers import remarks_in
from standto.importing.discretion import is_remark
from standto.importing.guessing.hours_in_words import hours_in
from standto.importing.guessing.known_codes import MARKS, OFF, Meaning, known_meaning, shift_letters
from standto.importing.guessing.legends import LegendEntry, is_suffix, split_suffix, then_meaning
from standto.importing.guessing.plain_text import tellable, unaccented
from standto.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from standto.importing.guessing.found_tables import FoundTable
    from standto.sheets import Cell

SHOWN_PLACES = 3
LONGEST_CODE = 30


@dataclass(frozen=True)
class SeenCode:
    """A code in the cells of grids, with all of its spellings.

    Attributes
    ----------
    text
        Its most frequent spelling.
    count
        The number of its cells.
    places
        The addresses of the first of them.
    """

    text: str
    count: int
    places: tuple[str, ...]


@dataclass(frozen=True)
class GuessedCode:
    """What a code is taken to mean, and the doubt about it; an empty doubt where a legend says it in full."""

    code: SeenCode
    meaning: Meaning
    doubt: str = ""


@dataclass(frozen=True)
class GuessedCodes:
    """The codes of a workbook's grids.

    Attributes
    ----------
    codes
        Each code without its mark.
    marks
        Marks such as `*` behind codes, each with the doubt about it.
    untold
        Codes that no mapping may hold, because they may hold a name or a number, or are too long to be codes.
    """

    codes: tuple[GuessedCode, ...]
    marks: tuple[tuple[str, str], ...]
    untold: tuple[SeenCode, ...]


def seen_codes(tables: Sequence[FoundTable]) -> dict[str, SeenCode]:
    """Return the codes in the cells of tables of days, by their folded text, in order of the text."""
    spellings: dict[str, Counter[str]] = {}
    for table in tables:
        raw: Counter[Cell] = Counter(row[column] for row in table.body() for column in table.days)
        for cell, number in raw.items():
            text = text_of(cell)
            spellings.setdefault(folded(text), Counter())[text] += number
    places = _first_places(tables)
    return {
        key: SeenCode(_frequent(found), found.total(), tuple(places.get(key, ())))
        for key, found in sorted(spellings.items())
    }


def _frequent(found: Counter[str]) -> str:
    return min(found, key=lambda text: (-found[text], text))


def _first_places(tables: Sequence[FoundTable]) -> dict[str, list[str]]:
    """Return the addresses of the first cells of each code."""
    places: dict[str, list[str]] = {}
    full: set[Cell] = set()
    for table in tables:
        for number in range(table.first, table.end):
            row = table.sheet.rows[number]
            for column in table.days:
                if row[column] in full:
                    continue
                found = places.setdefault(folded(text_of(row[column])), [])
                if len(found) < SHOWN_PLACES:
                    found.append(table.sheet.address(number, column))
                else:
                    full.add(row[column])
    return places


def guessed_codes(seen: Mapping[str, SeenCode], legend: Iterable[LegendEntry], secrets: frozenset[str]) -> GuessedCodes:
    """Return what each code is taken to mean.

    Parameters
    ----------
    seen
        The codes by folded text.
    legend
        What the workbook says about its codes.
    secrets
        Words of names and numbers that no mapping may hold.
    """
    entries = {unaccented(entry.code): entry for entry in reversed(list(legend))}
    marks, bare = _without_marks(seen)
    told: list[SeenCode] = []
    untold: list[SeenCode] = []
    for code in bare.values():
        long = len(code.text) > LONGEST_CODE
        tells = not tellable(code.text, secrets) or (unaccented(code.text) not in entries and _may_name(code.text))
        (untold if long or tells else told).append(code)
    letters = shift_letters(frozenset(unaccented(code.text) for code in told) - entries.keys())
    spoken = {unaccented(entry.phrase): entry.meaning for entry in entries.values() if entry.meaning is not None}
    guessed = tuple(_guessed(code, entries.get(unaccented(code.text)), letters, spoken) for code in told)
    if not any(isinstance(one.meaning, tuple) for one in guessed):
        untaught = MARKS - entries.keys()
        guessed = tuple(_all_day(one) if unaccented(one.code.text) in untaught else one for one in guessed)
    told_marks = tuple((mark, _mark_doubt(mark, number, entries.get(mark))) for mark, number in sorted(marks.items()))
    return GuessedCodes(guessed, told_marks, tuple(untold))


def _may_name(text: str) -> bool:
    """Return whether a text has words that nobody knows, as `E (swap with Bell)` has: they may name somebody."""
    remarks = (f"({remark})" for remark in remarks_in(text) if not _is_known(remark))
    return any(map(is_remark, remarks)) or (is_remark(text) and not _is_known(text))


def _is_known(text: str) -> bool:
    return hours_in(text) is not None or known_meaning(text) is not None


def _without_marks(seen: Mapping[str, SeenCode]) -> tuple[dict[str, int], dict[str, SeenCode]]:
    """Return the marks with the number of their cells, and the codes without them.

    A sign is a mark only if the code before it occurs without it too.
    """
    marks: dict[str, int] = {}
    bare = dict(seen)
    for key, code in seen.items():
        plain, mark = split_suffix(key)
        if mark and plain in seen and is_suffix(mark):
            marks[mark] = marks.get(mark, 0) + code.count
            del bare[key]
    return marks, bare


def _mark_doubt(mark: str, number: int, entry: LegendEntry | None) -> str:
    said = f"The legend at {entry.place} says {mark} = {entry.phrase}." if entry else "No legend says what it means."
    return f"DOUBT: {counted(number, 'cell')} with {mark} behind a code. {said} It is read as the code without it."


def _guessed(
    code: SeenCode,
    entry: LegendEntry | None,
    letters: Mapping[str, tuple[str, ...]],
    spoken: Mapping[str, Meaning],
) -> GuessedCode:
    """Return the meaning of a code: by the legend, by its own words, by custom, and else off."""
    key = unaccented(code.text)
    if not code.text:
        return GuessedCode(code, OFF, f"DOUBT: {counted(code.count, 'blank cell')}, taken as off.")
    if entry is not None:
        if (meaning := then_meaning(entry.phrase, dict(spoken))) is not None:
            return GuessedCode(code, meaning, f"DOUBT: {_legend(entry)}; the hours are put together from others.")
        if entry.meaning is not None:
            return GuessedCode(code, entry.meaning, _said(entry))
    if (hours := hours_in(code.text)) is not None:
        doubt = "" if hours.exact else f"DOUBT: {_cells(code)}; these hours are supposed."
        return GuessedCode(code, hours.spans, doubt)
    if key in letters:
        return GuessedCode(code, letters[key], f"DOUBT: {_cells(code)}; no legend, so common hours are supposed.")
    if (known := known_meaning(key)) is not None:
        return GuessedCode(code, known, f"DOUBT: {_cells(code)}; no legend, so it is read as commonly used.")
    if (pair := _pair(key, letters, spoken)) is not None:
        return GuessedCode(code, pair, f"DOUBT: {_cells(code)}; read as one after the other.")
    if entry is not None:
        return GuessedCode(code, OFF, f"DOUBT: {_cells(code)}. {_legend(entry)}, which gives no hours: taken as off.")
    return GuessedCode(code, OFF, f"DOUBT: {_cells(code)}; not known, so taken as off: these people do not count then.")


def _all_day(one: GuessedCode) -> GuessedCode:
    doubt = f"DOUBT: {_cells(one.code)}; it has no hours, so taken as there all day, or all the time in the heading."
    return GuessedCode(one.code, ("00:00-24:00",), doubt)


def _pair(key: str, letters: Mapping[str, tuple[str, ...]], spoken: Mapping[str, Meaning]) -> Meaning | None:
    """Return the times of two known codes that are written as one, such as `E/N`."""
    parts = key.split("/")
    times = [letters.get(part) or hours for part in parts if (hours := spoken.get(part)) or part in letters]
    flat = [span for one in times if isinstance(one, tuple) for span in one]
    return tuple(flat) if len(parts) == 2 and len(times) == 2 and len(flat) > 1 else None


def _legend(entry: LegendEntry) -> str:
    return f"The legend at {entry.place} says {entry.code} = {entry.phrase}"


def _said(entry: LegendEntry) -> str:
    """Return what a legend says of a code, with a doubt where it names a part of the day but no hours."""
    hours = hours_in(entry.phrase)
    supposed = isinstance(entry.meaning, tuple) and (hours is None or not hours.exact)
    return f"DOUBT: {_legend(entry)}; these hours are supposed." if supposed else f"{_legend(entry)}."


def _cells(code: SeenCode) -> str:
    more = ", …" if code.count > len(code.places) else ""
    return f"{counted(code.count, 'cell')} ({', '.join(code.places)}{more})"


def untold_lines(untold: Iterable[SeenCode]) -> Iterator[str]:
    """Yield a line about each code that no mapping may hold; it does not repeat the code."""
    for code in untold:
        yield (
            f"DOUBT: {_cells(code)}: the text is too long for a code, or may hold a name or number. "
            "The import lists these cells as rejected: write a code into them."
        )
