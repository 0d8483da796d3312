"""A review's facts: recommendations, help kept and remaining gaps, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from standto.model.steps import CHANGES
from standto.model.time import Period
from standto.wording import counted

if TYPE_CHECKING:
    from standto.model.scenario import Scenario
    from standto.model.time import Instant


@dataclass(frozen=True, slots=True)
class Need:
    """A window that needs a step, and the number of people or places that it needs."""

    start: Instant
    until: Instant
    count: int


class Proof(NamedTuple):
    """A bottleneck, with the reasons why other people do not count for it; see `standto.kernel.bottlenecks`."""

    criticality: int
    duties: tuple[str, ...]
    required: int
    eligible: int
    short: int
    not_counted: dict[str, int]


@dataclass(frozen=True, repr=False)
class Recommendation:
    """One step, for one subject.

    Attributes
    ----------
    step
        One of `REVIEW_STEPS`.
    subject
        The id of the pool, duty or force that it is about.
    condition
        The declaration under which it would help; None if it needs none.
    pool, duty, duties
        Their ids, if the step has them.
    count
        The most that any window needs; for a step down, all places that go.
    at_most
        An upper bound of the count, if the search for call-ins ended without a proof; None if the count is exact.
    windows
        The windows that need it.
    by
        The latest time to decide it, so that the help comes in time.
    late
        Whether that time has passed at the review.
    power
        The id of the first row of `powers.csv` that permits it.
    approvers
        The posts that must agree.
    counted_before
        The numbers of other steps counted as done in the first window.
    basis, bottlenecks
        The proof for the first window, and the basis on which it counts.
    """

    step: str
    subject: str
    condition: str | None = None
    pool: str | None = None
    duty: str | None = None
    duties: tuple[str, ...] | None = None
    count: int | None = None
    windows: tuple[Need, ...] | None = None
    by: Instant | None = None
    late: bool = False
    power: str | None = None
    approvers: tuple[str, ...] | None = None
    counted_before: dict[str, int] | None = None
    basis: str | None = None
    bottlenecks: tuple[Proof, ...] = ()
    at_most: int | None = None

    def __repr__(self) -> str:
        """Return one line, because the proof may be long."""
        count = "" if self.count is None else f", {counted(self.count, 'place')}"
        windows = "" if self.windows is None else f" in {counted(len(self.windows), 'window')}"
        return f"<Recommendation {self.id!r}{count}{windows}>"

    @property
    def changes(self) -> bool:
        """Whether it changes who is called on; the other steps ask somebody to look at something."""
        return self.step in CHANGES

    @property
    def id(self) -> str:
        """``step:subject``, or ``step:subject:condition``; it stays the same while the reason does."""
        return ":".join(part for part in (self.step, self.subject, self.condition) if part)


class RemainingGap(NamedTuple):
    """A gap that no step closes."""

    duty: str
    start: Instant
    until: Instant
    gap: int


@dataclass(frozen=True, slots=True)
class KeptHelp:
    """Help that stays, and the reason.

    Attributes
    ----------
    state, count
        The furthest state that its places are in, and the number of places in all states.
    duty, start, until
        The first duty and window that cannot do without it; None if all can.
    at
        The hour from whose look-ahead they are.
    gap, worst_case
        The duty's gap in that window, and the worst case of the pool's duties alone.
    held_since
        The hour since which every duty could do without it, if all can.
    by_state
        The number of places in each state, the furthest first.
    fills
        Whether the pool can fill that duty then, as things are declared.
    """

    pool: str
    state: str
    count: int
    duty: str | None = None
    start: Instant | None = None
    until: Instant | None = None
    at: Instant | None = None
    gap: int | None = None
    worst_case: int | None = None
    held_since: Instant | None = None
    by_state: tuple[tuple[str, int], ...] = ()
    fills: bool = True


@dataclass(frozen=True, repr=False)
class ReviewFacts:
    """The facts of a review.

    Attributes
    ----------
    at, known_at
        The instant that it looks from, and the instant by which its events were recorded.
    until
        The end of the look-ahead.
    next_review
        The latest time for the next review.
    covered
        Whether all duties and crews of each criticality are covered over the look-ahead, on basis ``confirmed``.
    assumed, ready
        Declarations taken to be in force throughout, and the minutes that every duty and crew can wait at least.
    """

    scenario: Scenario
    at: Instant
    known_at: Instant
    until: Instant
    next_review: Instant
    recommendations: tuple[Recommendation, ...]
    remaining: tuple[RemainingGap, ...]
    kept: tuple[KeptHelp, ...]
    covered: dict[int, bool]
    assumed: tuple[str, ...] = ()
    ready: int | None = None

    @property
    def asked_period(self) -> Period:
        """From the moment that it looks from until the end of the look-ahead."""
        return Period(self.at, self.until)

    @property
    def headline(self) -> str:
        """The number of recommendations, and of those that change who is called on."""
        changes = counted(sum(one.changes for one in self.recommendations), "change")
        return f"{counted(len(self.recommendations), 'recommendation')}, {changes} of help"
