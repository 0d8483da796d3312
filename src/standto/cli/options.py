"""Options that commands share, and their meaning in a scenario."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from standto.cli.asked_moments import AskedMoments
from standto.cli.option_pairs import never_with
from standto.cli.parser_parts import group_of
from standto.errors import OptionError
from standto.model.ladder import BASES
from standto.scenario.cells import Unusable, shown, whole
from standto.scenario.name_likeness import meant_by_option
from standto.wording import MOST_MINUTES
from standto.wording.spoken_times import ISO

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _ArgumentGroup
    from collections.abc import Callable, Iterator

    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto.register import Situation

DEFAULT_BASIS = "confirmed"
_MOST = 999_999_999


@dataclass(frozen=True, slots=True)
class Asked:
    """The values of the shared options.

    Attributes
    ----------
    at, known_at, start, until, previous, since
        Instants; None if not given. `start` is where to look from, if not from `at`; `since` where to count from.
    now
        The present, if it is given.
    basis
        The help that counts.
    assume
        Declarations taken to be in force throughout.
    ready
        Minutes that every duty and crew can wait at least; None if not given.
    """

    at: Instant | None = None
    known_at: Instant | None = None
    start: Instant | None = None
    until: Instant | None = None
    previous: Instant | None = None
    since: Instant | None = None
    now: Instant | None = None
    basis: str = DEFAULT_BASIS
    assume: tuple[str, ...] = ()
    ready: int | None = None

    def situation(self, scenario: Scenario) -> Situation:
        """Return the situation that the options describe, looked at from `start`, if it is given."""
        from standto.register import situation_of

        found = situation_of(scenario, at=self.at, known_at=self.known_at, assume=self.assume, ready=self.ready)
        return found if self.start is None else replace(found, at=self.start)


def add_folder(parser: ArgumentParser) -> None:
    """Add the scenario's folder."""
    parser.add_argument("folder", metavar="FOLDER", help="a scenario's folder, or the name of a sample")


def add_json(parser: ArgumentParser) -> None:
    """Add the choices of JSON, and of text in which nothing is cut."""
    answer = group_of(parser, "answer")
    answer.add_argument("--json", action="store_true", help="print one line of JSON instead of text for reading")
    answer.add_argument("--all", action="store_true", help="cut no list in the text")
    never_with(parser, "--json", "--all", why="does not go with --json, in which nothing is ever cut: leave it out")


def add_whole(
    parser: ArgumentParser | _ArgumentGroup,
    name: str,
    sign: str,
    what: str,
    *,
    default: int,
    least: int = 0,
    most: int = _MOST,
) -> None:
    """Add an option that is a whole number."""
    parser.add_argument(
        name, metavar=sign, type=number_reader(least, most), default=default, help=f"{what} (%(default)s)"
    )


def number_reader(least: int = 0, most: int = _MOST) -> Callable[[str], int]:
    """Return a reader of whole numbers within bounds."""

    def number(text: str) -> int:
        """Read the number."""
        try:
            return whole(text, least, most)
        except Unusable as error:
            raise ArgumentTypeError(str(error)) from None

    return number


def add_share(parser: ArgumentParser, name: str, sign: str, what: str) -> None:
    """Add an option that is a share, from 0 to 1; by default 0."""

    def share(text: str) -> float:
        """Read the number."""
        if not re.fullmatch(r"[01](\.[0-9]+)?|\.[0-9]+", text) or float(text) > 1:
            raise ArgumentTypeError(f"{shown(text)} is not allowed: write a number from 0 to 1, such as 0.25")
        return float(text)

    parser.add_argument(name, metavar=sign, type=share, default=0.0, help=f"{what} (0)")


def add_at(parser: ArgumentParser, *, required: bool = False) -> None:
    """Add the times as of which, and as known at which, a command answers."""
    moments = group_of(parser, "moments")
    moments.add_argument(
        "--at",
        metavar="T",
        required=required,
        help="look from this time on, with what was known then: 2023-09-23T18:00, 'Sat 18:00', '23 Sept 6pm', +6h, now",
    )
    moments.add_argument(
        "--known-at", metavar="K", help="use only events recorded by this time (default: T, or everything)"
    )


def add_from(parser: ArgumentParser) -> None:
    """Add the time to look from, whatever is known."""
    moments = group_of(parser, "moments")
    moments.add_argument(
        "--from", metavar="F", help="look from this time on, whenever things became known (default: T, or the start)"
    )


def add_until(parser: ArgumentParser) -> None:
    """Add the end of the time to look at."""
    moments = group_of(parser, "moments")
    moments.add_argument("--until", metavar="U", help="look until this time (default: the end of the scenario)")


def add_ready(parser: ArgumentParser) -> None:
    """Add the readiness that every duty and crew can wait for."""
    counted = group_of(parser, "what counts")
    counted.add_argument(
        "--ready",
        metavar="M",
        type=number_reader(0, MOST_MINUTES),
        help="let every duty and crew wait at least M minutes for people (default: as long as their rows say)",
    )


def add_scope(parser: ArgumentParser) -> None:
    """Add the times, the basis, the declarations and the readiness of cover and margin."""
    add_at(parser)
    add_from(parser)
    add_until(parser)
    add_basis(parser, "which help counts")
    add_assumptions(parser)


def add_basis(parser: ArgumentParser, what: str, default: str = DEFAULT_BASIS) -> None:
    """Add the basis: the help that counts."""
    group_of(parser, "what counts").add_argument(
        "--basis", metavar="B", default=default, help=f"{what}: {', '.join(BASES)} (%(default)s)"
    )


def add_assumptions(parser: ArgumentParser) -> None:
    """Add the declarations and the readiness that an answer assumes."""
    counted = group_of(parser, "what counts")
    counted.add_argument(
        "--assume",
        metavar="NAME",
        action="append",
        default=[],
        help="assume that this declaration is in force throughout (may be repeated)",
    )
    add_ready(parser)


def asked(args: Namespace, scenario: Scenario, written: Callable[[str], str] = str) -> Asked:
    """Return the values of the shared options in a scenario.

    Parameters
    ----------
    scenario
        Gives the zone of local times, and the times and declarations that are allowed.
    written
        Returns a line that tells a moment back, as it is to be printed.

    Raises
    ------
    OptionError
        Names every option whose value is not allowed, and the values that are.
    """
    moments = AskedMoments(args, scenario)
    found = Asked(
        at=moments["--at"],
        known_at=moments["--known-at"],
        start=moments["--from"],
        until=moments["--until"],
        previous=moments["--previous"],
        since=moments["--since"],
        now=moments["--now"],
        basis=getattr(args, "basis", DEFAULT_BASIS),
        assume=tuple(sorted(set(getattr(args, "assume", ())))),
        ready=getattr(args, "ready", None),
    )
    faults = [*moments.faults, *_out_of_range(args, found, scenario), *_unknown(args, found, scenario)]
    if faults:
        raise OptionError("\n".join(faults))
    moments.tell(written)
    return found


def _out_of_range(args: Namespace, found: Asked, scenario: Scenario) -> Iterator[str]:
    """Yield the faults of moments that could be read."""
    iso, (starts, ends) = scenario.zone.iso, scenario.horizon

    def told(text: str, instant: Instant) -> str:
        """Return a moment as it was written, and what it is if that is not the same."""
        return f"{shown(text)} is" if ISO.fullmatch(text) else f"{shown(text)} is {iso(instant)}, which is"

    if found.at is not None and not starts <= found.at < ends:
        allowed = f"write a time from {iso(starts)}, before {iso(ends)}"
        yield f"--at: {told(args.at, found.at)} outside the scenario: {allowed}"
    begins = starts if found.at is None else found.at
    if found.start is not None and not begins <= found.start < ends:
        allowed = f"write a time from {iso(begins)}, before {iso(ends)}"
        yield f"--from: {told(getattr(args, 'from'), found.start)} not allowed: {allowed}"
    begins = begins if found.start is None else found.start
    if found.until is not None and not begins < found.until <= ends:
        allowed = f"write a time after {iso(begins)}, up to {iso(ends)}"
        yield f"--until: {told(args.until, found.until)} not allowed: {allowed}"
    if found.previous is not None and found.at is not None and not starts <= found.previous < found.at:
        allowed = f"write a time from {iso(starts)}, before {iso(found.at)}"
        yield f"--previous: {told(args.previous, found.previous)} not allowed: {allowed}"
    if found.since is not None and not starts <= found.since < (ends if found.at is None else found.at):
        allowed = f"write a time from {iso(starts)}, before {iso(ends if found.at is None else found.at)}"
        yield f"--since: {told(args.since, found.since)} not allowed: {allowed}"


def _unknown(args: Namespace, found: Asked, scenario: Scenario) -> Iterator[str]:
    """Yield the options that name what there is not, each with the nearest that there is."""
    if found.basis not in BASES:
        allowed = f"write one of {', '.join(BASES)}{meant_by_option(found.basis, BASES)}"
        yield f"--basis: {shown(found.basis)} is not allowed: {allowed}"
    for name in found.assume:
        if name not in scenario.declarations:
            near = meant_by_option(name, scenario.declarations)
            allowed = f": allowed are {', '.join(scenario.declarations)}{near}"
            which = allowed if scenario.declarations else ", which names none: leave --assume out"
            yield f"--assume: {shown(name)} is not a declaration of the scenario{which}"
    duties = getattr(args, "duty", None) or ()
    fillable = (*scenario.duty, *(crew.id for crew in scenario.crews))
    for duty in (duties,) if isinstance(duties, str) else duties:
        if duty not in fillable:
            allowed = f"allowed are {', '.join(fillable)}{meant_by_option(duty, fillable)}"
            yield f"--duty: {shown(duty)} is not a duty, seat or crew of the scenario: {allowed}"
