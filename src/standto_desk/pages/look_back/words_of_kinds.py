"""The sorts, kinds and subjects of entries in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from standto_desk.acts.registering.table_nouns import NOUNS, plural_of
from standto_desk.acts.situation_reports.report_parts import (
    APPROVED,
    PUBLISHED,
    READERS,
    REPORT,
    SECTIONS,
    SUPERSEDED,
    WITHDRAWN,
    WORDS,
)
from standto_desk.components.spoken import id_words
from standto_desk.ledger.drafts import ENDED, sequence_in
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.ledger.tables import SCENARIO
from standto_desk.presenting.sorts_of_entries import SORTS

PEOPLE = "people"
"""The table of people."""
REPORTS = (REPORT, WORDS, APPROVED, PUBLISHED, SUPERSEDED, WITHDRAWN)


def plain(word: str) -> str:
    """Return an id as words."""
    return id_words(word).replace("_", " ").capitalize()


def sort_words(sort: str) -> str:
    """Return the words for a sort of entries."""
    return SORTS.get(sort) or plain(sort)


def kind_words(kind: str) -> str:
    """Return the words for a kind of entries: of a row, its table; of a report, its readers."""
    if kind == SCENARIO:
        return "Settings"
    if kind in NOUNS:
        return plural_of(NOUNS[kind]).capitalize()
    return READERS.get(kind) or plain(kind)


def row_title(entry: Entry) -> str:
    """Return what an entry does to a row of the register."""
    if entry.kind == SCENARIO:
        return "Settings changed"
    if entry.kind == PEOPLE and entry.step == ENDED:
        return "Person taken off the register"
    noun = NOUNS.get(entry.kind, entry.kind).capitalize()
    return f"{noun} {'ended' if entry.step == ENDED else 'added or changed'}"


def report_names(entries: Iterable[Entry]) -> Mapping[str, str]:
    """Return what the subjects of entries about situation reports are called: each report by its number."""
    about = {entry.subject for entry in entries if entry.sort in REPORTS}
    places = {subject: sequence_in(subject.partition("/")[0]) for subject in about}
    wanted = [place for place in places.values() if place is not None]
    numbers = dict(known_entries().of_sort(REPORT).numbered(wanted).values_list("sequence", "count")) if wanted else {}
    return {
        subject: f"situation report {numbers[place]}" + _part(subject)
        for subject, place in places.items()
        if place in numbers
    }


def _part(subject: str) -> str:
    part = subject.partition("/")[2]
    return f", {SECTIONS.get(part, part)}" if part else ""
