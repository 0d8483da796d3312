"""The seats of a crew: those that lack people, and those that each person who could come may take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from standto.ladder import Candidates
from standto.presenting.candidates import CandidateLine
from standto.wording import id_words
from standto_desk.acts.asking import candidates_now


@dataclass(frozen=True, slots=True)
class CrewSeats:
    """The seats that a crew needs, in words.

    Attributes
    ----------
    missing
        The seats that lack people.
    of
        The seats that each person may take, by cipher.
    """

    missing: tuple[str, ...]
    of: dict[str, list[str]]

    def missing_first(self, lines: Iterable[CandidateLine]) -> list[CandidateLine]:
        """Return people in their order, but first those who may take a seat that lacks people."""
        return sorted(lines, key=lambda line: not set(self.missing).intersection(self.of.get(line.person, ())))


def crew_seats(listed: Candidates) -> CrewSeats | None:
    """Return the seats of the crew that people could come for; None for a duty, or for one seat."""
    if not any(crew.id == listed.duty for crew in listed.scenario.crews):
        return None
    names = {seat: id_words(seat.rpartition("/")[2]) for seat in listed.duties}
    each = {seat: candidates_now(seat, listed.at) for seat in listed.duties}
    of: dict[str, list[str]] = {}
    for seat, found in each.items():
        for one in found.candidates:
            of.setdefault(one.person, []).append(names[seat])
    return CrewSeats(tuple(names[seat] for seat, found in each.items() if found.short), of)
