"""The head of every report: its number, audience, handling marking, time and inputs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import standto
from standto.errors import OptionError
from standto.model.words import USUAL, Vocabulary
from standto.presenting.scope import not_checked
from standto.wording import check_choice, check_text, shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto.model.zone import Zone
    from standto.reporting.standpoint import Standpoint

COMMAND, PUBLIC = "command", "public"
SUPPOSED = "WHAT IF, not what is"
"""What stands before the marking of a report in which something was supposed."""

AUDIENCES = (COMMAND, PUBLIC)
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a report.

    Attributes
    ----------
    number
        The report's number; see `number_of`.
    audience, marking
        Its audience, and its handling marking.
    scenario
        The scenario's title, which names its invented parts.
    at, known_at
        The instant that the report looks from, and the instant by which events were recorded.
    assumed
        Declarations taken to be in force throughout.
    ready
        Minutes that every duty and crew can wait at least; None: only as long as their rows say.
    digest
        SHA-256 of the scenario's files; None if it was made in memory.
    not_checked
        The conditions that no answer checks.
    version
        The version of Standto.
    what_if
        What was supposed, each change in full; None if nothing was.
    """

    number: str
    audience: str
    marking: str
    scenario: str
    at: Instant
    known_at: Instant
    assumed: tuple[str, ...]
    ready: int | None
    digest: str | None
    not_checked: tuple[str, ...]
    version: str = field(default_factory=lambda: standto.__version__)
    what_if: tuple[str, ...] | None = None


def heading_of(stand: Standpoint, audience: str, marking: str | None) -> Heading:
    """Return the head of a report.

    Raises
    ------
    OptionError
        The audience is unknown, or the marking is not allowed; or the report is for the public, and something was
        supposed.
    """
    scenario = stand.scenario
    heading = Heading(
        number=number_of(scenario.zone, stand.at, stand.known_at),
        audience=audience,
        marking=marking_of(audience, marking, scenario.words),
        scenario=stand.names.without_ciphers(scenario.title),
        at=stand.at,
        known_at=stand.known_at,
        assumed=stand.assumed,
        ready=stand.ready,
        digest=scenario.digest or None,
        not_checked=not_checked(scenario),
    )
    return supposing(heading, scenario, stand.names.without_ciphers)


def supposing(heading: Heading, scenario: Scenario, worded: Callable[[str], str]) -> Heading:
    """Return a heading that says what was supposed of its scenario, if anything was.

    Parameters
    ----------
    worded
        Returns a sentence as the report may show it.

    Raises
    ------
    OptionError
        Something was supposed, and the report is for the public.
    """
    supposed = scenario.supposed
    if not supposed.told:
        return heading
    if heading.audience == PUBLIC:
        raise OptionError("audience: a report of a what-if is not for the public: allowed is command")
    return replace(
        heading,
        number=f"{heading.number}-what-if",
        marking=f"{SUPPOSED}: {heading.marking}",
        digest=heading.digest or supposed.digest or None,
        what_if=tuple(map(worded, supposed.told)),
    )


def marking_of(audience: str, marking: str | None, words: Vocabulary = USUAL) -> str:
    """Return the marking of a report.

    Parameters
    ----------
    audience
        One of `AUDIENCES`.
    marking
        A marking in place of the audience's own.
    words
        The scenario's words, which hold the marking of each audience.

    Raises
    ------
    OptionError
        The audience is unknown, or the marking is blank, longer than 100 characters or not one printable line.
    """
    check_choice(audience, "audience", AUDIENCES)
    if marking is None:
        return words.marking if audience == COMMAND else words.public_marking
    return given_marking(marking)


def given_marking(marking: str) -> str:
    """Return a marking in place of a report's own, without spaces around it.

    Raises
    ------
    OptionError
        It is blank, longer than 100 characters or not one printable line.
    """
    check_text(marking, "marking", f"a line of 1 to {_LONGEST} printable characters")
    if not marking.strip() or len(marking) > _LONGEST or not marking.isprintable():
        raise OptionError(f"marking: {shortened(marking)} is not a line of 1 to {_LONGEST} printable characters")
    return marking.strip()


def number_of(zone: Zone, at: Instant, known_at: Instant) -> str:
    """Return a report's number: its local time and offset, as ``20230925-1200+0100``.

    A report with the knowledge of another time says so: ``20230925-1200+0100-known-20230926-…``. The number comes from
    the report's own time, never from a clock. The same report always has the same number, and later ones sort last.
    """
    number = _digits(zone, at)
    return number if known_at == at else f"{number}-known-{_digits(zone, known_at)}"


def _digits(zone: Zone, instant: Instant) -> str:
    """Return a moment in digits, to the minute, or more finely if it is not a whole minute."""
    local = zone.local(instant)
    fine = f"{local:%S}" if local.second or local.microsecond else ""
    finest = f".{local:%f}" if local.microsecond else ""
    return f"{local:%Y%m%d-%H%M}{fine}{finest}{local:%z}"
