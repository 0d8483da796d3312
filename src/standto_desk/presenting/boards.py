"""The board: a moment as counts and words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from standto.coverage import Cover
from standto.coverage.how_soon import readiness_lines
from standto.coverage.lines import duty_lines, margin_lines, rest_line
from standto.ladder import Review
from standto.ladder.lines import advice_lines, help_lines, kept_lines, remaining_lines
from standto.model.time import Instant
from standto.model.zone import Zone
from standto.presenting.advice import Advice, grouped
from standto.presenting.crews import CrewLine
from standto.presenting.duties import DutyLine, RemainingLine, Stretch
from standto.presenting.help import HelpLine, KeptLine, help_by_state
from standto.presenting.margins import MarginLine
from standto.presenting.readiness import ReadinessLine
from standto.presenting.rest_words import RestLine
from standto.scenario.warnings import warnings_beside_advice
from standto_desk.acts.step_owners import find_step_owners
from standto_desk.clock import now
from standto_desk.components.axis import Axis
from standto_desk.ledger.plan_answers import PlanAnswers
from standto_desk.picture.drawing import Picture
from standto_desk.presenting.coarsening import CoarseDuty
from standto_desk.presenting.crews_shown import crews_of
from standto_desk.presenting.headlines import Headline, headline
from standto_desk.presenting.offers import OfferLine, offer_lines
from standto_desk.presenting.planned_changes import ChangeAhead, changes_ahead, with_gaps
from standto_desk.presenting.waiting import WaitingLine, waiting_lines

Duty = TypeVar("Duty", DutyLine, CoarseDuty)


@dataclass(frozen=True, kw_only=True)
class Overview(Generic[Duty]):
    """The part that a board and its outline share.

    Attributes
    ----------
    at, until
        The period that it shows.
    clock_changes
        Changes of the clocks in that period, in words.
    help
        Places of help by state; first those that somebody waits for.
    waiting, offers
        Proposals that wait for approval, and offers that wait to be accepted.
    warnings
        The scenario's warnings that matter for advice, in words.
    ahead
        Changes of the register in that period, which no answer counts yet.
    duties
        The line of each duty; first those with a gap.
    """

    title: str
    zone: Zone
    at: Instant
    until: Instant
    headline: Headline
    clock_changes: tuple[str, ...]
    declared: tuple[str, ...]
    help: tuple[HelpLine, ...]
    waiting: tuple[WaitingLine, ...]
    offers: tuple[OfferLine, ...]
    warnings: tuple[str, ...] = ()
    ahead: tuple[ChangeAhead, ...] = ()
    duties: tuple[Duty, ...]

    @property
    def short_duties(self) -> tuple[Duty, ...]:
        """Duties with a gap that is shown, now or ahead."""
        return tuple(line for line in self.duties if line.gaps)

    @property
    def other_duties(self) -> tuple[Duty, ...]:
        """Duties without one."""
        return tuple(line for line in self.duties if not line.gaps)

    @property
    def open_help(self) -> tuple[HelpLine, ...]:
        """Help that somebody waits for, or that is here."""
        return tuple(line for line in self.help if line.open)

    @property
    def resting_help(self) -> tuple[HelpLine, ...]:
        """Places that nobody waits for."""
        return tuple(line for line in self.help if not line.open)

    @property
    def help_by_state(self) -> tuple[tuple[str, int], ...]:
        """The number of places that are here or on their way, by state in words."""
        return help_by_state(self.open_help)


@dataclass(frozen=True, kw_only=True)
class Board(Overview[DutyLine]):
    """A picture in words, with every number.

    Attributes
    ----------
    sequence
        The last entry that it knows.
    next_review
        The latest time for the next review.
    stepped_back
        The number of people who have stepped back, by the name of their force; forces with none are left out.
    rest
        The numbers of people in stints that break a rule on rest; None if the scenario has no rules.
    crews
        The line of each crew; first those below what they need.
    readiness
        What is covered at once, and how soon the rest; empty if nobody needs time to be at work.
    pools
        Ids of the pools, whose places step back as people do.
    """

    outline: ClassVar[bool] = False

    sequence: int
    next_review: Instant
    stepped_back: tuple[tuple[str, int], ...]
    rest: RestLine | None
    margins: tuple[MarginLine, ...]
    reserve: int
    advice: tuple[Advice, ...]
    remaining: tuple[RemainingLine, ...]
    kept: tuple[KeptLine, ...]
    pools: frozenset[str]
    crews: tuple[CrewLine, ...] = ()
    readiness: tuple[ReadinessLine, ...] = ()

    @property
    def short_crews(self) -> tuple[CrewLine, ...]:
        """Crews that are below what they need, now or ahead."""
        return tuple(crew for crew in self.crews if crew.short)

    @property
    def charted(self) -> list[dict[str, Any]]:
        """Each duty as the chart takes it."""
        return [{"name": line.name, "windows": list(map(_charted, line.stretches))} for line in self.duties]


def _charted(stretch: Stretch) -> dict[str, int]:
    required = stretch.required or 0
    return {"start": stretch.start, "until": stretch.until, "required": required, "filled": stretch.filled}


def board_of(picture: Picture, *, past: bool = False) -> Board:
    """Return the board of a picture.

    Parameters
    ----------
    past
        Whether proposals and offers are shown as they stood then, rather than as they stand now.
    """
    review, scenario = picture.review, picture.scenario
    lines, crews = pressing_duties(picture.cover), crews_of(picture)
    asked = picture.at, picture.until, picture.known_at
    forces = ((force, picture.situation.stepped_back(force.id, picture.at)) for force in scenario.forces_in_order)
    return Board(
        **overview(picture, picture.until, scenario.pool, picture.known_at if past else None),
        headline=headline(lines, picture.at, picture.until, scenario.zone, crews),
        ahead=tuple(with_gaps(changes_ahead(*asked), picture.until, picture.known_at)),
        sequence=picture.sequence,
        next_review=review.next_review,
        stepped_back=tuple((force.label, count) for force, count in forces if count),
        rest=rest_line(picture.cover),
        duties=lines,
        margins=margin_lines(picture.margin, named=True),
        reserve=scenario.policy.reserve,
        advice=pressing_advice(review),
        remaining=remaining_lines(review, named=True),
        kept=kept_lines(review, named=True),
        pools=frozenset(scenario.pool),
        crews=crews,
        readiness=tuple(replace(line, named=True) for line in readiness_lines(picture.cover)),
    )


def overview(picture: Picture, until: Instant, pools: Collection[str], known_at: Instant | None) -> dict[str, Any]:
    """Return the fields of an `Overview` except its headline.

    Parameters
    ----------
    until
        The end of the period that it shows.
    pools
        The pools whose help, proposals and offers it shows.
    known_at
        The moment at which proposals and offers are known; None: now.
    """
    scenario = picture.scenario
    of_help = _work_on_help(tuple(pools), known_at)
    return {
        "title": scenario.title,
        "zone": scenario.zone,
        "at": picture.at,
        "until": until,
        "clock_changes": tuple(change.words for change in Axis(picture.at, until, scenario.zone).changes()),
        "declared": picture.situation.declared(picture.at),
        "help": _help_shown(picture, pools, of_help.owners),
        "waiting": of_help.waiting,
        "offers": of_help.offers,
        "warnings": tuple(warnings_beside_advice(scenario)),
    }


def pressing_duties(cover: Cover) -> tuple[DutyLine, ...]:
    """Return the line of each duty, with the reasons of its first gap; first those with a gap, by its beginning."""
    return tuple(sorted(duty_lines(cover, reasons=1), key=lambda line: (not line.gaps, line.first_short or 0)))


def pressing_advice(review: Review) -> tuple[Advice, ...]:
    """Return a review's advice, with like steps as one: first late ones, then by the time to decide."""
    advice = grouped(advice_lines(review, named=True))
    return tuple(sorted(advice, key=lambda one: (not one.late, 2**62 if one.by is None else one.by)))


def help_shown(picture: Picture, pools: Collection[str]) -> tuple[HelpLine, ...]:
    """Return the places of some pools by state; first those that somebody waits for."""
    return _help_shown(picture, pools, _work_on_help(tuple(pools), None).owners)


def _help_shown(
    picture: Picture, pools: Collection[str], owners: Mapping[tuple[str, str, Instant], str]
) -> tuple[HelpLine, ...]:
    lines = help_lines(picture.situation, picture.review, pools=pools, owners=owners)
    return tuple(sorted(lines, key=lambda line: not line.open))


class _WorkOnHelp(NamedTuple):
    """The posts that own the steps of some pools, and the proposals and offers that wait."""

    owners: Mapping[tuple[str, str, Instant], str]
    waiting: tuple[WaitingLine, ...]
    offers: tuple[OfferLine, ...]


_work: PlanAnswers[tuple[str, ...], _WorkOnHelp] = PlanAnswers(4)


def _work_on_help(pools: tuple[str, ...], known_at: Instant | None) -> _WorkOnHelp:
    """Return the work on the help of some pools: of now, looked up again once the plan changes; or as known then."""

    def found() -> _WorkOnHelp:
        return _WorkOnHelp(
            find_step_owners(pools), waiting_lines(pools, known_at=known_at), offer_lines(pools, known_at=known_at)
        )

    return _work.get(pools, now(), found) if known_at is None else found()
