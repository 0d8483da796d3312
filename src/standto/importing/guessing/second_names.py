"""Second names of people: one sheet has numbers and names, another has names alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from standto.importing.cell_texts import text_of
from standto.importing.ciphers import normal_form
from standto.importing.guessing.sheet_guesses import column_of, source_of
from standto.importing.guessing.spellings import parts_of

if TYPE_CHECKING:
    from standto.importing.guessing.sheet_guesses import SheetGuess
    from standto.importing.guessing.sheet_kinds import GuessedSheets

SHARE = 0.5
"""The share of the people of another sheet that a column must name."""


def with_second_names(found: GuessedSheets) -> GuessedSheets:
    """Return the guesses, each column of names that another sheet calls people by read as `also`."""
    called = [*(_people(guess) for guess in found.of_people), *_in_rosters(found)]
    grids = tuple(_with_second(guess, called) for guess in found.grids)
    return replace(found, grids=grids, records=tuple(_with_second(guess, called) for guess in found.records))


def _people(guess: SheetGuess) -> frozenset[str]:
    return frozenset(_column(guess, guess.roles.person)) - {""}


def _in_rosters(found: GuessedSheets) -> Iterator[frozenset[str]]:
    for roster in found.rosters:
        texts = (text for texts in roster.people.values() for text in texts)
        empty = {normal_form(text) for text in roster.mapping.empty}
        yield frozenset(normal_form(part) for part in parts_of(texts, roster.mapping.split)) - empty


def _column(guess: SheetGuess, column: int | None) -> list[str]:
    if column is None:
        return []
    return [normal_form(text_of(row[column])) for row in guess.table.body()]


def _with_second(guess: SheetGuess, called: list[frozenset[str]]) -> SheetGuess:
    """Return a guess with its column of names as `also`, if other people are called by them, and each by one."""
    numbers = _people(guess)
    for column in guess.roles.names:
        names = _column(guess, column)
        pairs = {pair for pair in zip(_column(guess, guess.roles.person), names, strict=True) if all(pair)}
        others = [people - numbers for people in called]
        wanted = any(people and len(people & set(names)) > SHARE * len(people) for people in others)
        if wanted and len({name for _, name in pairs}) == len(pairs):
            ignore = tuple(name for name in guess.mapping.ignore if name != column_of(guess.table, column))
            columns = {**guess.mapping.columns, "also": source_of(guess.table, [column])}
            key = "also" if guess.mapping.shape == "days" else "columns.also"
            doubts = guess.doubts | {key: "DOUBT: another sheet calls people by these names."}
            return replace(guess, mapping=replace(guess.mapping, columns=columns, ignore=ignore), doubts=doubts)
    return guess
