"""The entry point of the command line."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import standto
from standto.cli.entry_points import added_commands
from standto.cli.parser_parts import leaves
from standto.cli.parsing import CommandParser, add_output, epilog_of, joined_negatives
from standto.errors import InputError, OptionError, StandtoError, Stopped, not_installed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType, ModuleType

COMMANDS: dict[str, str] = {
    "check": "list every fault of a scenario, or its contents",
    "cover": "say whether every duty is covered, and prove every gap",
    "compare": "lay two answers about cover side by side, with the difference",
    "margin": "say how many more may step back before cover fails",
    "review": "recommend the next steps of the ladder of help",
    "relief": "say what more places or people would buy, and how many close each gap",
    "rest": "list the stints that break the rules on working time",
    "rates": "count step-backs and returns, and draft assumptions from the present",
    "candidates": "list the people off duty who could lawfully fill a duty",
    "outlook": "say how likely each duty is covered in the coming days, if assumptions hold",
    "outlook-merge": "put the parts of an outlook from many jobs together",
    "replay": "walk through a scenario and compare decisions with recommendations",
    "sitrep": "write a situation report",
    "import": "make a scenario folder from workbooks, by a mapping",
    "export": "write a scenario and its cover as a workbook, or as calendars",
    "statement": "say what was short in a past period, for how long, and why",
    "new": "make a synthetic scenario",
    "demo": "play the weekend of September 2023, and write its reports",
    "completion": "print the script with which a shell completes these commands",
}
"""Every command of the library, with one line about it."""

MODULES = {"import": "importing", "outlook-merge": "outlook_merge"}
"""The module of each command whose name no module can have."""

EXAMPLES = """
standto check london-2023
standto cover london-2023 --at "Sat 12:00" --until "Sat 18:00"
standto review london-2023 --at "Sat 12:00"
"""

OK, NOT_COVERED, BAD_INPUT, PROGRAM_FAULT, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 70, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments
        The words after the program's name; by default those of this process.

    Returns
    -------
    int
        The exit status: 0, or 1 if something is not covered, or 2 on bad input. A process whose program fails leaves
        with 70, for Python's own 1 would look like a duty that is not covered.
    """
    if arguments is not None:
        return _answered(list(arguments))
    _leave_on_signals()
    # The products of arrays are small: more threads only burn the time of other cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        return _answered(sys.argv[1:])
    except Exception:  # noqa: BLE001 -- whatever it is, its trace is printed
        traceback.print_exc()
        return _fail("standto: the program failed; the trace above says where", PROGRAM_FAULT)


def _answered(arguments: list[str]) -> int:
    """Run a command, and return its exit status; tell an error that is not a fault of the program."""
    _open_streams()
    try:
        return _run(_as_called(arguments))
    except (InputError, OptionError) as error:
        from standto.cli.what_if_options import with_all_forms

        return _fail(with_all_forms(str(error)), BAD_INPUT)
    except (KeyboardInterrupt, Stopped):
        return _fail("standto: interrupted; nothing is left half-written", INTERRUPTED)
    except StandtoError as error:
        return _fail(f"standto: {error}", BAD_INPUT)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("", "standto", "standto_desk"):
            raise
        # Charts and integer programs say themselves what they need.
        missing = not_installed("the desk's commands", str(error.name), "desk")
        return _fail(f"standto: {missing}", BAD_INPUT)
    except BrokenPipeError:
        _print_no_more()
        return PIPE_CLOSED
    except OSError as error:
        # A full disk must not look like a duty that is not covered.
        _print_no_more()
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"standto: {where}cannot write or read: {error.strerror or error}", BAD_INPUT)


def _run(words: list[str]) -> int:
    """Run a command until all that it prints is written."""
    args = parser_for(words).parse_args(joined_negatives(words))
    from standto.cli.screens import screen

    with screen(args):
        status = int(args.run(args))
    sys.stdout.flush()
    return status


def _as_called(words: list[str]) -> list[str]:
    """Return the words as a command's parser knows them.

    ``help COMMAND`` is ``COMMAND --help``. ``outlook merge`` is a command of its own: its first word would be a folder.
    """
    if words[:1] == ["help"]:
        words = [*words[1:], "--help"]
    return ["outlook-merge", *words[2:]] if words[:2] == ["outlook", "merge"] else words


def _open_streams() -> None:
    """Make the streams take all that is printed.

    What is printed to a closed stream, as some batch systems leave it, is discarded: the exit status still counts.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 -- open until the end
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal that cannot show a character shows its number.
        sys.stdout.reconfigure(errors="backslashreplace")


def _print_no_more() -> None:
    """Discard the output that is not printed yet, so that exiting does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def parser_for(words: Sequence[str]) -> CommandParser:
    """Return the parser, with the options of the called command alone."""
    parser = CommandParser(
        prog="standto",
        description="Keeps duties that must not fail covered when the people who cover them may step back.",
        epilog=f"FOLDER is a scenario's folder, or the name of a sample that comes with the program.\n\n"
        f"{epilog_of(EXAMPLES)}\n\nstandto COMMAND --help explains a command.",
    )
    parser.add_argument("--version", action="version", version=f"standto {standto.__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    called = next((word for word in words if not word.startswith("-")), None)
    for name, (line, path) in commands().items():
        command = subparsers.add_parser(name, help=line, description=f"{line[0].upper()}{line[1:]}.")
        if name == called:
            fill(command, path)
    return parser


def fill(command: CommandParser, path: str) -> None:
    """Add the options and the examples of a command's module to its parser."""
    module: ModuleType = import_module(path)
    module.add(command)
    command.set_defaults(run=module.run)
    examples = getattr(module, "EXAMPLES", "")
    for leaf in leaves(command):
        add_output(leaf)
        # A command with actions has the examples of each.
        mine = examples if isinstance(examples, str) else examples.get(leaf.prog.rpartition(" ")[2], "")
        leaf.epilog = epilog_of(mine) if mine else None


def commands() -> dict[str, tuple[str, str]]:
    """Return every command with the line about it and its module."""
    own = {name: (line, f"standto.cli.{MODULES.get(name, name)}") for name, line in COMMANDS.items()}
    return own | added_commands()


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
