"""A board in numbers, and two boards' numbers side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from standto.model.time import HOUR
from standto.presenting.duties import DutyLine
from standto.presenting.help import HelpLine
from standto.wording import listed
from standto_desk.presenting.boards import Board
from standto_desk.presenting.coarsening import CoarseDuty
from standto_desk.presenting.outlines import Outline
from standto_desk.presenting.tones import tone

AnyDuty: TypeAlias = DutyLine | CoarseDuty
Number = int | str
NONE = "none"
ABSENT = "no such duty"


@dataclass(frozen=True, slots=True)
class Difference:
    """A number of one board, and of another."""

    label: str
    before: Number
    after: Number

    @property
    def differs(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after

    @property
    def change(self) -> str:
        """The change, in words."""
        if not self.differs:
            return "the same"
        if isinstance(self.before, int) and isinstance(self.after, int):
            return f"{self.after - self.before:+,}".replace("-", "−")
        return "changed"


@dataclass(frozen=True, slots=True)
class DutyDifference:
    """A duty on two boards: its state at the moment, and the largest gap ahead."""

    name: str
    state: tuple[str, str]
    tone: tuple[str, str]
    worst: tuple[Number, Number]

    @property
    def differs(self) -> bool:
        """Whether the two differ."""
        return self.state[0] != self.state[1] or self.worst[0] != self.worst[1]


def figures_of(board: Board) -> dict[str, Number]:
    """Return the numbers of a board by label, in reading order."""
    return dict(_figures(board))


def state_label(crew: str) -> str:
    """Return the label of the state of a crew, by its name."""
    return f"State of {crew}"


def outline_figures(outline: Outline) -> dict[str, Number]:
    """Return the figures of an outline by label: numbers of places of help, and words for numbers of people."""
    now = [duty for duty in outline.duties if duty.gap_now]
    figures: dict[str, Number] = {
        f"Duties with a gap of {outline.least} places or more at that hour": len(now),
        f"Duties with a gap of {outline.least} places or more ahead": len(outline.short_duties),
        "Cover is tight": "yes" if outline.tight else "no",
        "How many more may step back": outline.margin or "no limit",
    }
    if outline.crews:
        figures["Crews below what they need at that hour"] = outline.crews_below
    figures |= {f"Stepped back, {force}": count for force, count in outline.stepped_back}
    figures |= dict(_places(outline.help))
    return figures | {"Declarations in force": listed(outline.declared) or NONE}


def differences(before: Mapping[str, Number], after: Mapping[str, Number]) -> tuple[Difference, ...]:
    """Return the numbers of two boards side by side; a number that one of them lacks is 0 or ``none`` there."""
    labels = [*before, *(label for label in after if label not in before)]
    return tuple(Difference(label, _number(before, after, label), _number(after, before, label)) for label in labels)


def duty_differences(before: Board | Outline, after: Board | Outline) -> tuple[DutyDifference, ...]:
    """Return every duty of two boards, in the order of the second."""
    first, second = (_duties(board) for board in (before, after))
    return tuple(_duty(first.get(duty), second.get(duty)) for duty in dict.fromkeys((*second, *first)))


def _figures(board: Board) -> Iterator[tuple[str, Number]]:
    now = [line.gap for line in board.duties if line.gap]
    yield "Duties with a gap at that moment", len(now)
    yield "Places missing at that moment", sum(now)
    yield "Duties with a gap in the look-ahead", len(board.short_duties)
    yield "Place-hours missing in the look-ahead", f"{sum(line.gap_time for line in board.duties) / HOUR:,.1f}"
    if board.crews:
        yield "Crews below what they need at that moment", sum(not crew.now.covered for crew in board.crews)
    for crew in sorted(board.crews, key=lambda crew: crew.crew):
        yield state_label(crew.name), crew.now.words
    for margin in board.margins:
        yield f"How many more may step back, {margin.label.lower()}", margin.worst
    for force, count in board.stepped_back:
        yield f"Stepped back, {force}", count
    yield from _places(board.help)
    yield "Steps recommended", sum(len(one.ids) for one in board.advice)
    yield "Declarations in force", listed(board.declared) or NONE


def _places(lines: Iterable[HelpLine]) -> Iterator[tuple[str, Number]]:
    """Yield the number of places of help in each state."""
    places: dict[str, int] = {}
    for line in lines:
        places[line.words] = places.get(line.words, 0) + line.count
    for state, count in sorted(places.items()):
        yield f"Places of help, {state}", count


def _number(numbers: Mapping[str, Number], others: Mapping[str, Number], label: str) -> Number:
    """Return a number; if only the other board has it, 0 or ``none``."""
    if label in numbers:
        return numbers[label]
    return 0 if isinstance(others[label], int) else NONE


def _duties(board: Board | Outline) -> dict[str, AnyDuty]:
    return {line.duty: line for line in board.duties}


def _duty(before: AnyDuty | None, after: AnyDuty | None) -> DutyDifference:
    lines = (before, after)
    known = after or before
    states = [ABSENT if line is None else line.state for line in lines]
    tones = ["quiet" if line is None else tone(line) for line in lines]
    worst: list[Number] = [0 if line is None else line.most_short for line in lines]
    return DutyDifference(
        name="" if known is None else known.name,
        state=(states[0], states[1]),
        tone=(tones[0], tones[1]),
        worst=(worst[0], worst[1]),
    )
