"""Calendars of a scenario: one for each duty and crew, and one for each person, by cipher."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from standto.coverage import Cover
from standto.coverage.crews_in_words import crew_lines
from standto.coverage.lines import duty_lines
from standto.model.time import Instant
from standto.presenting.crews import CrewLine
from standto.presenting.duties import DutyLine
from standto.register import OnDutyTimes, TimeOnDuty
from standto.sheets import CalendarEntry, calendar_text
from standto.wording import counted


def calendars_of(cover: Cover, on_duty: OnDutyTimes) -> Iterator[tuple[str, str]]:
    """Yield the path of each calendar in its folder, and its text.

    The entries are stamped with the moment as known at which cover was asked for, or else its start: no clock is read.
    """
    situation = cover.situation
    start = int(cover.windows.starts[0])
    stamp = cover.scenario.zone.local(start if situation.known_at is None else situation.known_at)
    for duty in duty_lines(cover):
        yield f"duties/{duty.duty}.ics", calendar_text(duty.name, _duty_entries(cover, duty), stamp)
    for crew in crew_lines(cover, reasons=True):
        yield f"crews/{crew.crew}.ics", calendar_text(crew.name, _crew_entries(cover, crew), stamp)
    for number, person in enumerate(cover.scenario.people):
        entries = _person_entries(cover, person.id, on_duty.of(number))
        yield f"people/{person.id}.ics", calendar_text(person.id, entries, stamp)


def _duty_entries(cover: Cover, line: DutyLine) -> Iterator[CalendarEntry]:
    for stretch in line.stretches:
        if not stretch.required:
            continue
        words = f"{line.name}: {stretch.filled:,} of {stretch.required:,}"
        if stretch.gap:
            words += f", {stretch.gap:,} short"
        parts = (("home", stretch.home), ("other forces", stretch.aid), ("contingency", stretch.contingency))
        description = "\n".join(f"{name}: {number:,}" for name, number in parts if number)
        kinds = ("gap",) if stretch.gap else ("covered",)
        yield _entry(cover, f"duty-{line.duty}", stretch.start, stretch.until, words, description, kinds, busy=False)


def _crew_entries(cover: Cover, line: CrewLine) -> Iterator[CalendarEntry]:
    for stretch in line.stretches:
        if not stretch.state:
            continue
        words = f"{line.name}: {stretch.words}" + ("" if stretch.covered else f", needs {line.needs}")
        why = "\n".join(f"{each.lack}: {each.reasons}" if each.reasons else each.lack for each in stretch.why)
        kinds = ("covered",) if stretch.covered else ("gap",)
        yield _entry(cover, f"crew-{line.crew}", stretch.start, stretch.until, words, why, kinds, busy=False)


def _person_entries(cover: Cover, cipher: str, times: Iterable[TimeOnDuty]) -> Iterator[CalendarEntry]:
    for each in times:
        soon = f", at work within {counted(each.ready_minutes, 'minute')}"
        words = f"On call{soon}" if each.ready_minutes else "On duty"
        kinds = ("on call" if each.ready_minutes else "on duty",)
        busy = each.ready_minutes == 0
        yield _entry(cover, f"person-{cipher}", each.start, each.until, words, each.why, kinds, busy=busy)


def _entry(
    cover: Cover,
    subject: str,
    start: Instant,
    until: Instant,
    words: str,
    description: str,
    kinds: tuple[str, ...],
    *,
    busy: bool,
) -> CalendarEntry:
    """Return an entry; its id follows from the scenario's title, the subject and the start."""
    begins, ends = (cover.scenario.zone.local(each) for each in (start, until))
    uid = f"{subject}-{_compact(begins)}@{_scenario_key(cover)}.standto"
    return CalendarEntry(uid, begins, ends, words, description, kinds, busy=busy)


def _compact(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _scenario_key(cover: Cover) -> str:
    return hashlib.sha256(cover.scenario.title.encode()).hexdigest()[:12]
