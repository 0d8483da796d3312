"""The entry point of the command line."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from importlib import import_module
from importlib.metadata import entry_points
from io import TextIOWrapper
from typing import TYPE_CHECKING

import standto
from standto.errors import InputError, OptionError, StandtoError, Stopped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType, ModuleType

COMMANDS: dict[str, str] = {
    "check": "list every fault of a scenario, or its contents",
    "cover": "say whether every duty is covered, and prove every gap",
    "margin": "say how many more may step back before cover fails",
    "review": "recommend the next steps of the ladder of help",
    "relief": "say what more places or people would buy, and how many close each gap",
    "rest": "list the stints that break the rules on working time",
    "candidates": "list the people off duty who could lawfully fill a duty",
    "replay": "walk through a scenario and compare decisions with recommendations",
    "sitrep": "write a situation report",
    "new": "make a synthetic scenario",
    "demo": "play the weekend of September 2023, and write its reports",
}
"""Every command of the library, with one line about it."""

ADDED = "standto.commands"
"""The entry points of other packages' commands: each maps a name to a line about the command, and its module."""

OK, NOT_COVERED, BAD_INPUT, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments
        The words after the program's name; by default those of this process.

    Returns
    -------
    int
        The exit status: 0, or 1 if something is not covered, or 2 on bad input.
    """
    if arguments is None:
        _leave_on_signals()
        # The products of arrays are small: more threads only burn the time of other cores.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal that cannot show a character shows its number.
        sys.stdout.reconfigure(errors="backslashreplace")
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        args = _parser(words).parse_args(words)
        status = int(args.run(args))
        sys.stdout.flush()
    except (InputError, OptionError) as error:
        return _fail(str(error), BAD_INPUT)
    except (KeyboardInterrupt, Stopped):
        return _fail("standto: interrupted; nothing is left half-written", INTERRUPTED)
    except StandtoError as error:
        return _fail(f"standto: {error}", BAD_INPUT)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("", "standto", "standto_desk"):
            raise
        return _fail(f"standto: {error.name} is missing; for the desk, install standto[desk]", BAD_INPUT)
    except BrokenPipeError:
        _print_no_more()
        return PIPE_CLOSED
    except OSError as error:
        # A full disk must not look like a duty that is not covered.
        _print_no_more()
        return _fail(f"standto: cannot write or read: {error.strerror or error}", BAD_INPUT)
    return status


def _print_no_more() -> None:
    """Discard the output that is not printed yet, so that exiting does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser, with the options of the called command alone."""
    parser = argparse.ArgumentParser(
        prog="standto",
        description="Keeps duties that must not fail covered when the people who cover them may step back.",
        epilog="FOLDER is a scenario's folder, or the name of a sample that comes with the program.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"standto {standto.__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    called = next((word for word in words if not word.startswith("-")), None)
    for name, (line, path) in _commands().items():
        command = subparsers.add_parser(
            name, help=line, description=f"{line[0].upper()}{line[1:]}.", allow_abbrev=False
        )
        if name == called:
            module: ModuleType = import_module(path)
            module.add(command)
            command.set_defaults(run=module.run)
    return parser


def _commands() -> dict[str, tuple[str, str]]:
    """Return every command with the line about it and its module."""
    found = {name: (line, f"standto.cli.{name}") for name, line in COMMANDS.items()}
    for added in entry_points(group=ADDED):
        found |= added.load()
    return found


def _leave_on_signals() -> None:
    """Exit in good order on a signal to stop, or when the terminal closes, unless the process ignores that."""
    signal.signal(signal.SIGTERM, _terminate)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _terminate)


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    """Exit as on an interrupt, so that nothing is left half-written."""
    raise KeyboardInterrupt


def _fail(message: str, status: int) -> int:
    """Print why a command failed, and return its exit status."""
    print(message, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
