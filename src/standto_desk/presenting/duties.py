"""Each duty on the board: how it is covered now, when it next has a gap, how large, and why."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from standto.model.time import HOUR
from standto.wording import shortage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.coverage import Cover
    from standto.kernel.bottlenecks import Bottleneck
    from standto.model.scenario import Duty
    from standto.model.time import Instant


@dataclass(frozen=True, slots=True)
class Gap:
    """A longest time in which a duty is short of the same number.

    Attributes
    ----------
    short, required
        How many are missing, and how many it takes.
    why
        The bottleneck in the first of its windows, as a sentence.
    """

    start: Instant
    until: Instant
    short: int
    required: int
    why: str


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty over the time that the board shows.

    Attributes
    ----------
    id, name, criticality
        Which duty.
    required
        How many it takes now; None: it does not stand.
    filled
        How many fill it now.
    gaps
        When it is short, in order.
    windows
        What the chart draws: ``start``, ``until``, ``required``, ``filled``.
    now
        The instant the board is drawn for.
    """

    id: str
    name: str
    criticality: int
    required: int | None
    filled: int
    gaps: tuple[Gap, ...]
    windows: tuple[dict[str, Any], ...]
    now: Instant

    @property
    def gap(self) -> Gap | None:
        """The gap that it has now."""
        return self.gaps[0] if self.gaps and self.gaps[0].start <= self.now else None

    @property
    def next_gap(self) -> Gap | None:
        """The first gap after now."""
        later = self.gaps[1:] if self.gap else self.gaps
        return later[0] if later else None

    @property
    def most_short(self) -> int:
        """The largest gap."""
        return max((gap.short for gap in self.gaps), default=0)

    @property
    def short_hours(self) -> float:
        """Place-hours of gap."""
        return sum(gap.short * (gap.until - gap.start) for gap in self.gaps) / HOUR

    @property
    def tone(self) -> str:
        """How it is marked: a gap now, a gap ahead, covered, or quiet where it does not stand."""
        if self.gap:
            return "gap"
        if self.gaps:
            return "watch"
        return "quiet" if self.required is None else "good"

    @property
    def state(self) -> str:
        """How it stands now, in words."""
        if self.gap:
            return f"{self.gap.short:,} short of {self.gap.required:,}"
        return "does not stand" if self.required is None else f"covered, {self.required:,} of {self.required:,}"


def duty_name(duty: Duty) -> str:
    """Return what a duty is called."""
    return duty.name or duty.id


def duty_lines(cover: Cover, now: Instant) -> tuple[DutyLine, ...]:
    """Return every duty in the order in which they are met: those with a gap now first, then those with one ahead."""
    lines = [_line(cover, place, duty, now) for place, duty in enumerate(cover.scenario.duties_in_order)]
    return tuple(sorted(lines, key=_pressing))


def _pressing(line: DutyLine) -> tuple[int, int]:
    """Sort key: when the first gap begins, then the criticality; sorting is stable."""
    first = line.gaps[0].start if line.gaps else 2**62
    return first, line.criticality


def _line(cover: Cover, place: int, duty: Duty, now: Instant) -> DutyLine:
    """Return one duty's line."""
    starts, untils = cover.windows.starts.tolist(), cover.windows.untils.tolist()
    required, short = cover.windows.required[:, place].tolist(), cover.gap[:, place].tolist()
    filled = cover.filled[:, :, place].sum(axis=1).tolist()
    windows = tuple(
        {"start": start, "until": until, "required": max(needed, 0), "filled": there}
        for start, until, needed, there in zip(starts, untils, required, filled, strict=True)
    )
    return DutyLine(
        id=duty.id,
        name=duty_name(duty),
        criticality=duty.criticality,
        required=required[0] if required[0] >= 0 else None,
        filled=filled[0],
        gaps=tuple(_gaps(cover, place, short, required)),
        windows=windows,
        now=now,
    )


def _gaps(cover: Cover, place: int, short: list[int], required: list[int]) -> Iterator[Gap]:
    """Yield the gaps of a duty; windows in a row with the same gap are one."""
    starts, untils = cover.windows.starts.tolist(), cover.windows.untils.tolist()
    for (missing, needed), rows in groupby(range(len(short)), key=lambda row: (short[row], required[row])):
        run = list(rows)
        if missing:
            yield Gap(starts[run[0]], untils[run[-1]], missing, needed, _why(cover, run[0], place))


def _why(cover: Cover, row: int, place: int) -> str:
    """Return the proof of a duty's gap as a sentence: the first bottleneck that it has part in."""
    proof = next(one for one in cover.bottlenecks[row] if place in one.duties)
    return f"{proof_words(cover, row, proof)}."


def proof_words(cover: Cover, row: int, proof: Bottleneck) -> str:
    """Return a bottleneck as words, with the duties by name."""
    names = [duty_name(cover.scenario.duties_in_order[duty]) for duty in proof.duties]
    return shortage(proof.required, names, proof.eligible, cover.not_counted(row, proof))
