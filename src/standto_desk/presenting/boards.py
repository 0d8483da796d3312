"""The board: everything that everybody sees of a moment, as counts and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.scenario.warnings import warnings_beside_advice
from standto_desk.acts.step_owners import find_step_owners
from standto_desk.components.axis import Axis
from standto_desk.presenting.advice import advised, kept_words, remaining
from standto_desk.presenting.duties import duty_lines
from standto_desk.presenting.headlines import headline
from standto_desk.presenting.margins import margin_lines
from standto_desk.presenting.offers import offer_lines
from standto_desk.presenting.pools import help_by_state, help_lines
from standto_desk.presenting.waiting import waiting_lines

if TYPE_CHECKING:
    from standto.model.time import Instant
    from standto.model.zone import Zone
    from standto_desk.picture.drawing import Picture
    from standto_desk.presenting.advice import Advice, RemainingGap
    from standto_desk.presenting.duties import DutyLine
    from standto_desk.presenting.headlines import Headline
    from standto_desk.presenting.margins import MarginLine
    from standto_desk.presenting.offers import OfferLine
    from standto_desk.presenting.pools import HelpLine
    from standto_desk.presenting.waiting import WaitingLine


@dataclass(frozen=True)
class Board:
    """A picture in words.

    Attributes
    ----------
    title
        What the desk is for.
    zone
        That its times are in.
    at, until
        The time that it shows.
    sequence
        The last entry that it knows.
    next_review
        When to look again at the latest.
    clock_changes
        Changes of the clocks in that time, in words.
    declared
        Declarations in force.
    stepped_back
        How many have stepped back, by the name of the force; forces of whom none has are left out.
    reserve
        The places to spare.
    offers
        Help that nobody asked for, and that waits to be accepted.
    kept
        Help that stays, and why, in words.
    pools
        Ids of the pools, which may step back as people do and are nobody.
    warnings
        Powers of the military that bear on no duty, and names that look alike and are not the same, in words.
    """

    title: str
    zone: Zone
    at: Instant
    until: Instant
    sequence: int
    next_review: Instant
    headline: Headline
    clock_changes: tuple[str, ...]
    declared: tuple[str, ...]
    stepped_back: tuple[tuple[str, int], ...]
    duties: tuple[DutyLine, ...]
    margins: tuple[MarginLine, ...]
    reserve: int
    help: tuple[HelpLine, ...]
    waiting: tuple[WaitingLine, ...]
    offers: tuple[OfferLine, ...]
    advice: tuple[Advice, ...]
    remaining: tuple[RemainingGap, ...]
    kept: tuple[str, ...]
    pools: frozenset[str]
    warnings: tuple[str, ...] = ()

    @property
    def short_duties(self) -> tuple[DutyLine, ...]:
        """Duties with a gap, now or ahead."""
        return tuple(line for line in self.duties if line.gaps)

    @property
    def covered_duties(self) -> tuple[DutyLine, ...]:
        """Duties without one."""
        return tuple(line for line in self.duties if not line.gaps)

    @property
    def open_help(self) -> tuple[HelpLine, ...]:
        """Help that somebody waits for, or that is here."""
        return tuple(line for line in self.help if line.open)

    @property
    def help_by_state(self) -> tuple[tuple[str, int], ...]:
        """How many places are here or awaited, by state in words."""
        return help_by_state(self.open_help)

    @property
    def resting_help(self) -> tuple[HelpLine, ...]:
        """Places with which nothing is going on."""
        return tuple(line for line in self.help if not line.open)


def board_of(picture: Picture, *, past: bool = False) -> Board:
    """Return the board of a picture.

    Parameters
    ----------
    past
        Whether only what was known then is told of, rather than how proposals stand now.
    """
    situation, review, scenario = picture.situation, picture.review, picture.situation.scenario
    zone, until = scenario.zone, picture.cover.until
    lines = duty_lines(picture.cover, picture.at)
    counts = ((force, situation.stepped_back(force.id, picture.at)) for force in scenario.forces_in_order)
    return Board(
        title=scenario.title,
        zone=zone,
        at=picture.at,
        until=until,
        sequence=picture.sequence,
        next_review=review.next_review,
        headline=headline(lines, picture.at, until, zone),
        clock_changes=tuple(change.words for change in Axis(picture.at, until, zone).changes()),
        declared=situation.declared(picture.at),
        stepped_back=tuple((force.name or force.id, count) for force, count in counts if count),
        duties=lines,
        margins=margin_lines(picture.margin, zone),
        reserve=scenario.policy.reserve,
        help=help_lines(situation, review, find_step_owners(list(scenario.pool))),
        waiting=waiting_lines(scenario.pool, known_at=picture.known_at if past else None),
        offers=offer_lines(scenario.pool, known_at=picture.known_at if past else None),
        advice=advised(review, zone),
        remaining=remaining(review),
        kept=tuple(kept_words(one, scenario) for one in review.kept),
        pools=frozenset(scenario.pool),
        warnings=tuple(warnings_beside_advice(scenario)),
    )
