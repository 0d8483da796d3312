"""The last board as a file, for times when the service is down."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone

from standto_desk.clock import now
from standto_desk.components.spoken import speaking
from standto_desk.ledger.reading import zone_in_force
from standto_desk.live.hours import last_hour_shown
from standto_desk.presenting.drawing import outlined

if TYPE_CHECKING:
    from standto_desk.presenting.drawing import OutlineDrawing

READABLE = 0o640
"""Readable by the desk's own user and its group, so that you can let others read it when the service is down."""


def keep_last_board(path: Path | str) -> None:
    """Write the outline of the last whole hour into a file that needs no network, script or other file.

    It is the outline that viewers see, because nobody signs in to open a file. Nothing is written if the file already
    holds this outline. A reader who opens the file meanwhile gets the old board or the new one, never a part of one.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    path, hour = Path(path), last_hour_shown(zone_in_force(now()))
    drawing = outlined(hour, hour)
    if _kept.get(path) is drawing and path.exists():
        return
    with timezone.override(drawing.board.zone.name), speaking(drawing.picture.scenario.words):
        page = render_to_string("board/kept.html", {"drawing": drawing, "css": _style_sheet()})
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            os.fchmod(file.fileno(), READABLE)
            file.write(page)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    _kept[path] = drawing


_kept: dict[Path, OutlineDrawing] = {}
"""The outline that this process wrote last into each file."""


@cache
def _style_sheet() -> str:
    found = finders.find("desk/desk.css")
    if found is None:
        raise FileNotFoundError("desk/desk.css")
    return Path(found).read_text(encoding="utf-8")
