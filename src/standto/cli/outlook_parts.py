"""One part of an outlook, for a job of an array: judged here and written to a file, which ``outlook merge`` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.cli.asked_outlook import MAKING_READY, outlook_asked
from standto.cli.options import DEFAULT_BASIS
from standto.cli.output import check_places
from standto.cli.progress import Progress
from standto.cli.spread_options import executor_in

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from standto.cli.options import Asked
    from standto.model.scenario import Scenario


def write_asked_part(args: Namespace) -> int:
    """Judge the part that is asked for, and write it."""
    check_places({"-o": args.output})
    from standto.futures.future_run import run_of
    from standto.scenario import read_scenario
    from standto.spreading.part_files import RunPart, chunk_of_part, write_part
    from standto.spreading.tallying import tally_of

    chunk = chunk_of_part(args.part, args.futures)
    with Progress("outlook") as progress, executor_in(args) as executor:
        scenario = read_scenario(args.folder)
        ask, situation, assumptions = outlook_asked(args, scenario)
        run = run_of(situation, assumptions, seed=args.seed, until=ask.until, basis=ask.basis)
        progress.say(MAKING_READY)
        tally = tally_of(run, *chunk, executor=executor, progress=progress)
        words = tuple(_words(args, ask, scenario))
        write_part(args.output, RunPart(run.inputs, args.futures, chunk, words, tally))
    print(f"{args.output}: part {args.part}, futures {chunk.start:,} to {chunk.stop - 1:,} of {args.futures:,}")
    return 0


def _words(args: Namespace, ask: Asked, scenario: Scenario) -> Iterator[str]:
    """Yield the words that ask for the whole outlook, with each moment in full: ``now`` is another one at the merge."""
    yield args.folder
    for name, instant in (("--at", ask.at), ("--known-at", ask.known_at), ("--until", ask.until)):
        if instant is not None:
            yield f"{name}={scenario.zone.iso(instant)}"
    yield from (f"--assumptions={args.assumptions}", f"--futures={args.futures}", f"--seed={args.seed}")
    if ask.basis != DEFAULT_BASIS:
        yield f"--basis={ask.basis}"
    if ask.ready is not None:
        yield f"--ready={ask.ready}"
    yield from (f"--assume={name}" for name in ask.assume)
