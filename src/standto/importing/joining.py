"""The rows of a rota: times of one person that overlap are joined, or do not fit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from standto.importing.gathering import Away, Gathering, Spell
from standto.importing.misfits import Misfit


def joined_spells(gathering: Gathering) -> list[Spell]:
    """Return the times on duty by person and time; those of one person do not overlap.

    Times that overlap are joined if they are for the same duty with the same readiness; otherwise they are noted.
    """
    found: list[Spell] = []
    for spell in sorted(gathering.spells, key=lambda one: one[:5]):
        last = found[-1] if found else None
        if last is None or last.person != spell.person or spell.start >= last.until:
            found.append(spell)
        elif gathering.in_two_rows(last.place, spell.place):
            _note_two_rows(gathering, *sorted((last, spell), key=lambda one: one.place[1:]))
        elif last[3:5] == spell[3:5]:
            found[-1] = last._replace(until=max(last.until, spell.until))
        else:
            _note_overlap(gathering, *sorted((last, spell), key=lambda one: one.place[1:]))
    return found


def _note_two_rows(gathering: Gathering, first: Spell, second: Spell) -> None:
    what = f"the person of this row is on duty at the same time at {first.place}"
    gathering.note(second.place, "", Misfit(what, "tell two people of one name apart, or correct one of the rows", ""))


def _note_overlap(gathering: Gathering, first: Spell, second: Spell) -> None:
    here, there = second.duty or "no duty", first.duty or "no duty"
    what = f"the person is on duty for {here} here, and for {there} at {first.place} at the same time"
    gathering.note(second.place, "", Misfit(what, "correct one of the cells", ""))


def note_off_by_grid_alone(
    gathering: Gathering, spells: Iterable[Spell], patterned: Collection[str], home: str
) -> None:
    """Note people who are off on all days of a grid, but would be on duty for want of a row of the rota.

    Parameters
    ----------
    gathering
        What the sheets say.
    spells
        The times on duty.
    patterned
        The teams that have a pattern.
    home
        The home force: without a row, lent people are on duty as ever.
    """
    on_duty = {spell.person for spell in spells}
    for person in sorted(gathering.in_grids - on_duty):
        member = gathering.people[person]
        if member.team in patterned:
            why, allowed = f"by the pattern of team {member.team}", "leave the pattern of the team out"
        elif member.force not in ("", home):
            why, allowed = "as somebody who is lent", "leave the row out"
        else:
            continue
        what = f"the person is off on all days here, but would be on duty {why}"
        gathering.note(member.place, "", Misfit(what, allowed, ""))


def joined_absences(absences: Iterable[Away]) -> Iterator[Away]:
    """Yield the absences by person and time, those that touch or overlap as one."""
    last: Away | None = None
    for absence in sorted(absences, key=lambda one: one[:3]):
        if last is not None and last.person == absence.person and absence.start <= last.until:
            last = last._replace(until=max(last.until, absence.until))
        else:
            if last is not None:
                yield last
            last = absence
    if last is not None:
        yield last
