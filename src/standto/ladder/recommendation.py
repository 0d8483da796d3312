"""What a review says: recommendations as values, each with the proof that calls for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from standto.model.steps import CHANGES

if TYPE_CHECKING:
    from standto.model.scenario import Scenario
    from standto.model.time import Instant


@dataclass(frozen=True, slots=True)
class Need:
    """A window that needs a step, and how many it needs."""

    start: Instant
    until: Instant
    count: int


class Proof(NamedTuple):
    """A bottleneck, with why others do not count for it; see `standto.coverage`."""

    criticality: int
    duties: tuple[str, ...]
    required: int
    eligible: int
    short: int
    not_counted: dict[str, int]


@dataclass(frozen=True)
class Recommendation:
    """One step, for one subject.

    Attributes
    ----------
    step
        One of `STEPS`.
    subject
        The pool, duty or force that it is about.
    condition
        The declaration under which it would help; None: as things are.
    pool, duty, duties
        What it is about, as far as the step has one.
    count
        The most that any window needs; for a step down, all that go.
    at_most
        The most that it could be, where the search for call-ins ended before it knew; None: the count is exact.
    windows
        The windows that need it.
    by
        When it must be decided for the help to be there in time.
    late
        Whether that is not after the review.
    power
        The first row of `powers.csv` that permits it.
    approvers
        The posts that must agree.
    counted_before
        Other steps counted as done in the first window, with their numbers.
    basis, bottlenecks
        The proof for the first window, and on which basis it counts.
    called
        What its subject is called, for sentences; blank: by its id.
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
    called: str = ""
    at_most: int | None = None

    @property
    def about(self) -> str:
        """What its subject is called; by its id, unless it is told by names."""
        return self.called or self.subject

    @property
    def changes(self) -> bool:
        """Whether it changes who is called on, rather than asking somebody to look at something."""
        return self.step in CHANGES

    @property
    def id(self) -> str:
        """``step:subject``, and the condition where there is one: the same while the reason is."""
        return ":".join(part for part in (self.step, self.subject, self.condition) if part)


class RemainingGap(NamedTuple):
    """A gap that no step closes."""

    duty: str
    start: Instant
    until: Instant
    gap: int


@dataclass(frozen=True, slots=True)
class KeptHelp:
    """Help that stays, and what keeps it.

    Attributes
    ----------
    state, count
        The furthest state that its places are in; how many of them there are in all.
    duty, start, until
        The first duty and window that would not do without it; None where all would.
    at
        The hour whose look-ahead that is.
    gap, worst_case
        The duty's gap there, and the worst case of the pool's duties alone.
    held_since
        Where all hold: since which hour.
    by_state
        How many of the places are in which state, the furthest first.
    fills
        Whether the pool can fill that duty then, by what is declared.
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


@dataclass(frozen=True)
class Review:
    """The answer to a look at the ladder.

    Attributes
    ----------
    at, known_at
        As of when, and as known when.
    until
        Where the look-ahead ends.
    next_review
        When to look again at the latest.
    covered
        By criticality: whether every duty of it is covered over the look-ahead on basis ``confirmed``.
    """

    scenario: Scenario = field(repr=False)
    at: Instant
    known_at: Instant
    until: Instant
    next_review: Instant
    recommendations: tuple[Recommendation, ...]
    remaining: tuple[RemainingGap, ...]
    kept: tuple[KeptHelp, ...]
    covered: dict[int, bool]

    def as_json(self) -> dict[str, Any]:
        """Return the review as the object of the contract, ready for `json.dumps`."""
        iso = self.scenario.zone.iso
        return {
            "format": 1,
            "scenario": self.scenario.title,
            "at": iso(self.at),
            "known_at": iso(self.known_at),
            "look_ahead_until": iso(self.until),
            "next_review": iso(self.next_review),
            "recommendations": [self._recommendation(one) for one in self.recommendations],
            "remaining": [
                {"duty": one.duty, "from": iso(one.start), "until": iso(one.until), "gap": one.gap}
                for one in self.remaining
            ],
            "kept": [self._kept(one) for one in self.kept],
        }

    def rows(self) -> list[dict[str, Any]]:
        """Return the recommendations as flat rows, for a data frame."""
        return [
            {key: value for key, value in self._recommendation(one).items() if not isinstance(value, (dict, list))}
            for one in self.recommendations
        ]

    def summary(self) -> str:
        """Return the review for reading: what to do, by when, because of what."""
        from standto.ladder.wording import review_text

        return review_text(self)

    def _recommendation(self, one: Recommendation) -> dict[str, Any]:
        """Return a recommendation as in the contract; what its step does not use is null."""
        iso = self.scenario.zone.iso
        windows = one.windows
        return {
            "id": one.id,
            "step": one.step,
            "pool": one.pool,
            "duty": one.duty,
            "duties": None if one.duties is None else list(one.duties),
            "count": one.count,
            **({} if one.at_most is None else {"at_most": one.at_most}),
            "windows": None
            if windows is None
            else [{"from": iso(need.start), "until": iso(need.until), "count": need.count} for need in windows],
            "by": None if one.by is None else iso(one.by),
            "late": None if one.by is None else one.late,
            "condition": one.condition,
            "power": one.power,
            "approvers": None if one.approvers is None else list(one.approvers),
            "counted_before": one.counted_before,
            "because": None
            if one.basis is None
            else {
                "basis": one.basis,
                "bottlenecks": [{**proof._asdict(), "duties": list(proof.duties)} for proof in one.bottlenecks],
            },
        }

    def _kept(self, one: KeptHelp) -> dict[str, Any]:
        """Return kept help as in the contract."""

        def iso(instant: Instant | None) -> str | None:
            """Return an instant as text, where there is one."""
            return None if instant is None else self.scenario.zone.iso(instant)

        return {
            "pool": one.pool,
            "state": one.state,
            "count": one.count,
            "duty": one.duty,
            "from": iso(one.start),
            "until": iso(one.until),
            "at": iso(one.at),
            "gap": one.gap,
            "worst_case": one.worst_case,
            "held_since": iso(one.held_since),
        }
