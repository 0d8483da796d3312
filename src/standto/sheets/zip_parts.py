"""The parts of a workbook, unpacked within bounds; the workbook again, with nothing but what its reader needs."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib

from standto.sheets.bounds import ALWAYS_UNPACKED, MIB, MOST_PARTS, MOST_RATIO, MOST_UNPACKED
from standto.sheets.file_bytes import SAVE_AGAIN, damaged, refused

_ENCRYPTED = 1
_CHUNK = MIB
_READ = (".xml", ".rels", "mimetype")
_LEFT_OUT = (
    "xl/theme/", "xl/media/", "xl/drawings/", "xl/charts/", "xl/externallinks/", "xl/comments", "xl/threadedcomments/",
    "xl/pivotcache/", "xl/printersettings/", "docprops/", "customxml/", "thumbnails/", "configurations2/", "pictures/",
)  # fmt: skip
"""The names with which parts begin that hold no cells: they are never unpacked."""


def parts_of(file: str, data: bytes, *, endings: tuple[str, ...] = _READ) -> tuple[dict[str, bytes], frozenset[str]]:
    """Return the parts of a workbook that may hold cells, and the names of all parts.

    Parameters
    ----------
    file
        The file as the user named it.
    data
        Its bytes.
    endings
        The ends of the names of parts that are unpacked, in small letters.

    Raises
    ------
    InputError
        It is no ZIP archive, is damaged or encrypted, or unpacks to more than `bounds` allows.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = archive.infolist()
            names = _sound_names(file, found)
            budget = MOST_UNPACKED
            parts: dict[str, bytes] = {}
            for info in found:
                name = _plain(info)
                if name.lower().endswith(endings) and not name.lower().startswith(_LEFT_OUT):
                    parts[name] = _unpacked(file, archive, info, budget)
                    budget -= len(parts[name])
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise damaged(file) from None
    return parts, names


def _sound_names(file: str, found: list[zipfile.ZipInfo]) -> frozenset[str]:
    """Return the names of the parts; refuse too many, two of one name, and encrypted ones."""
    if len(found) > MOST_PARTS:
        raise refused(file, f"has {len(found):,} parts, and at most {MOST_PARTS:,} are read: {SAVE_AGAIN}")
    names = frozenset(map(_plain, found))
    if len({name.lower() for name in names}) < len(found):
        raise refused(file, f"has two parts of one name, which no spreadsheet writes: {SAVE_AGAIN}")
    for info in found:
        if info.flag_bits & _ENCRYPTED:
            raise refused(file, "is protected by a password: save it without one")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise refused(file, "holds a link, which leads out of it: pack the files themselves")
        if _plain(info).startswith("/") or ".." in _plain(info).split("/"):
            raise refused(file, f"has a part outside itself, which no spreadsheet writes: {SAVE_AGAIN}")
    return names


def _plain(info: zipfile.ZipInfo) -> str:
    """Return the name of a part; some programs write backslashes in it."""
    return info.filename.replace("\\", "/")


def _unpacked(file: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: int) -> bytes:
    """Return a part; the sizes that the archive tells are not believed."""
    allowed = min(budget, max(ALWAYS_UNPACKED, MOST_RATIO * info.compress_size))
    chunks, size = [], 0
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            if size > allowed:
                what = (
                    f"unpacks to more than {MOST_UNPACKED // MIB} MiB, or to more than {MOST_RATIO} times its size: "
                    "save the sheets that you need as a workbook of their own"
                )
                raise refused(file, what)
    return b"".join(chunks)


def packed(parts: dict[str, bytes]) -> io.BytesIO:
    """Return parts as a workbook again, uncompressed."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    memory.seek(0)
    return memory
