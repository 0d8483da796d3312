"""Parts of a run in files: what one job of an array writes, and what the merge reads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standto.errors import OptionError
from standto.futures.packed_tallies import MOST_BYTES, packed, unpacked
from standto.scenario.whole_files import whole_file
from standto.spreading.chunks import Chunk
from standto.wording import counted

if TYPE_CHECKING:
    from standto.futures.future_tally import FutureTally

_KIND = "part of an outlook, 1"
"""The first field of every part; another number for another form."""
_LONGEST_LINE = 1 << 16


@dataclass(frozen=True)
class RunPart:
    """The tally of some of a run's futures.

    Attributes
    ----------
    inputs
        The digest of the run's inputs.
    futures
        The number of futures of the whole run.
    chunk
        The futures of this part.
    asked
        The words that ask ``standto outlook`` for the whole run.
    tally
        What became of the part's futures.
    """

    inputs: str
    futures: int
    chunk: Chunk
    asked: tuple[str, ...]
    tally: FutureTally

    @property
    def question(self) -> tuple[str, ...]:
        """The options that ask for the run, without the places of its files, which may differ from job to job."""
        return tuple(word for word in self.asked[1:] if not word.startswith("--assumptions="))


def chunk_of_part(part: str, futures: int) -> Chunk:
    """Return the futures of a part ``i/n``: the `i`-th of `n` equal shares, to within one future.

    Raises
    ------
    OptionError
        It is none: `i` goes from 1 to `n`, and `n` is no more than there are futures.
    """
    number, _, parts = part.partition("/")
    sound = all(each.isascii() and each.isdigit() and len(each) < 10 for each in (number, parts))
    if not sound or not 1 <= int(number) <= int(parts) <= futures:
        raise OptionError(
            f"--part: {part!r} is no part of {counted(futures, 'future')}: give i/n, such as 3/8, with i from 1 to n "
            f"and n at most {futures:,}"
        )
    i, n = int(number), int(parts)
    return Chunk(futures * (i - 1) // n, futures * i // n)


def write_part(path: str | Path, part: RunPart) -> None:
    """Write a part to a file, which is there whole or not at all.

    The file is a line of JSON, then the packed tally.

    Raises
    ------
    OptionError
        It cannot be written there.
    """
    head: dict[str, Any] = {
        "standto": _KIND,
        "inputs": part.inputs,
        "futures": part.futures,
        "start": part.chunk.start,
        "stop": part.chunk.stop,
        "asked": list(part.asked),
    }
    # Another account may merge what the jobs of several have written.
    with whole_file(path, private=False) as file:
        file.write(json.dumps(head).encode() + b"\n" + packed(part.tally))


def read_part(path: str | Path) -> RunPart:
    """Return the part that a file holds.

    Raises
    ------
    OSError
        It cannot be read.
    ValueError
        It holds no part, or a damaged one.
    """
    with Path(path).open("rb") as file:
        head = _head(file.readline(_LONGEST_LINE))
        # A device may never end, so nothing more is read of a file that is no part.
        data = file.read(MOST_BYTES)
    try:
        chunk, futures = Chunk(int(head["start"]), int(head["stop"])), int(head["futures"])
        asked = tuple(str(word) for word in head["asked"])
        part = RunPart(str(head["inputs"]), futures, chunk, asked, unpacked(data))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"this is no part of an outlook, or a damaged one ({error})") from None
    if not 0 <= chunk.start < chunk.stop <= futures or part.tally.futures != chunk.stop - chunk.start:
        raise ValueError("this part is damaged: it does not hold the futures that it names")
    return part


def _head(line: bytes) -> dict[str, Any]:
    """Return the first line of a part."""
    try:
        head = json.loads(line)
    except (RecursionError, ValueError):
        head = None
    if not isinstance(head, dict) or head.get("standto") != _KIND:
        raise ValueError("this is no part of an outlook, or a damaged one (its first line is not that of a part)")
    return head
