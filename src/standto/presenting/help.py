"""Help: the places of each pool by state, and the help that stays, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from standto.model.ladder import AID_STATES, CONTINGENCY_STATES, HOME_STATES
from standto.model.time import HOUR
from standto.model.words import USUAL, Vocabulary
from standto.wording import counted, moment, span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto.model.time import Instant
    from standto.model.zone import Zone

STATES = tuple(dict.fromkeys((*HOME_STATES, *AID_STATES, *CONTINGENCY_STATES)))
"""Every state of a pool's places, in the order of the ladder."""
AT_REST = frozenset({"available", "not-asked", "released", "declined", "withdrawn", "stood-down"})
"""States with no next step to wait for."""
TURN = {"asked": "theirs", "offered": "ours", "confirmed": "theirs", "requested": "theirs", "standby": "ours"}
"""Which force has to act next, ``ours`` or the pool's own; in every other state neither."""


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Places of one pool that came into a state together.

    Attributes
    ----------
    pool, force, kind
        The pool, the name of its force, and the force's kind.
    state, count
        Their state on the ladder, and their number.
    at, since
        The moment that is shown, and the moment they came into the state; None if they were in it from the start.
    ends
        The end of the pool's time; None if it has no end.
    overdue
        Whether an answer has been open for longer than the policy's `stale_hours`.
    idle
        The reason why help that is here or promised can fill no duty now; blank if it can fill one.
    waiting_for
        The name of the force that has to act next; blank if neither has.
    taken_by
        The post that took the step; blank if it is not known.
    vocabulary
        The scenario's words for states.
    """

    pool: str
    force: str
    kind: str
    state: str
    count: int
    at: Instant
    since: Instant | None
    ends: Instant | None
    overdue: bool
    idle: str
    waiting_for: str
    taken_by: str = ""
    vocabulary: Vocabulary = field(default=USUAL, repr=False)

    @property
    def age_hours(self) -> float | None:
        """The hours since they came into the state, to two decimals."""
        return None if self.since is None else round((self.at - self.since) / HOUR, 2)

    @property
    def open(self) -> bool:
        """Whether somebody waits for the next step, or help is here."""
        return self.state not in AT_REST

    @property
    def words(self) -> str:
        """The state in words."""
        return self.vocabulary.state(self.state)

    @property
    def words_with_use(self) -> str:
        """The state in words, and whether the places can fill no duty."""
        return f"{self.words} but able to fill no duty now" if self.idle else self.words


def help_by_state(lines: Iterable[HelpLine]) -> tuple[tuple[str, int], ...]:
    """Return the number of places in each state, by the state in words with its use."""
    places: dict[str, int] = {}
    for line in lines:
        places[line.words_with_use] = places.get(line.words_with_use, 0) + line.count
    return tuple(places.items())


@dataclass(frozen=True, slots=True)
class KeptLine:
    """Help that stays, and the reason.

    Attributes
    ----------
    pool, state, count
        The pool, the furthest state that its places are in, and the number of its places in all states.
    by_state
        The number of places in each state, the furthest first.
    duty, start, until
        The name of the first duty that needs the help, and the window; None if every duty can do without it.
    at
        The hour whose look-ahead that is.
    gap, worst_case
        The duty's gap there, and the worst case of the pool's duties alone.
    held_since
        The hour since which every duty can do without it.
    fills
        Whether the pool can fill that duty then, under the declarations in force.
    named
        Whether times carry their zone.
    vocabulary
        The scenario's words for states.
    """

    pool: str
    state: str
    count: int
    by_state: tuple[tuple[str, int], ...]
    duty: str | None
    start: Instant | None
    until: Instant | None
    at: Instant | None
    gap: int | None
    worst_case: int | None
    held_since: Instant | None
    fills: bool
    zone: Zone = field(repr=False)
    named: bool = False
    vocabulary: Vocabulary = field(default=USUAL, repr=False)

    @property
    def words(self) -> str:
        """The reason as a sentence."""
        help_kept = f"{self.pool}, {self._places}"
        if self.duty is None or self.start is None or self.until is None or self.at is None:
            since = "" if self.held_since is None else f" since {self._moment(self.held_since)}"
            return f"{help_kept}: not needed{since}, but not for long enough yet, or another rule keeps it."
        lacks = f"{self.gap} short" if self.gap else f"only {self.worst_case} to spare"
        window = span(self.zone, self.start, self.until, named=self.named)
        fails = f"{self.duty} is {lacks} from {window}, seen at {self._moment(self.at)}"
        # Help that cannot fill the duty then stays in case a declaration lets it: the duty is short even with the help.
        return f"{help_kept}: without it {fails}." if self.fills else f"{help_kept}: {fails}; {NOT_FILLED}."

    @property
    def _places(self) -> str:
        places = counted(self.count, "place")
        if len(self.by_state) < 2:
            return f"{places} {self._after_number(self.state)}"
        return f"{places} ({', '.join(f'{count:,} {self._after_number(state)}' for state, count in self.by_state)})"

    def _after_number(self, state: str) -> str:
        """Return a state as it reads after a number of places: ``4 arrived``, ``4 on standby``."""
        words = self.vocabulary.states
        return words.get(state) or ("on standby" if state == "standby" else state)

    def _moment(self, instant: Instant) -> str:
        return moment(self.zone, instant, named=self.named)


NOT_FILLED = "it cannot fill that duty without another declaration"
