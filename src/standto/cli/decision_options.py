"""What to do about an outlook, beside it: breaking points, the value of help, waiting, reviews ahead, a screening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from standto.cli.option_pairs import only_with
from standto.cli.options import number_reader
from standto.cli.parser_parts import group_of
from standto.errors import OptionError
from standto.wording import MOST_RUNS

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterator

    from standto.model.result import Result
    from standto.model.time import Instant
    from standto.outlooks.looking_ahead import Outlook
    from standto.register import Situation
    from standto.spreading.chunks import Executor

OPTIONS = {
    "--breaking-points": "breaking_points",
    "--value": "value",
    "--wait-until": "wait_until",
    "--review-at": "review_at",
    "--matters": "matters",
}
"""The options, each with its attribute."""
COMPARED, REVIEWED, TURNED = 2_000, 20, 500
"""The usual number of futures that are compared with help, that are reviewed, and that are turned: no more than all."""
PATHS = 8
"""The usual number of paths through the ranges."""
SIZES = {
    "--compared": ("--value", "--wait-until"),
    "--reviewed": ("--review-at",),
    "--paths": ("--matters",),
    "--turned": ("--matters",),
    "--runs": ("--breaking-points", "-o"),
}
"""The options for sizes, each with the options that it is about: a report has the breaking points too."""
DECISIONS = (*OPTIONS, *SIZES)
"""All options about what to do."""
_MOST_FUTURES, _MOST_REVIEWED, _MOST_PATHS = 2**32, 10_000, 1_000
"""Those of the library; a test compares them."""


def add_decisions(parser: ArgumentParser) -> None:
    """Define the options about what to do."""
    group = group_of(parser, "what to do about it")
    group.add_argument(
        "--breaking-points", action="store_true", help="the smallest step-back at which each duty fails, by group"
    )
    group.add_argument("--value", action="store_true", help="what each help would change, over the same futures")
    group.add_argument(
        "--wait-until",
        metavar="W",
        action="append",
        default=[],
        help="what it costs to ask for help at W instead of now, given lead times (may be repeated)",
    )
    group.add_argument(
        "--review-at",
        metavar="R",
        action="append",
        default=[],
        help="what the review would recommend at R, across the first futures (may be repeated)",
    )
    group.add_argument(
        "--matters", action="store_true", help="which assumption matters: each range turned in the same futures"
    )
    _add_sizes(parser)


def _add_sizes(parser: ArgumentParser) -> None:
    """Define the options about how much is worked out for each answer."""
    group = group_of(parser, "what to do about it")
    for option, most, told in (
        ("--compared", _MOST_FUTURES, f"the futures compared for --value and --wait-until ({COMPARED:,}, or all)"),
        ("--reviewed", _MOST_REVIEWED, f"the futures reviewed for --review-at ({REVIEWED:,}, or all)"),
        ("--turned", _MOST_FUTURES, f"the futures at each point of a path for --matters ({TURNED:,}, or all)"),
    ):
        group.add_argument(option, metavar="N", type=number_reader(1, most), help=told)
    paths = number_reader(2, _MOST_PATHS)
    group.add_argument("--paths", metavar="N", type=paths, help=f"the paths through the ranges for --matters ({PATHS})")
    group.add_argument(
        "--runs",
        metavar="N",
        type=number_reader(1, MOST_RUNS),
        default=1000,
        help="the random orders for the breaking points, those of the report too (%(default)s)",
    )
    for option, about in SIZES.items():
        only_with(parser, option, *about)


def check_decisions(args: Namespace, situation: Situation, until: Instant | None) -> None:
    """Raise `OptionError` if a moment is not allowed, all of them at once, before anything runs."""
    faults: list[str] = []
    ends = {"--wait-until": situation.period_until(until).until, "--review-at": situation.period.until}
    for option, end in ends.items():
        if moments := getattr(args, OPTIONS[option], None):
            faults += _faults(option, moments, situation, end)
    if faults:
        raise OptionError("\n".join(faults))


def _faults(option: str, moments: list[str], situation: Situation, until: Instant) -> Iterator[str]:
    from standto.weighing.moments_to_decide import later_moments

    try:
        found = later_moments(moments, situation, until)
    except OptionError as error:
        yield str(error).replace("moments: ", f"{option}: ")
        return
    if option == "--wait-until" and situation.period.start in found:
        yield f"{option}: is the start of the outlook: waiting until then costs nothing; write a later time"


def decisions_for(
    args: Namespace, answer: Outlook, executor: Executor, say: Callable[[str], None]
) -> dict[str, Result]:
    """Return what is asked about an outlook, by its key in JSON, in order; the executor works it out."""
    asked = AskedDecisions(args, answer, executor)
    # The report has the breaking points in any case.
    given = args.given | ({"--breaking-points"} if args.output is not None else set())
    found: dict[str, Result] = {}
    for option, key, words, find in (
        ("--breaking-points", "breaking", "looking for the breaking points", asked.breaking),
        ("--value", "value", "comparing with help", asked.value),
        ("--wait-until", "waiting", "comparing now with later", asked.waiting),
        ("--review-at", "ahead", "reviewing futures", asked.ahead),
        ("--matters", "matters", "turning one assumption after another", asked.matters),
    ):
        if option in given:
            say(f"outlook: {words}")
            found[key] = find()
    return found


@dataclass(frozen=True, slots=True)
class AskedDecisions:
    """The questions about an outlook, each a method that works out its answer.

    Attributes
    ----------
    args, answer, executor
        The options, the outlook, and who works it out.
    """

    args: Namespace
    answer: Outlook
    executor: Executor

    @property
    def _until(self) -> int:
        return int(self.answer.untils[-1])

    @property
    def _common(self) -> dict[str, Any]:
        return {"assumptions": self.answer.assumptions, "seed": self.answer.seed, "executor": self.executor}

    @property
    def _scope(self) -> dict[str, Any]:
        return {**self._common, "until": self._until, "basis": self.answer.basis}

    def _number(self, size: str, usual: int) -> int:
        """Return a number of futures: as asked for, or the usual one, but no more than all."""
        given: int | None = getattr(self.args, size)
        return given or min(self.args.futures, usual)

    def breaking(self) -> Result:
        """Return the breaking points."""
        from standto.weighing.smallest_step_backs import breaking_points

        of, basis = self.answer.situation, self.answer.basis
        return breaking_points(of, until=self._until, basis=basis, runs=self.args.runs, executor=self.executor)

    def value(self) -> Result:
        """Return the value of help."""
        from standto.weighing.valuing import value_of_help

        return value_of_help(self.answer.situation, futures=self._number("compared", COMPARED), **self._scope)

    def waiting(self) -> Result:
        """Return the cost of waiting."""
        from standto.weighing.waiting import cost_of_waiting

        futures, moments = self._number("compared", COMPARED), self.args.wait_until
        return cost_of_waiting(self.answer.situation, moments=moments, futures=futures, **self._scope)

    def ahead(self) -> Result:
        """Return the reviews ahead."""
        from standto.weighing.reviewing_ahead import review_ahead

        futures, moments = self._number("reviewed", REVIEWED), self.args.review_at
        return review_ahead(self.answer.situation, moments=moments, futures=futures, **self._common)

    def matters(self) -> Result:
        """Return which assumption matters."""
        from standto.weighing.screening import screen_assumptions

        futures, paths = self._number("turned", TURNED), self.args.paths or PATHS
        return screen_assumptions(self.answer.situation, paths=paths, futures=futures, **self._scope)
