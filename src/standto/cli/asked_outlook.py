"""What an outlook is asked to assume."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import Namespace

    from standto.assuming.assumptions import Assumptions
    from standto.model.scenario import Scenario

MAKING_READY = "outlook: making ready, which takes a minute the first time"


def assumptions_for(args: Namespace, scenario: Scenario) -> Assumptions:
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
    return read_assumptions(args.assumptions, scenario, args.folder)
