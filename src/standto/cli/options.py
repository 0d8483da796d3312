"""Options that commands share, and their meaning in a scenario."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.errors import OptionError
from standto.model.ladder import BASES
from standto.scenario.cells import Times, Unusable, shown, whole

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterator

    from standto.model.scenario import Scenario
    from standto.model.time import Instant

DEFAULT_BASIS = "confirmed"
MOST_RUNS = 100_000
"""The most random orders: a hundred times the default, and still within memory."""
_MOST = 999_999_999


@dataclass(frozen=True, slots=True)
class Asked:
    """The values of the shared options.

    Attributes
    ----------
    at, known_at, until, previous
        Instants; None if not given.
    basis
        The help that counts.
    assume
        Declarations taken to be in force throughout.
    ready
        Minutes that every duty and crew can wait at least; None if not given.
    """

    at: Instant | None = None
    known_at: Instant | None = None
    until: Instant | None = None
    previous: Instant | None = None
    basis: str = DEFAULT_BASIS
    assume: tuple[str, ...] = ()
    ready: int | None = None


def add_folder(parser: ArgumentParser) -> None:
    """Add the scenario's folder."""
    parser.add_argument("folder", metavar="FOLDER", help="a scenario's folder, or the name of a sample")


def add_json(parser: ArgumentParser) -> None:
    """Add the choice of JSON."""
    parser.add_argument("--json", action="store_true", help="print one line of JSON instead of text for reading")


def add_whole(
    parser: ArgumentParser, name: str, sign: str, what: str, *, default: int, least: int = 0, most: int = _MOST
) -> None:
    """Add an option that is a whole number."""
    parser.add_argument(name, metavar=sign, type=_number(least, most), default=default, help=f"{what} (%(default)s)")


def _number(least: int, most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers."""

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
    parser.add_argument(
        "--at", metavar="T", required=required, help="look from this time on (ISO 8601; local or offset)"
    )
    parser.add_argument(
        "--known-at", metavar="K", help="use only events recorded by this time (default: T, or everything)"
    )


def add_ready(parser: ArgumentParser) -> None:
    """Add the readiness that every duty and crew can wait for."""
    parser.add_argument(
        "--ready",
        metavar="M",
        type=_number(0, _MOST),
        help="let every duty and crew wait M minutes at least for people (default: as long as their rows say)",
    )


def add_scope(parser: ArgumentParser) -> None:
    """Add the times, the basis, the declarations and the readiness of cover and margin."""
    add_at(parser)
    parser.add_argument("--until", metavar="U", help="look until this time (default: the end of the scenario)")
    bases = ", ".join(BASES)
    parser.add_argument("--basis", metavar="B", default=DEFAULT_BASIS, help=f"which help counts: {bases} (%(default)s)")
    add_assumptions(parser)


def add_assumptions(parser: ArgumentParser) -> None:
    """Add the declarations and the readiness that an answer assumes."""
    parser.add_argument(
        "--assume",
        metavar="NAME",
        action="append",
        default=[],
        help="assume that this declaration is in force throughout (may be repeated)",
    )
    add_ready(parser)


def asked(args: Namespace, scenario: Scenario) -> Asked:
    """Return the values of the shared options in a scenario.

    Parameters
    ----------
    scenario
        Gives the zone of local times, and the times and declarations that are allowed.

    Raises
    ------
    OptionError
        Names every option whose value is not allowed, and the values that are.
    """
    times, faults = Times(scenario.zone), []

    def instant(option: str) -> Instant | None:
        """Return the instant that an option gives; None if the option is absent or not a time."""
        text = getattr(args, option.strip("-").replace("-", "_"), None)
        try:
            return None if text is None else times.instant(text)
        except Unusable as error:
            faults.append(f"{option}: {error}")
            return None

    found = Asked(
        at=instant("--at"),
        known_at=instant("--known-at"),
        until=instant("--until"),
        previous=instant("--previous"),
        basis=getattr(args, "basis", DEFAULT_BASIS),
        assume=tuple(sorted(set(getattr(args, "assume", ())))),
        ready=getattr(args, "ready", None),
    )
    faults += _out_of_range(args, found, scenario)
    if faults:
        raise OptionError("\n".join(faults))
    return found


def _out_of_range(args: Namespace, found: Asked, scenario: Scenario) -> Iterator[str]:
    """Yield the faults of options that could be read."""
    iso, (starts, ends) = scenario.zone.iso, scenario.horizon
    if found.at is not None and not starts <= found.at < ends:
        yield f"--at: {shown(args.at)} is outside the scenario: write a time from {iso(starts)}, before {iso(ends)}"
    begins = starts if found.at is None else found.at
    if found.until is not None and not begins < found.until <= ends:
        yield f"--until: {shown(args.until)} is not allowed: write a time after {iso(begins)}, up to {iso(ends)}"
    if found.previous is not None and found.at is not None and not starts <= found.previous < found.at:
        allowed = f"write a time from {iso(starts)}, before {iso(found.at)}"
        yield f"--previous: {shown(args.previous)} is not allowed: {allowed}"
    if found.basis not in BASES:
        yield f"--basis: {shown(found.basis)} is not allowed: write one of {', '.join(BASES)}"
    for name in found.assume:
        if name not in scenario.declarations:
            allowed = ", ".join(scenario.declarations) or "none, as the scenario names no declaration"
            yield f"--assume: {shown(name)} is not a declaration of the scenario: allowed are {allowed}"
    duty = getattr(args, "duty", None)
    fillable = (*scenario.duty, *(crew.id for crew in scenario.crews))
    if duty is not None and duty not in fillable:
        yield f"--duty: {shown(duty)} is not a duty, seat or crew of the scenario: allowed are {', '.join(fillable)}"
