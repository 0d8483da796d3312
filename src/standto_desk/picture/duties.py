"""Each duty over the look-ahead: when it stands, what it takes and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.coverage import Cover
    from standto.model.scenario import Duty
    from standto.model.time import Instant
    from standto_desk.picture.drawing import Picture


@dataclass(frozen=True, slots=True)
class DutySpan:
    """A longest time over which a duty takes, has and lacks the same; `required` is None while it does not stand.

    Attributes
    ----------
    lent
        How many of those who fill it are of another force.
    """

    start: Instant
    until: Instant
    required: int | None
    filled: int
    lent: int
    gap: int


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty over the look-ahead.

    Attributes
    ----------
    spans
        One after another from the moment of the picture on, without a break.
    """

    duty: Duty
    spans: tuple[DutySpan, ...]

    @property
    def now(self) -> DutySpan:
        """What is so at the moment of the picture."""
        return self.spans[0]

    @property
    def first_gap(self) -> DutySpan | None:
        """The first time at which somebody is missing; None where nobody ever is."""
        return next((span for span in self.spans if span.gap), None)

    @property
    def stands(self) -> bool:
        """Whether it stands at any time of the look-ahead."""
        return any(span.required is not None for span in self.spans)


def duty_lines(picture: Picture) -> tuple[DutyLine, ...]:
    """Return each duty that there is, gaps first: those by when the gap begins, then all in order of precedence."""
    duties = picture.scenario.duties_in_order
    lines = [DutyLine(duty, tuple(_spans(picture.cover, place))) for place, duty in enumerate(duties)]
    short = [line for line in lines if line.first_gap is not None]
    short.sort(key=lambda line: line.first_gap.start if line.first_gap else 0)
    return (*short, *(line for line in lines if line.first_gap is None))


def _spans(cover: Cover, duty: int) -> Iterator[DutySpan]:
    """Yield the spans of a duty, windows with the same numbers run together."""
    windows = cover.windows
    rows = zip(
        windows.starts.tolist(),
        windows.untils.tolist(),
        windows.required[:, duty].tolist(),
        cover.filled[:, :, duty].sum(axis=1).tolist(),
        cover.filled[:, 1:, duty].sum(axis=1).tolist(),
        cover.gap[:, duty].tolist(),
        strict=True,
    )
    last: DutySpan | None = None
    for start, until, required, filled, lent, gap in rows:
        stands = None if required < 0 else required
        if last is not None and (last.required, last.filled, last.lent, last.gap) == (stands, filled, lent, gap):
            last = DutySpan(last.start, until, stands, filled, lent, gap)
            continue
        if last is not None:
            yield last
        last = DutySpan(start, until, stands, filled, lent, gap)
    if last is not None:
        yield last
