"""The parts of a run put together: an executor that judges nothing and reads what others have judged."""

from __future__ import annotations

from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, cast

from standto.errors import Fault, InputError
from standto.spreading.chunks import Chunk
from standto.spreading.part_files import RunPart, read_part
from standto.wording import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from standto.spreading.chunks import Answer, ChunkedRun


class PartFiles:
    """The files of all parts of one run, as an executor of that run.

    Parameters
    ----------
    paths
        The files, in any order.

    Raises
    ------
    InputError
        With every fault at once: files that are no parts, parts of another run, parts that overlap, and futures that no
        part holds.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self._parts, faults = _read(paths)
        if self._parts:
            faults += [*_strangers(self._parts), *_overlaps(self._parts), *_missing(self._parts)]
        if faults or not self._parts:
            raise InputError(faults or [Fault("FILE", "no part was given: name the files of all parts")])

    @property
    def _first(self) -> RunPart:
        return self._parts[0][1]

    @property
    def inputs(self) -> str:
        """The digest of the run's inputs."""
        return self._first.inputs

    @property
    def futures(self) -> int:
        """The number of futures of the run."""
        return self._first.futures

    @property
    def asked(self) -> tuple[str, ...]:
        """The words that ask ``standto outlook`` for the run."""
        return self._first.asked

    def answers(self, run: ChunkedRun[Answer], chunks: Sequence[Chunk]) -> Iterator[tuple[Chunk, Answer]]:
        """Yield every part, in order of its futures.

        Raises
        ------
        InputError
            The run is another than that of the parts, or is asked for other futures.
        """
        if run.inputs != self.inputs:
            what = (
                f"these are parts of inputs {self.inputs[:12]}, and the scenario and assumptions as they are now have "
                f"inputs {run.inputs[:12]}: merge with the files that the parts were made from"
            )
            raise InputError([Fault(self._parts[0][0], what)])
        if (min(chunk.start for chunk in chunks), max(chunk.stop for chunk in chunks)) != (0, self.futures):
            raise InputError([Fault(self._parts[0][0], f"these parts answer for all {self.futures:,} futures at once")])
        for _, part in sorted(self._parts, key=lambda each: each[1].chunk):
            # A run of the same inputs answers with tallies.
            yield part.chunk, cast("Answer", part.tally)

    def __enter__(self) -> Self:
        """Begin; nothing has to start."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End; nothing has to stop."""


def _read(paths: Sequence[str]) -> tuple[list[tuple[str, RunPart]], list[Fault]]:
    """Return the parts that can be read, each with its path, and the faults of the others."""
    parts, faults = [], []
    for path in paths:
        try:
            parts.append((path, read_part(path)))
        except OSError as error:
            faults.append(Fault(path, f"cannot be read: {error.strerror}"))
        except ValueError as error:
            faults.append(Fault(path, str(error)))
    return parts, faults


def _strangers(parts: Sequence[tuple[str, RunPart]]) -> Iterator[Fault]:
    """Yield a fault for each part of another run than the first."""
    path, first = parts[0]
    for other, part in parts[1:]:
        if part.inputs != first.inputs:
            what = "the scenario, the moment, the assumptions, the seed or the version"
            yield Fault(
                other, f"has inputs {part.inputs[:12]}, and {path} has {first.inputs[:12]}: they differ in {what}"
            )
        elif part.futures != first.futures:
            yield Fault(other, f"is a part of {part.futures:,} futures, and {path} of {first.futures:,}")
        elif part.question != first.question:
            ours, theirs = (_without(one.question, each.question) for one, each in ((part, first), (first, part)))
            yield Fault(other, f"was asked with {ours}, and {path} with {theirs}: give the parts of one question")


def _without(options: Sequence[str], others: Sequence[str]) -> str:
    """Return the options that are not among others, in words."""
    return joined([one for one in options if one not in others]) or "nothing more"


def _same_run(parts: Sequence[tuple[str, RunPart]]) -> list[tuple[str, RunPart]]:
    """Return the parts of the run of the first, in order of their futures."""
    run = attrgetter("inputs", "futures", "question")
    same = [(path, part) for path, part in parts if run(part) == run(parts[0][1])]
    return sorted(same, key=lambda each: each[1].chunk)


def _overlaps(parts: Sequence[tuple[str, RunPart]]) -> Iterator[Fault]:
    """Yield a fault for each part with futures that one before it holds too."""
    for (path, before), (other, part) in pairwise(_same_run(parts)):
        if part.chunk.start < before.chunk.stop:
            last = min(before.chunk.stop, part.chunk.stop) - 1
            yield Fault(other, f"futures {part.chunk.start:,} to {last:,} are in {path} too: give each part once")


def _missing(parts: Sequence[tuple[str, RunPart]]) -> Iterator[Fault]:
    """Yield a fault for each longest row of futures that no part holds."""
    reached, futures = 0, parts[0][1].futures
    for chunk in [*(part.chunk for _, part in _same_run(parts)), Chunk(futures, futures)]:
        if chunk.start > reached:
            yield Fault(
                "FILE", f"futures {reached:,} to {chunk.start - 1:,} are in no part: give the files of all parts"
            )
        reached = max(reached, chunk.stop)
