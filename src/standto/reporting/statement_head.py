"""The head of a cover statement: its number, its period and its inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.attribution.strengths import SIDE_BY_SIDE
from standto.model.time import Period
from standto.presenting.scope import HELP, assumption_words, not_checked
from standto.reporting.document import Summary, Words
from standto.reporting.head_matter import supposed_rows, unchecked_rows
from standto.reporting.heading import Heading, marking_of, number_of, supposing
from standto.reporting.names import ReportNames
from standto.wording import day_and_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.attribution.statement_facts import StatementFacts
    from standto.model.time import Instant
    from standto.model.zone import Zone

CAUSE_ORDER = (
    "Each place-hour has one cause. Reasons not to count are lifted for everybody, one after another, in the order of "
    "this table. The cause of a place-hour is the first at which it would have been filled."
)
NOT_BLAME = (
    "A cause says what would have filled a place, not what anybody should have done. Stepping back is a right, and "
    "leave and rest are owed."
)
EVERYTHING_KNOWN = "everything known now, also what was recorded after the period"


def statement_heading(facts: StatementFacts, audience: str, marking: str | None) -> Heading:
    """Return the head of a cover statement.

    Raises
    ------
    OptionError
        The audience is unknown, or the marking is not allowed.
    """
    situation, scenario = facts.situation, facts.scenario
    worded = ReportNames(scenario).without_ciphers
    heading = Heading(
        number=_number(facts),
        audience=audience,
        marking=marking_of(audience, marking, scenario.words),
        scenario=worded(scenario.title),
        at=facts.start,
        known_at=facts.until if situation.known_at is None else situation.known_at,
        assumed=situation.assumed,
        ready=situation.ready,
        digest=scenario.digest or None,
        not_checked=not_checked(scenario),
    )
    return supposing(heading, scenario, worded)


def _number(facts: StatementFacts) -> str:
    """Return a statement's number: its period, and the state of knowledge if one was asked for."""

    def digits(instant: Instant) -> str:
        """Return a moment in digits."""
        return number_of(facts.scenario.zone, instant, instant)

    known_at = facts.situation.known_at
    known = "" if known_at is None else f"-known-{digits(known_at)}"
    return f"{digits(facts.start)}-to-{digits(facts.until)}{known}"


def statement_head_rows(facts: StatementFacts, heading: Heading) -> Iterator[tuple[str, Words]]:
    """Yield the rows at the head of a cover statement."""
    situation = facts.situation
    yield from supposed_rows(heading)
    yield from period_rows(heading, Period(facts.start, facts.until), situation.known_at, facts.scenario.zone)
    yield "Help counted", Words(HELP[facts.basis])
    assumed = assumption_words(facts.scenario, situation.assumed, situation.ready)
    if assumed:
        yield "Assumed", Words("; ".join(assumed), tag="assumed", tone="bad")
    yield from unchecked_rows(heading)


def period_rows(heading: Heading, period: Period, known_at: Instant | None, zone: Zone) -> Iterator[tuple[str, Words]]:
    """Yield the rows that say which statement it is, of which period, and as known when."""
    yield "Statement", Words(heading.number)
    yield "Scenario", Words(heading.scenario)
    yield "Period", Words(f"{day_and_time(zone, period.start)} to {day_and_time(zone, period.until)}")
    yield "As known at", Words(EVERYTHING_KNOWN if known_at is None else day_and_time(zone, known_at))


def definitions() -> Summary:
    """Return the definition of the requirement and of each measure beside it."""
    return Summary(tuple((one.name.capitalize(), Words(one.meaning)) for one in SIDE_BY_SIDE))
