"""A document as an accessible PDF: tagged, in the order of its page, and the same bytes every time."""

from __future__ import annotations

import json
import re
import unicodedata
from importlib.resources import files
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from standto.errors import OptionError, not_installed
from standto.reporting.plain_values import plain_document

if TYPE_CHECKING:
    from standto.reporting.document import Document

MOST = 2_000_000
"""The most characters of a document."""
TRIES = 10
"""How often characters without a shape in the font are spelled out before the attempt is given up."""
_WITHOUT_SHAPE = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""The categories of characters that show nothing."""


def as_pdf(document: Document) -> bytes:
    """Return a document as PDF/UA-1; pictures are left out, because their tables are there.

    Characters for which the font has no shape are spelled out, as ``[U+4E2D]``; those that show nothing are left out.

    Raises
    ------
    OptionError
        Typst is not installed, or the document is too long.
    """
    return pdf_of(plain_document(document))


def pdf_of(plain: dict[str, Any]) -> bytes:
    """Return the plain values of a document as PDF/UA-1; the same as `as_pdf`."""
    try:
        import typst
    except ModuleNotFoundError as error:
        raise not_installed("PDF files", "typst", "desk") from error
    heading = plain["heading"]
    shown = {each: plain[each] for each in ("title", "sections")}
    shown |= {each: heading[each] for each in ("marking", "number")}
    report = json.dumps(_seen(shown), ensure_ascii=False)
    if len(report) > MOST:
        raise OptionError(f"document: it has {len(report):,} characters; a PDF has {MOST:,} at most")
    source = files("standto.reporting").joinpath("templates/document.typ").read_bytes()
    # Nothing is in the folder, so that there is nothing to read; no package can be fetched, because none is named.
    with TemporaryDirectory(prefix="standto-pdf-") as empty:
        for _ in range(TRIES):
            compiler = typst.Compiler(source, root=empty, ignore_system_fonts=True, sys_inputs={"report": report})
            try:
                made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
            except typst.TypstError as error:
                if not (missing := without_shape(error.diagnostic)):
                    raise
                report = report.translate({ord(each): _spelled(each) for each in missing})
            else:
                return made if isinstance(made, bytes) else b"".join(made or ())
    raise OptionError("document: it has too many characters that the font of a PDF lacks")


def _seen(value: Any) -> Any:
    """Return plain values without the characters that show nothing; ends of lines stay."""
    if isinstance(value, str):
        return "".join(each for each in value if each == "\n" or unicodedata.category(each) not in _UNSEEN)
    if isinstance(value, dict):
        return {name: _seen(one) for name, one in value.items()}
    return [_seen(one) for one in value] if isinstance(value, (list, tuple)) else value


def without_shape(diagnostic: str) -> frozenset[str]:
    """Return the characters that Typst could not show, by its own words."""
    texts = (_ESCAPED.sub(_unescaped, each) for each in _WITHOUT_SHAPE.findall(diagnostic))
    return frozenset(each for text in texts for each in text)


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else found[2]


def _spelled(each: str) -> str:
    return "" if unicodedata.category(each).startswith("M") else f"[U+{ord(each):04X}]"
