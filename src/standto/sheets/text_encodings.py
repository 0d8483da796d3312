"""The text of a file in any likely encoding, and the name of the encoding.

Libraries that detect encodings weigh many more, and take short texts of Western Europe for those of other places.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from itertools import islice

from standto.sheets.file_bytes import refused

_MARKS = (
    (BOM_UTF32_LE, "utf-32", "UTF-32"),
    (BOM_UTF32_BE, "utf-32", "UTF-32"),
    (BOM_UTF8, "utf-8-sig", "UTF-8"),
    (BOM_UTF16_LE, "utf-16", "UTF-16"),
    (BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_OLD = (
    ("cp1252", "Windows-1252"),
    ("iso8859_15", "ISO-8859-15"),
    ("cp850", "DOS code page 850"),
    ("mac_roman", "Mac OS Roman"),
    ("latin_1", "ISO-8859-1"),
)
"""Encodings of one byte for each character, the likeliest first."""
_LETTERS = frozenset("äöüßéèêëàâáãåæçñíìîïóòôõøœúùûýÿšžÄÖÜÉÈÊÀÂÁÅÆÇÑÍÎÓÔØŒÚÛŠŽ")
_SIGNS = frozenset("€£§°·–—‘’‚“”„…×½¼²³µ«»®©™\u00a0")
_OUTSIDE = re.compile(rb"[\x80-\xff]")
_SAMPLE = 4_000
"""How many characters outside ASCII an encoding is judged by."""


def text_of(file: str, data: bytes) -> tuple[str, str]:
    """Return the text of a file's bytes, and the name of its encoding.

    Raises
    ------
    InputError
        The bytes are no text in an encoding that is known.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _decoded(file, data, codec, name), name
    if unmarked := _utf_16_without_mark(data):
        return _decoded(file, data, unmarked, "UTF-16"), "UTF-16"
    if (place := data.find(b"\0")) >= 0:
        what = "has a NUL byte, which no text has: save it again as CSV, or as XLSX"
        raise refused(file, what, line=_line(data, place))
    try:
        return data.decode(), "UTF-8"
    except UnicodeDecodeError as error:
        if _is_nearly_utf_8(data):
            what = f"is UTF-8 but for some bytes, the first of which is 0x{data[error.start]:02x}: save it again as CSV"
            raise refused(file, what, line=_line(data, error.start)) from None
        contexts = _contexts(data)
        codec, name = max(_OLD, key=lambda old: _likelihood(contexts, old[0]))
        return data.decode(codec, errors="replace"), name


def _decoded(file: str, data: bytes, codec: str, name: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        what = f"says that it is {name}, but its byte {error.start + 1:,} is not: save it again as CSV in UTF-8"
        raise refused(file, what) from None
    if (place := text.find("\0")) >= 0:
        what = "has a NUL character, which no text has: save it again as CSV, or as XLSX"
        raise refused(file, what, line=text.count("\n", 0, place) + 1)
    return text


def _utf_16_without_mark(data: bytes) -> str | None:
    """Return the codec of UTF-16 text without a mark: every other byte of Latin text is then NUL."""
    head = data[:2_000]
    if len(head) < 4 or len(data) % 2:
        return None
    half = len(head) // 2
    if head[1::2].count(0) > 0.8 * half and not head[::2].count(0):
        return "utf-16-le"
    if head[::2].count(0) > 0.8 * half and not head[1::2].count(0):
        return "utf-16-be"
    return None


def _is_nearly_utf_8(data: bytes) -> bool:
    """Return whether most characters outside ASCII are UTF-8, which they never are by chance."""
    text = data.decode(errors="replace")
    wrong = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) - wrong > 4 * wrong


def _contexts(data: bytes) -> list[tuple[bytes, int]]:
    """Return the first characters outside ASCII with their neighbours, each with its place among them."""
    places = [found.start() for found in islice(_OUTSIDE.finditer(data), _SAMPLE)]
    return [(data[max(place - 1, 0) : place + 2], min(place, 1)) for place in places]


def _likelihood(contexts: list[tuple[bytes, int]], codec: str) -> int:
    """Return how well characters outside ASCII fit in their places: letters in words, signs elsewhere."""
    decoded = ((context.decode(codec, errors="replace"), place) for context, place in contexts)
    return sum(_fit(text[:place], text[place], text[place + 1 :]) for text, place in decoded)


def _fit(before: str, letter: str, after: str) -> int:
    if letter in _LETTERS:
        # A capital letter in the middle of a word is unlikely.
        return 0 if letter.isupper() and before.islower() else 3
    inside = before.isalpha() and after.isalpha()
    if letter == "\u00a0" and not inside:
        # Spreadsheets leave such blanks after words, where another encoding has an unlikely last letter.
        return 4
    if letter in _SIGNS:
        return -1 if inside and letter != "’" else 2
    if letter == "\ufffd" or "\x80" <= letter < "\xa0":
        return -6
    return -2 if inside else -1


def _line(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1
