"""Ciphers of people: the same number or name always has the same cipher, and nobody can work it out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from unicodedata import normalize

from standto.errors import OptionError

DIGITS, LETTERS = "23456789", "bcdfghjkmnpqrstvwxz"
"""The signs of a cipher, in turn: no word and no number comes of them, and none is taken for another."""
_PAIRS = 3
_ROOMY = 20
"""The least number of possible ciphers for each person, so that a free one is soon drawn."""
_TRIES = 100
"""Draws after which a source of random numbers cannot be one: each gives a free cipher in 19 of 20 cases."""

_BRACKETS = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_SIGNS = re.compile(r"[\s'\u2018\u2019\u02bc]+|(?<!\d)[.,]|[.,](?!\d)")
_DASHES = re.compile("[\u2010-\u2015\u2212]")

Draw = Callable[[int], int]
"""A source of random numbers: given `n`, a number from 0 to `n - 1`, such as `secrets.randbelow`."""


def normal_form(text: str) -> str:
    """Return what two spellings of one number or name share: ``DR 1025A`` and ``Dr. 1025A (swap w/ …)`` are the same.

    Capitals, blanks, dots, commas, apostrophes and text in brackets play no part, except a dot or comma between digits.
    """
    plain = normalize("NFKC", without_brackets(normalize("NFKC", text))).casefold()
    return _SIGNS.sub("", _DASHES.sub("-", plain)).strip("-_/;:*?!#")


def without_brackets(text: str) -> str:
    """Return a text without what stands in brackets, such as ``(swap w/ …)``."""
    return _BRACKETS.sub(" ", text)


def remarks_in(text: str) -> list[str]:
    """Return what stands in brackets in a text, without them."""
    return [found.strip("()[] ") for found in _BRACKETS.findall(text)]


class CipherBook:
    """The ciphers of people by the normal form of their number or name.

    Parameters
    ----------
    known
        The ciphers given before, by the number or name as it was written.
    draw
        Gives random numbers, such as `secrets.randbelow`.
    prefix
        The start of new ciphers.

    Attributes
    ----------
    new
        The number or name as written first, and the cipher, of people who had none before, in the order of the ciphers.
    """

    def __init__(self, known: Mapping[str, str], draw: Draw, prefix: str = "p") -> None:
        self._ciphers = {normal_form(text): cipher for text, cipher in known.items()}
        self._taken = set(self._ciphers.values())
        self._new: dict[str, str] = {}
        self._draw = draw
        self.prefix = prefix

    @property
    def new(self) -> dict[str, str]:
        """The ciphers given since, by the number or name as written, sorted by cipher."""
        return dict(sorted(self._new.items(), key=lambda pair: pair[1]))

    def avoid(self, ids: Iterable[str]) -> None:
        """Give none of these ids as a cipher."""
        self._taken.update(ids)

    def cipher(self, text: str) -> str:
        """Return the cipher of a number or name, drawn if it has none yet; empty for a text that holds neither."""
        key = normal_form(text)
        if not key:
            return ""
        found = self._ciphers.get(key)
        if found is None:
            found = self._ciphers[key] = self._drawn()
            self._new[" ".join(without_brackets(text).split())] = found
        return found

    def find(self, text: str) -> str:
        """Return the cipher of a number or name; empty if it has none yet."""
        return self._ciphers.get(normal_form(text), "")

    def also(self, text: str, cipher: str) -> bool:
        """Give a number or name the cipher of a person who has one; return whether it is free for them."""
        key = normal_form(text)
        if key and key not in self._ciphers:
            self._ciphers[key] = cipher
            self._new[" ".join(without_brackets(text).split())] = cipher
        return not key or self._ciphers[key] == cipher

    def _drawn(self) -> str:
        pairs = _PAIRS
        while (len(DIGITS) * len(LETTERS)) ** pairs < _ROOMY * (len(self._taken) + 1):
            pairs += 1
        for _ in range(_TRIES):
            signs = (DIGITS[self._draw(len(DIGITS))] + LETTERS[self._draw(len(LETTERS))] for _ in range(pairs))
            cipher = self.prefix + "".join(signs)
            if cipher not in self._taken:
                self._taken.add(cipher)
                return cipher
        raise OptionError("draw: gives the same ciphers again and again: give a source such as secrets.randbelow")
