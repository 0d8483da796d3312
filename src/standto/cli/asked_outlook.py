"""What an outlook is asked, and what it is to assume."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from standto.cli.decision_options import check_decisions
from standto.cli.options import asked
from standto.errors import InputError, OptionError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from standto.assuming.assumptions import Assumptions
    from standto.cli.options import Asked
    from standto.model.scenario import Scenario
    from standto.register import Situation

Found = TypeVar("Found")
MAKING_READY = "outlook: making ready, which takes a minute the first time"


class AskedOutlook(NamedTuple):
    """The question: the shared options, the situation that they describe, and what is assumed."""

    ask: Asked
    situation: Situation
    assumptions: Assumptions


def outlook_asked(args: Namespace, scenario: Scenario) -> AskedOutlook:
    """Return what is asked.

    Raises
    ------
    OptionError
        With every fault of the options, of the file of assumptions and of the moments to decide, all at once.
    """
    faults: list[str] = []

    def told(read: Callable[[], Found]) -> Found | None:
        """Return a value; note its faults if it has some."""
        try:
            return read()
        except (OptionError, InputError) as error:
            faults.append(str(error))
            return None

    ask = told(lambda: asked(args, scenario))
    assumptions = told(lambda: _assumptions(args, scenario))
    situation = None if ask is None else ask.situation(scenario)
    if ask is not None and situation is not None:
        told(lambda: check_decisions(args, situation, ask.until))
    if faults or ask is None or situation is None or assumptions is None:
        raise OptionError("\n".join(faults))
    return AskedOutlook(ask, situation, assumptions)


def _assumptions(args: Namespace, scenario: Scenario) -> Assumptions:
    """Return the assumptions that are asked for.

    Raises
    ------
    OptionError
        None are, or there are none of that name.
    InputError
        Their file has faults.
    """
    from standto.assuming import assumption_names, read_assumptions

    if args.assumptions is None:
        names = ", ".join(assumption_names(args.folder))
        allowed = f"one of {names}, or a file" if names else "a file, as the folder has none of its own"
        raise OptionError(f"--assumptions: is missing: write {allowed}")
    try:
        return read_assumptions(args.assumptions, scenario, args.folder)
    except OptionError as error:
        raise OptionError(f"--{error}") from None
