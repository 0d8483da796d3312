"""The settings that a suggestion supposes: title, time zone, home force, horizon, and how dates are read."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standto.importing.cell_texts import text_of
from standto.importing.guessing.days_in_words import SeenDay, day_in, order_of
from standto.importing.guessing.heading_words import LANGUAGES, uses_of
from standto.importing.guessing.plain_text import tellable, without_brackets
from standto.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standto.importing.guessing.found_tables import FoundTable
    from standto.importing.guessing.sheet_kinds import GuessedSheets

ZONES = dict(zip(LANGUAGES, ("Europe/London", "Europe/Berlin", "Europe/Paris"), strict=True))
WEEK = timedelta(days=7)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True)
class SuggestedScenario:
    """The settings that a suggestion supposes, with doubts by their paths in the mapping."""

    scenario: dict[str, Any]
    order: str
    year: int | None
    doubts: dict[tuple[str | int, ...], str] = field(default_factory=dict)


def suggested_scenario(found: GuessedSheets, secrets: frozenset[str], first_day: date | None) -> SuggestedScenario:
    """Return the settings of a workbook's scenario.

    Parameters
    ----------
    secrets
        Words that no title may hold.
    first_day
        The first day of sheets that name weekdays alone, and the year of dates without one.
    """
    days = [day for table in found.tables for day in _days_of(table)]
    doubts: dict[tuple[str | int, ...], str] = {
        ("scenario", "home"): "DOUBT: the id of your own force, in small letters: write the one that you use.",
        ("scenario", "timezone"): "DOUBT: by the language of the headings. Write the zone of your clocks.",
    }
    scenario: dict[str, Any] = {"title": _title(found, secrets), "timezone": _zone(found), "home": "home"}
    if days and all(_is_weekday(day) for day in days) and first_day is not None:
        scenario |= _week_from(first_day)
        doubts["scenario", "starts"] = "DOUBT: the sheets name weekdays without dates: write the days that are meant."
    elif not _says_times(found) and first_day is not None:
        scenario |= _week_from(first_day)
        doubts["scenario", "starts"] = "DOUBT: no sheet says who is on duty when: write the time that is meant."
    order, numeric = order_of(days)
    if numeric and order is None:
        order = "day-month"
        told = counted(numeric, "date")
        doubts["dates", "order"] = f"DOUBT: no number above 12 decides which is the day in {told}."
    return SuggestedScenario(scenario, order or "", _year(found, days, first_day, doubts), doubts)


def _week_from(day: date) -> dict[str, datetime]:
    """Return the horizon of a week, or what the calendar has left of it."""
    last = min(day, date.max - WEEK) + WEEK
    return {"starts": datetime.combine(day, time()), "ends": datetime.combine(last, time())}


def _says_times(found: GuessedSheets) -> bool:
    return bool(found.grids or found.rosters) or any("rota" in guess.mapping.into for guess in found.records)


def _days_of(table: FoundTable) -> Iterator[SeenDay]:
    """Yield the days in a table's heading of days, or in its columns."""
    (*_, last) = table.heading
    for column in table.days:
        if (day := day_in(table.sheet.rows[last][column])) is not None:
            yield day
    if not table.days:
        for column in range(len(table.labels)):
            seen = table.seen_days(column)
            if len(seen) > 0.5 * sum(map(bool, table.texts(column))):
                yield from seen


def _is_weekday(day: SeenDay) -> bool:
    return day.day is None and day.numbers is None


def _year(
    found: GuessedSheets, days: Sequence[SeenDay], first_day: date | None, doubts: dict[tuple[str | int, ...], str]
) -> int | None:
    """Return the year of dates without one: as a title, a sheet or a file says it, else that of the first day."""
    if all(day.year is not None or _is_weekday(day) for day in days):
        return None
    told: Counter[str] = Counter()
    for table in found.tables:
        above = (text_of(cell) for row in table.sheet.rows[: table.first] for cell in row)
        for text in (*above, table.sheet.name, Path(table.sheet.file).name):
            told.update(_YEAR.findall(text))
    years = sorted(told, key=lambda year: (-told[year], year))
    year = int(years[0]) if years else first_day.year if first_day else None
    if year is not None:
        source = "a title says it" if len(years) == 1 else "the sheets name several" if years else "no sheet says any"
        doubts["dates", "year"] = f"DOUBT: dates without a year are taken as of this one: {source}."
    return year


def _zone(found: GuessedSheets) -> str:
    """Return the time zone by the language of the headings."""
    told = Counter(use.language for table in found.tables for label in table.labels for use in uses_of(label)[:1])
    return ZONES[max(LANGUAGES, key=lambda language: (told[language], -LANGUAGES.index(language)))]


def _title(found: GuessedSheets, secrets: frozenset[str]) -> str:
    """Return the first title above a table, or the name of its file."""
    for table in found.tables:
        for row in table.sheet.rows[: table.heading[0]]:
            texts = {text for cell in row if (text := text_of(cell))}
            title = without_brackets(next(iter(texts))) if len(texts) == 1 else ""
            if 3 < len(title) <= 80 and tellable(title, secrets) and not title.isdigit():
                return title
    return Path(found.tables[0].sheet.file).stem.replace("_", " ")
