"""Likeness of names: names that differ only by invisible characters look the same."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from unicodedata import category, decomposition, normalize

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Invisible characters that Unicode classes as letters, marks or symbols."""
_SHOWN = ("<super>", "<sub>", "<circle>", "<square>", "<fraction>")
"""Compatibility forms that a reader can distinguish from the plain character."""
_SHAPES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u051b\u051d\u04cf\u03bf\u03b9\u03bd\u03c1\u03b1\u0131\u0585\u057d\u0578"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0423\u0406\u0408\u0405\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u2010\u2011\u2012\u2013\u2014\u2212\u2018\u2019\u02bc",
    "aeopcyxijsdhqwloivpaioun" + "ABEKMHOPCTXYIJSABEZHIKMNOPTYX" + "------" + "'''",
)
"""Letters of other scripts, dashes and quotes, with the ASCII characters of the same shape."""
_NEAR = 0.6
LIKELY = 0.75
"""The similarity from which a name is likely to be another one mistyped."""


def likeness(text: str) -> str:
    """Return a key that is equal for two names if a reader cannot tell them apart.

    The key is in the Unicode form NFKC, except for characters whose form is visible, for example superscripts. It has
    no invisible characters, and one space for any run of spaces.
    """
    seen = (" " if sign.isspace() else sign for sign in text if not _is_unseen(sign))
    plain = (sign if decomposition(sign).startswith(_SHOWN) else normalize("NFKC", sign) for sign in seen)
    return " ".join(normalize("NFC", "".join(plain)).split())


def shape(text: str) -> str:
    """Return a key that is equal for two names that look the same at a glance, whatever their capitals or script."""
    return likeness(text).translate(_SHAPES).lower()


def nearest(name: str, among: Iterable[str], cutoff: float = _NEAR) -> str | None:
    """Return the name that was most likely meant; None if no name is similar.

    Parameters
    ----------
    among
        The names to choose from.
    cutoff
        The least similarity, from 0 to 1.
    """
    by_look: dict[str, str] = {}
    for other in among:
        if other and other != name:
            by_look.setdefault(shape(other), other)
    found = get_close_matches(shape(name), by_look, n=1, cutoff=cutoff)
    return by_look[found[0]] if found else None


def meant(name: str, among: Iterable[str]) -> str:
    """Return the question whether a similar name was meant, to end a message with; blank if there is none."""
    near = nearest(name, among, LIKELY)
    return "" if near is None else f"; did you mean {near!r}?"


def meant_by_option(name: str, among: Iterable[str]) -> str:
    """Return the question whether a similar name was meant, for an option or its value.

    Less alike is enough than in a file, and the answer has no quotes, so that it can be typed as it is.
    """
    near = nearest(name, among)
    return "" if near is None else f"; did you mean {near}?"


def _is_unseen(sign: str) -> bool:
    """Return whether a character is invisible and not a space: a format or control character, a selector, a filler."""
    if sign in _UNSEEN or "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef":
        return True
    return category(sign) in ("Cf", "Cc") and not sign.isspace()
