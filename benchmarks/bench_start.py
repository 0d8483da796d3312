"""How long people wait before anything happens: `standto --help`, beside Python with argparse alone.

Aim: 0.3 s. The best of seven, since a first start reads the disk.
"""

from __future__ import annotations

import sys

from benchmarks.measuring import STANDTO, Run, print_figure, run_child


def main() -> int:
    """Measure, print, and return 1 if the program did not answer."""
    ours, bare = [STANDTO, "--help"], [sys.executable, "-c", "import argparse"]
    helped, imported = _best(ours), _best(bare)
    print_figure(
        "standto --help", helped.seconds, "s", aim=0.3, alternative="importing argparse", other=imported.seconds
    )
    print_figure(
        "standto --help, peak memory",
        helped.mebibytes,
        "MiB",
        aim=None,
        alternative="importing argparse",
        other=imported.mebibytes,
    )
    return helped.status


def _best(command: list[str]) -> Run:
    """Return the quickest of seven runs."""
    return min(run_child(command) for _ in range(7))


if __name__ == "__main__":
    raise SystemExit(main())
