"""The outline: the board for viewers, which gives nobody's state away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from standto.model.zone import Zone
from standto.presenting.margins import NOTHING_BREAKS
from standto.wording import id_words
from standto_desk.acts.proposal_log import place_of_proposal
from standto_desk.components.moments import short_moment
from standto_desk.components.small_numbers import coarse, small_number
from standto_desk.components.spoken import said
from standto_desk.picture.drawing import Picture
from standto_desk.presenting.boards import Overview, overview
from standto_desk.presenting.coarsening import CoarseCover, CoarseDuty, coarse_cover, coarse_readiness
from standto_desk.presenting.headlines import Headline, all_covered, duties_with_a_gap
from standto_desk.presenting.planned_changes import changes_ahead


@dataclass(frozen=True, kw_only=True)
class Outline(Overview[CoarseDuty]):
    """The picture of a whole hour in words, without numbers that could identify a person.

    It holds no exact number of people, so that no template can show one. Recommendations are left out, because they
    follow from exact numbers: a step for two places in one shift can show who is missing.

    Attributes
    ----------
    least
        Numbers of people below it are not shown.
    stepped_back
        The number of people of each force who have stepped back, in words: of every force that has people.
    margin
        How many more may step back, in words; blank if nothing can break cover.
    tight
        Whether some duty may lack fewer than `least` places, some crew may be below what it needs, or fewer than
        `least` more people may step back.
    crews
        The name of each crew with the state that it needs, in words, in order of precedence.
    crews_below
        The number of crews below what they need at that hour, in words. The crews are not named, because a crew can
        lack a single person.
    readiness
        How soon, and what is covered then, in words; empty if nobody needs time to be at work.
    """

    outline: ClassVar[bool] = True

    least: int
    stepped_back: tuple[tuple[str, str], ...]
    margin: str
    tight: bool
    crews: tuple[tuple[str, str], ...] = ()
    crews_below: str = ""
    readiness: tuple[tuple[str, str], ...] = ()

    @property
    def more_may_step_back(self) -> str:
        """How many more may step back, in a sentence."""
        if self.short_duties:
            return f"There is nobody to spare: a duty lacks {self.least:,} places or more, now or ahead."
        if self.tight:
            return said(
                f"At worst, fewer than {self.least:,} more people before a duty has a gap. "
                f"Or a duty already has a gap of fewer than {self.least:,} places"
                f"{', or a crew is below what it needs' if self.crews else ''}."
            )
        if self.margin:
            return said(f"At worst, {self.margin} more people before a duty has a gap.")
        return NOTHING_BREAKS


def outline_of(picture: Picture) -> Outline:
    """Return the outline of a picture of a whole hour."""
    situation, scenario, least = picture.situation, picture.scenario, small_number()
    with_people = {scenario.home, *(person.force for person in scenario.people)}
    days = coarse_cover(picture, least)
    shared = overview(picture, days.until, picture.lent_pools, picture.known_at)
    # Viewers know a proposal by its place among all proposals: an entry's number would count what they do not see.
    shared["waiting"] = tuple(replace(line, sequence=place_of_proposal(line.sequence)) for line in shared["waiting"])
    return Outline(
        **shared,
        ahead=changes_ahead(picture.at, days.until, picture.known_at, of_people=False),
        headline=_headline(days, scenario.zone, least, bool(scenario.crews)),
        least=least,
        stepped_back=tuple(
            (force.label, coarse(situation.stepped_back(force.id, picture.at), least))
            for force in scenario.forces_in_order
            if force.id in with_people
        ),
        duties=days.duties,
        margin=days.margin,
        tight=days.tight,
        crews=tuple((one.crew.label, id_words(one.names[one.needs])) for one in scenario.crew_states),
        crews_below=coarse(days.crews_below, least) if scenario.crews else "",
        readiness=coarse_readiness(picture, least, days),
    )


def _headline(days: CoarseCover, zone: Zone, least: int, crews: bool) -> Headline:
    until = short_moment(days.until, zone)
    below = ", and crews may be below what they need" if crews else ""
    small = f"Other duties may each lack fewer than {least:,} places{below}, today or until {until}."
    now = [duty.gap_now for duty in days.duties if duty.gap_now]
    if now:
        missing = f"At least {sum(gap.least for gap in now):,} places are missing."
        return Headline(f"{duties_with_a_gap(len(now))} now", "gap", f"{missing} {small}")
    if days.crews_below >= least:
        return Headline(f"{least:,} crews or more are below what they need now", "gap", small)
    ahead = [duty.gaps[0].start for duty in days.duties if duty.gaps]
    if ahead:
        first = min(ahead)
        have = f"{duties_with_a_gap(ahead.count(first))} from {short_moment(first, zone)}"
        return Headline(have, "watch", f"That is a gap of {least:,} places or more. {small}")
    if days.tight:
        none = "No duty" if crews else "None"
        less = f"Duties may each lack fewer than {least:,} places{below}, today or until {until}. {none} lacks more."
        if not days.duties:
            less = f"Crews may be below what they need, today or until {until}."
        return Headline("Cover is tight", "watch", less, mark="Tight")
    if not crews and not any(duty.required is not None for duty in days.duties):
        return Headline("No duty stands now", "quiet", "")
    return Headline(f"{all_covered(days.duties, [crews] if crews else [])} until {until}", "good", "")
