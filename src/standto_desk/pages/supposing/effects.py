"""The effect of a what-if in words and numbers: before, after and the difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from standto.coverage.lines import rest_line
from standto.ladder.lines import advice_lines
from standto.ladder.review_facts import Recommendation
from standto.model.time import Instant
from standto.presenting.advice import Advice
from standto.presenting.duties import DutyLine, Stretch
from standto.supposing import Supposed
from standto.wording import counted, listed
from standto_desk.components.moments import here
from standto_desk.components.plain_times import in_plain_times
from standto_desk.pages.supposing.before_and_after import BeforeAndAfter, hours_of, margins_of
from standto_desk.picture.drawing import Picture
from standto_desk.picture.supposed import SupposedPicture
from standto_desk.presenting.boards import pressing_duties
from standto_desk.presenting.crews_shown import crews_of
from standto_desk.presenting.headlines import Headline, headline

MOST_WINDOWS = 60
"""The most windows that differ and are listed."""


@dataclass(frozen=True, slots=True)
class ShownSide:
    """One picture as a page shows it: its headline, its duties, and what its chart takes."""

    headline: Headline
    duties: tuple[DutyLine, ...]

    @property
    def charted(self) -> list[dict[str, Any]]:
        """Each duty as the chart takes it."""
        return [{"name": line.name, "windows": [_charted(one) for one in line.stretches]} for line in self.duties]


@dataclass(frozen=True)
class ShownEffect:
    """The effect of a what-if.

    Attributes
    ----------
    before, after
        Both pictures.
    total
        The place-hours short in all.
    duties, crews
        The place-hours short of each duty with a gap on either side; the hours of each crew below what it needs.
    windows
        The windows that differ: the period, the duty, and its gap before and after; at most `MOST_WINDOWS`.
    more_windows
        The number of windows that are left out.
    margins
        The worst-case margins, by criticality.
    new, gone, changed
        The advice that there is only after or only before, and that with another number, with the number before.
    rest
        The stints that break a rule, before and after; None without rules.
    understood, warnings, bounds
        What was understood, what changes nothing, and what any group of people would cost, in words.
    """

    at: Instant
    until: Instant
    known_at: Instant
    before: ShownSide
    after: ShownSide
    total: BeforeAndAfter
    duties: tuple[BeforeAndAfter, ...]
    crews: tuple[BeforeAndAfter, ...]
    windows: tuple[tuple[Any, ...], ...]
    more_windows: int
    margins: tuple[BeforeAndAfter, ...]
    new: tuple[Advice, ...]
    gone: tuple[Advice, ...]
    changed: tuple[tuple[Advice, int | None], ...]
    rest: tuple[str, str] | None
    understood: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    bounds: tuple[str, ...]

    @property
    def margin_differs(self) -> bool:
        """Whether any margin differs."""
        return any(one.before != one.after for one in self.margins)

    @property
    def advice_in_words(self) -> str:
        """The numbers of steps that differ, as a sentence."""
        numbers = ((self.new, "new"), (self.changed, "with another number"), (self.gone, "no longer recommended"))
        parts = [f"{len(several)} {how}" for several, how in numbers if several]
        return f"Beside today: {listed(parts)}." if parts else "The same as today."


def effect_of(found: SupposedPicture) -> ShownEffect:
    """Return the effect of a what-if."""
    before, after, comparison = found.before, found.after, found.comparison
    names = _names(before, after)
    all_hours = tuple(sum(hours[place] for hours in comparison.gap_hours.values()) for place in (0, 1))
    windows = _windows(found, names)
    new, gone, changed = _advice(before, after)
    rest, zone = (rest_line(before.cover), rest_line(after.cover)), here()
    return ShownEffect(
        at=before.at,
        until=before.until,
        known_at=before.known_at,
        before=side_of(before),
        after=side_of(after),
        total=hours_of("In all", all_hours),
        duties=tuple(hours_of(names[duty], hours[:2]) for duty, hours in comparison.gap_hours.items()),
        crews=tuple(hours_of(names[crew], hours[:2]) for crew, hours in comparison.crew_hours.items()),
        windows=windows[:MOST_WINDOWS],
        more_windows=max(0, len(windows) - MOST_WINDOWS),
        margins=margins_of(before, after),
        new=new,
        gone=gone,
        changed=changed,
        rest=(rest[0].words, rest[1].words) if rest[0] is not None and rest[1] is not None else None,
        understood=tuple(
            (sentence, in_plain_times(told, zone))
            for sentence, told in zip(found.supposed.sentences, found.supposed.understood, strict=True)
        ),
        warnings=tuple(in_plain_times(one, zone) for one in found.supposed.warnings),
        bounds=bounds_of(found.supposed),
    )


def side_of(picture: Picture) -> ShownSide:
    """Return one picture as a page shows it."""
    duties, zone = pressing_duties(picture.cover), picture.scenario.zone
    return ShownSide(headline(duties, picture.at, picture.until, zone, crews_of(picture)), duties)


def bounds_of(supposed: Supposed[Any]) -> tuple[str, ...]:
    """Return the bounds of the loss if a number of people step back, whichever people they are, in words."""
    return tuple(
        f"Whichever {counted(one.count, 'person steps', 'people step')} back{_of(one.capability, one.team)}: "
        f"at least {one.bounds.at_least:,.2f} and at most {one.bounds.at_most:,.2f} place-hours are short."
        for one in supposed.groups
    )


def _of(*parts: str | None) -> str:
    return "".join(f" of {part}" for part in parts if part)


def _names(before: Picture, after: Picture) -> dict[str, str]:
    names = {duty.id: duty.label for side in (before, after) for duty in side.scenario.duties}
    return names | {crew.id: crew.label for side in (before, after) for crew in side.scenario.crews}


def _charted(stretch: Stretch) -> dict[str, int]:
    required = stretch.required or 0
    return {"start": stretch.start, "until": stretch.until, "required": required, "filled": stretch.filled}


def _windows(found: SupposedPicture, names: dict[str, str]) -> tuple[tuple[Any, ...], ...]:
    """Return the windows in which the gap of a duty differs."""
    comparison, edges = found.comparison, found.comparison.edges.tolist()
    gaps = [side.gap.tolist() for side in comparison.sides]
    return tuple(
        ((edges[row], edges[row + 1]), names[comparison.duties[column]], *(_gap(gap[row][column]) for gap in gaps))
        for row, column in zip(*(places.tolist() for places in comparison.difference.nonzero()), strict=True)
    )


def _gap(number: int) -> int | str:
    return "does not stand" if number < 0 else number


def _advice(
    before: Picture, after: Picture
) -> tuple[tuple[Advice, ...], tuple[Advice, ...], tuple[tuple[Advice, int | None], ...]]:
    """Return the advice that is new, that is gone, and that has another number."""
    old, new = ({one.id: one for one in each.review.recommendations} for each in (before, after))
    lines_before, lines_after = (_lines(each) for each in (before, after))
    changed = [(lines_after[name], old[name].count) for name in new if name in old and _differs(new[name], old[name])]
    return (
        tuple(line for name, line in lines_after.items() if name not in old),
        tuple(line for name, line in lines_before.items() if name not in new),
        tuple(changed),
    )


def _differs(one: Recommendation, other: Recommendation) -> bool:
    return one.count != other.count


def _lines(picture: Picture) -> dict[str, Advice]:
    return {one.id: one for one in advice_lines(picture.review, named=True)}
