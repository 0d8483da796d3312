"""Finished chunks, kept by the client: after a stop, the same command goes on from there."""

from __future__ import annotations

import os
from errno import EACCES, ENOTDIR
from pathlib import Path
from typing import TYPE_CHECKING

from standto.errors import OptionError
from standto.scenario.whole_files import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from standto.spreading.chunks import Answer, Chunk, ChunkedRun, Executor


class FolderKeeper:
    """Keeps each chunk in a file of a folder, named by its key.

    A file is there whole or not at all, and several clients may use one folder at once. Keys are digests of all that a
    chunk depends on, so that files of other runs do no harm. The folder may be removed at any time.

    Parameters
    ----------
    folder
        The folder; made with the first chunk that is kept, if it is not there.

    Raises
    ------
    OptionError
        It cannot be made or written to, or is no folder.
    """

    def __init__(self, folder: str | Path) -> None:
        if not str(folder):
            raise OptionError("--keep: is empty: name a folder")
        self._folder = Path(folder)
        if why := _unusable(self._folder):
            raise OptionError(f"--keep: cannot make the folder {str(folder)!r}: {why}")

    def kept(self, key: str) -> bytes | None:
        """Return what is kept under a key; None for nothing."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise OptionError(f"--keep: cannot read {str(self._path(key))!r}: {error.strerror}") from None

    def keep(self, key: str, data: bytes) -> None:
        """Write something to the file of its key, and move it there once it is on the disk."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OptionError(f"--keep: cannot make the folder {str(self._folder)!r}: {error.strerror}") from None
        with whole_file(self._path(key)) as file:
            file.write(data)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.tally"


def _unusable(folder: Path) -> str | None:
    """Return why a folder can be neither made nor written to; None if nothing speaks against it yet."""
    try:
        there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    except OSError as error:
        return error.strerror
    if not there.is_dir():
        return os.strerror(ENOTDIR)
    return None if os.access(there, os.W_OK | os.X_OK) else os.strerror(EACCES)


class Keeping:
    """An executor that first looks for chunks that are finished, and keeps those that another executor finishes.

    Parameters
    ----------
    executor
        Who judges the chunks that are not kept.
    keeper
        Where they are kept.
    """

    def __init__(self, executor: Executor, keeper: FolderKeeper) -> None:
        self._executor, self._keeper = executor, keeper

    def answers(self, run: ChunkedRun[Answer], chunks: Sequence[Chunk]) -> Iterator[tuple[Chunk, Answer]]:
        """Yield the chunks that are kept, in order, then the others as they are finished.

        A file that is damaged counts as none.
        """
        missing = []
        for chunk in chunks:
            answer = self._found(run, chunk)
            if answer is None:
                missing.append(chunk)
            else:
                yield chunk, answer
        if not missing:
            return
        answers = self._executor.answers(run, missing)
        try:
            for chunk, answer in answers:
                self._keeper.keep(chunk.key(run.inputs), run.packed(answer))
                yield chunk, answer
        finally:
            if close := getattr(answers, "close", None):
                close()

    def __enter__(self) -> Self:
        """Begin."""
        self._executor.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all workers; what is kept stays."""
        self._executor.__exit__(kind, error, trace)

    def _found(self, run: ChunkedRun[Answer], chunk: Chunk) -> Answer | None:
        """Return the answer kept about a chunk; None if there is none, or it is damaged."""
        data = self._keeper.kept(chunk.key(run.inputs))
        try:
            return None if data is None else run.unpacked(data)
        except ValueError:
            return None
