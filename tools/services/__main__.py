"""Write a sample anew: ``python -m tools.services NAME FOLDER``."""

from __future__ import annotations

import sys

from standto.errors import StandtoError
from standto.scenario import write_scenario
from tools.services import SCENARIOS


def main(arguments: list[str]) -> int:
    """Write a sample to a new folder; return 0, or 2 if it cannot be written."""
    if len(arguments) != 2 or arguments[0] not in SCENARIOS:
        sys.stderr.write(f"usage: python -m tools.services NAME FOLDER; the names are {', '.join(SCENARIOS)}\n")
        return 2
    name, folder = arguments
    try:
        write_scenario(SCENARIOS[name](), folder)
    except StandtoError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
