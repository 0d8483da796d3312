"""Cells as plain text for comparing: without case, accents, punctuation and notes in brackets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe", "å": "aa"})


def unaccented(text: str) -> str:
    """Return text without case and accents, with single blanks."""
    if text.isascii():
        return " ".join(text.casefold().split())
    bare = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    return " ".join("".join(letter for letter in bare if not unicodedata.combining(letter)).split())


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, unaccented."""
    return tuple(re.findall(r"[^\W_]+", unaccented(text)))


def without_brackets(text: str) -> str:
    """Return text without what stands in brackets; all of it if nothing else is left."""
    bare = " ".join(_BRACKETED.sub(" ", text).split())
    return bare or text


def squeezed(text: str) -> str:
    """Return letters and digits alone, unaccented: texts that are equal so are spellings of one value."""
    return "".join(words_of(without_brackets(text)))


def id_of(text: str) -> str:
    """Return an id made from text: `AFO (initial)` gives `afo`; empty if the text has no letter or digit."""
    bare = unicodedata.normalize("NFC", without_brackets(text)).casefold().translate(_UMLAUTS)
    return re.sub(r"[^a-z0-9]+", "-", unaccented(bare)).strip("-")


def free_id(wanted: str, taken: Container[str]) -> str:
    """Return an id, with the first number from 2 behind it with which it is free, if it is taken."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name


def look_of(text: str) -> str:
    """Return the look of a text: `8411 AR` looks like `0 A`, a run of digits being one `0` and of letters one `A`."""
    return re.sub(r"[^\W\d_]+", "A", re.sub(r"\d+", "0", text))


def kept_secret(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of names and numbers that nothing may repeat: those of three letters or digits and more."""
    return frozenset(word for text in texts for word in (*words_of(text), squeezed(text)) if len(word) > 2)


def tellable(text: str, secrets: frozenset[str]) -> bool:
    """Return whether no word of a text is a name or number that is kept secret."""
    return not secrets & {*words_of(text), squeezed(text)}
