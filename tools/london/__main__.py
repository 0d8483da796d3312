"""Write the sample anew: ``python -m tools.london FOLDER``."""

from __future__ import annotations

import sys

from standto.errors import StandtoError
from standto.scenario import write_scenario
from tools.london import weekend


def main(arguments: list[str]) -> int:
    """Write the weekend to a new folder; return 0, or 2 if it cannot be written."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m tools.london FOLDER\n")
        return 2
    try:
        write_scenario(weekend(), arguments[0])
    except StandtoError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
