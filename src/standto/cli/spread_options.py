"""Options that say who judges futures: this process, several, or a cluster; and where finished chunks are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.cli.options import number_reader
from standto.cli.parser_parts import group_of
from standto.wording import MOST_WORKERS

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from standto.spreading.chunks import Executor

EXECUTORS = ("inline", "processes")
"""Those of `standto.spreading`; a test compares the two."""
EXECUTOR_OPTIONS = ("--executor", "--workers", "--cluster", "--keep")
"""The options that say who judges."""


def add_spread(parser: ArgumentParser) -> None:
    """Add the options of a command that can judge a part of the futures too."""
    add_executor(parser)
    group_of(parser, "who judges").add_argument(
        "--part", metavar="i/n", help="judge only the i-th of n parts, and write it to the file of -o, for a merge"
    )


def add_executor(parser: ArgumentParser) -> None:
    """Add the options that say who judges."""
    spread = group_of(parser, "who judges")
    spread.add_argument(
        "--executor",
        choices=EXECUTORS,
        help="threads of this process, or processes (default: inline, or processes with --workers)",
    )
    spread.add_argument(
        "--workers",
        metavar="N",
        type=number_reader(1, MOST_WORKERS),
        help="the number of processes (default: the number of cores)",
    )
    spread.add_argument(
        "--cluster",
        metavar="C",
        help="a Dask scheduler, such as tcp://host:8786 or tls://host:8786; or local:N, which starts one here",
    )
    spread.add_argument(
        "--keep", metavar="DIR", help="keep finished chunks here, so that the same command goes on after a stop"
    )


def executor_in(args: Namespace) -> Executor:
    """Return the executor that the options ask for."""
    from standto.spreading import executor_of

    return executor_of(args.executor, cluster=args.cluster, workers=args.workers, keep=args.keep)
