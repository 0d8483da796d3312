"""Pictures that one process draws and the others take over."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from io import BytesIO
from typing import Any

from standto import __version__
from standto.register import Situation
from standto_desk.ledger.reading import Position
from standto_desk.ledger.reading import head as now_at_head
from standto_desk.live.shared_answers import shared_answer
from standto_desk.picture.drawing import Picture

PACKAGES = frozenset({"standto", "numpy"})
"""The packages whose values a picture has."""
PLAIN = frozenset({"frozenset", "set", "slice", "range"})
"""Python's own values that it may have."""


def shared_picture(situation: Situation, head: Position, draw: Callable[[], Picture]) -> Picture:
    """Return the picture of a situation, drawn by whichever process asks first.

    Every process folds the ledger's events itself, one by one as they are entered, which is quick. It takes over only
    the answers: cover, margin and review.
    """
    if now_at_head() != head:
        return draw()  # entered meanwhile: the situation may know more than the question says
    question = f"{__version__} {head.count} {head.hash} {situation.at} {situation.known_at}"
    return shared_answer(question, draw, packed, lambda data: unpacked(data, situation, head))


def packed(picture: Picture) -> bytes:
    """Return a picture's answers as bytes, without the situation that they are about."""
    file = BytesIO()
    _Packer(file, picture.situation).dump((picture.cover, picture.margin, picture.review))
    return file.getvalue()


def unpacked(data: bytes, situation: Situation, head: Position) -> Picture:
    """Return a picture from its answers in bytes, which this desk must have sealed."""
    cover, margin, review = _Unpacker(BytesIO(data), situation).load()
    at = situation.period.start
    known_at = at if situation.known_at is None else situation.known_at
    return Picture(at, known_at, head.count, situation, cover, margin, review)


def _references(situation: Situation) -> dict[str, object]:
    """Return the values that every process has already, by name."""
    return {"situation": situation, "records": situation.records, "scenario": situation.scenario}


class _Packer(pickle.Pickler):
    def __init__(self, file: BytesIO, situation: Situation) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._kept = _references(situation)
        self._names = {id(value): name for name, value in self._kept.items()}

    def persistent_id(self, value: object) -> str | None:
        """Return the name of a value that every process has."""
        return self._names.get(id(value))


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: BytesIO, situation: Situation) -> None:
        super().__init__(file)
        self._kept = _references(situation)

    def persistent_load(self, name: str) -> object:
        """Return this process's own value."""
        return self._kept[name]

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of the library or of NumPy, and nothing else."""
        if module.split(".", maxsplit=1)[0] in PACKAGES or (module == "builtins" and name in PLAIN):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} belongs in no picture")
