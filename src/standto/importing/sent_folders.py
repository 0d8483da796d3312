"""A scenario's folder as somebody sends it: a ZIP archive, or its files one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from standto.errors import Fault, InputError
from standto.scenario.folder import SentFiles
from standto.scenario.folder_cells import FolderCells, cells_in
from standto.scenario.layout import FILES
from standto.sheets.zip_parts import parts_of

_ENDINGS = (".csv", ".toml")
_OF_A_MAC = "__MACOSX"
_ZIP = b"PK\x03\x04"


def sent_cells(files: Sequence[tuple[str, bytes]]) -> FolderCells:
    """Return the cells of a folder that somebody sent.

    Parameters
    ----------
    files
        The name and the bytes of each file: one archive, or files of a folder.

    Raises
    ------
    InputError
        An archive is damaged, leads outside itself, unpacks to too much or holds several folders; there are two files
        of one name; or a file is no table. Carries every fault.
    """
    found: dict[str, bytes] = {}
    faults = []
    for name, data in files:
        for each, content in (_in_archive(name, data) if data.startswith(_ZIP) else {name: data}).items():
            if each in found:
                faults.append(Fault(each, "was sent twice: send one of them"))
            found[each] = content
    if faults:
        raise InputError(faults)
    return cells_in(SentFiles(found))


def _in_archive(file: str, data: bytes) -> dict[str, bytes]:
    """Return the files of the one folder in an archive. Nothing is ever written, so that no link leads anywhere."""
    parts, _ = parts_of(file, data, endings=_ENDINGS)
    paths = {PurePosixPath(name): content for name, content in parts.items()}
    paths = {path: content for path, content in paths.items() if _OF_A_MAC not in path.parts}
    folders = {path.parent for path in paths if path.name in FILES}
    if len(folders) > 1:
        named = ", ".join(sorted(map(str, folders)))
        raise InputError([Fault(file, f"holds several folders with tables: {named}. Send one of them")])
    return {path.name: content for path, content in paths.items() if path.parent in folders}
