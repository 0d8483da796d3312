"""Duties for what the sheets hold: no rota says how many people are needed, so each duty asks for its number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from standto.importing.cell_texts import text_of
from standto.importing.ciphers import normal_form
from standto.importing.guessing.plain_text import id_of
from standto.importing.guessing.sheet_guesses import is_passed_over
from standto.importing.guessing.spellings import parts_of
from standto.importing.sheet_view import JOINT
from standto.wording import counted

if TYPE_CHECKING:
    from standto.importing.guessing.roster_guesses import RosterGuess
    from standto.importing.guessing.sheet_guesses import SheetGuess
    from standto.importing.guessing.suggested_ids import SuggestedValues

ASKED = "DOUBT: no sheet says how many people are needed: write the strength."


class SuggestedDuty(NamedTuple):
    """A row of `duties.csv` that no sheet holds, with the doubt about it."""

    row: dict[str, str]
    doubt: str


def duties_of_values(values: SuggestedValues) -> Iterator[SuggestedDuty]:
    """Yield a duty for each skill, or each duty that a rota names, for people with the ticket of the same name."""
    for each in values.spellings:
        yield SuggestedDuty(_row(each.id, each.texts[0][0], each.id), ASKED)


def duties_of_roster(roster: RosterGuess, held: Mapping[str, frozenset[str]]) -> Iterator[SuggestedDuty]:
    """Yield a duty for each column of a roster, for people with the tickets that those in it hold.

    Parameters
    ----------
    held
        The tickets in the registers by the normal form of a person.
    """
    for column, duty in roster.duties.items():
        names = {normal_form(part) for text in roster.people[column] for part in parts_of([text], roster.mapping.split)}
        known = [held[name] for name in names if name in held]
        skills = _skills_that_cover(known)
        doubt = ASKED
        if known:
            told = f"{counted(len(known), 'person', 'people')} of its column"
            doubt += f"\nThe ticket is that of the {told}: {', '.join(skills)}."
        elif held:
            doubt += (
                "\nNobody of its column is in a register, so nobody can fill it yet: write the ticket that it asks for."
            )
        label = roster.table.labels[column]
        ready = roster.ready[column]
        yield SuggestedDuty(_row(duty, label, ";".join(skills) or duty, ready), doubt)


def _skills_that_cover(known: list[frozenset[str]]) -> list[str]:
    """Return the fewest tickets that most of some people hold one of, the most frequent first."""
    left, found = list(known), []
    while len(left) > 0.1 * len(known):
        counts = Counter(skill for skills in left for skill in skills)
        if not counts:
            break
        best = min(counts, key=lambda skill: (-counts[skill], skill))
        if counts[best] <= 0.1 * len(known):
            break
        found.append(best)
        left = [skills for skills in left if best not in skills]
    return found


def _row(duty: str, name: str, capabilities: str, ready: int = 0) -> dict[str, str]:
    row = {"duty": duty, "name": name, "task": id_of(name) or duty, "capabilities": capabilities, "strength": "1"}
    return row | ({"ready_minutes": str(ready)} if ready else {})


def tickets_held(registers: tuple[SheetGuess, ...], skills: SuggestedValues) -> dict[str, frozenset[str]]:
    """Return the tickets of each person in registers, by the person's normal form."""
    held: dict[str, frozenset[str]] = {}
    for guess in registers:
        person, columns = guess.roles.person, guess.roles.skills
        if person is None or not columns:
            continue
        for row in guess.table.body():
            if is_passed_over(row):
                continue
            texts = [text for column in columns if (text := text_of(row[column]))]
            parts = parts_of([JOINT.join(texts)] if texts else [], guess.mapping.split)
            tickets = {skills.id_of_text(part) for part in parts} - {""}
            for column in (person, *(guess.roles.names if "also" in guess.mapping.columns else ())):
                name = normal_form(text_of(row[column]))
                held[name] = held.get(name, frozenset()) | tickets
    return held
