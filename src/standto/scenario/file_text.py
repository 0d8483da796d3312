"""The text of a file's bytes, or the fault of a file that holds no text."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_LE

_SIGNATURES = {
    b"\x89PNG": "is a picture (PNG)",
    b"\xff\xd8\xff": "is a picture (JPEG)",
    b"GIF8": "is a picture (GIF)",
    b"%PDF": "is a PDF document",
    b"PK\x03\x04": "is a workbook or an archive (ZIP)",
    b"\xd0\xcf\x11\xe0": "is an old workbook (XLS)",
    b"\x1f\x8b": "is compressed (gzip)",
    BOM_UTF32_LE: "is encoded as UTF-32",
    BOM_UTF16_LE: "is encoded as UTF-16",
    BOM_UTF16_BE: "is encoded as UTF-16",
}

HAS_NUL = "has a NUL byte, which no text has: save it as text in UTF-8"


class NotText(ValueError):
    """Bytes that are not UTF-8 text; `line` has the fault, and is None if unknown."""

    def __init__(self, line: int | None, what: str) -> None:
        super().__init__(what)
        self.line = line


def without_mark(data: bytes) -> bytes:
    """Return a file's bytes without the byte-order mark of UTF-8; raise `NotText` if they are not text."""
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise NotText(1, f"{what}: save it as text in UTF-8")
    if (place := data.find(b"\0")) >= 0:
        raise NotText(_line(data, place), HAS_NUL)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        what = f"has the byte 0x{data[error.start]:02x}, which is not UTF-8: save it as text in UTF-8"
        raise NotText(_line(data, error.start), what) from None
    return data.removeprefix(BOM_UTF8)


def _line(data: bytes, place: int) -> int:
    before = data[:place].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1
