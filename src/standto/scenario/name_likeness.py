"""What a name looks like: names that differ only by signs that nobody sees are alike."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING
from unicodedata import category, decomposition, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Signs that show nothing, and that Unicode takes for letters, marks or symbols."""
_SHOWN = ("<super>", "<sub>", "<circle>", "<square>", "<fraction>")
"""Forms of a sign that can be told from it by reading."""
_SHAPES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u051b\u051d\u04cf\u03bf\u03b9\u03bd\u03c1\u03b1\u0131\u0585\u057d\u0578"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0423\u0406\u0408\u0405\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u2010\u2011\u2012\u2013\u2014\u2212\u2018\u2019\u02bc",
    "aeopcyxijsdhqwloivpaioun" + "ABEKMHOPCTXYIJSABEZHIKMNOPTYX" + "------" + "'''",
)
"""Letters of other scripts, dashes and quotes, and what they have the shape of."""
_NEAR = 0.6


def likeness(text: str) -> str:
    """Return what a name looks like: two with the same likeness cannot be told apart by reading them.

    The Unicode form is that of NFKC but for signs whose form can be seen, such as a superscript; signs that cannot be
    seen are left out, and spaces of every kind, one or several, are one space.

    Parameters
    ----------
    text
        The name.
    """
    seen = (" " if sign.isspace() else sign for sign in text if not _is_unseen(sign))
    plain = (sign if decomposition(sign).startswith(_SHOWN) else normalize("NFKC", sign) for sign in seen)
    return " ".join(normalize("NFC", "".join(plain)).split())


def shape(text: str) -> str:
    """Return what a name looks like at a glance: without capitals, and with letters of other scripts by their shape.

    Parameters
    ----------
    text
        The name.
    """
    return likeness(text).translate(_SHAPES).lower()


def nearest(name: str, among: Iterable[str], cutoff: float = _NEAR) -> str | None:
    """Return the name that is likely to be meant, or None where none is near.

    Parameters
    ----------
    name
        The name as it is written.
    among
        The names that there are.
    cutoff
        How near it must be, of 1.
    """
    by_look: dict[str, str] = {}
    for other in among:
        if other and other != name:
            by_look.setdefault(shape(other), other)
    found = get_close_matches(shape(name), by_look, n=1, cutoff=cutoff)
    return by_look[found[0]] if found else None


def _is_unseen(sign: str) -> bool:
    """Whether a sign shows nothing and is no space: format signs, variation selectors, fillers and control signs."""
    if sign in _UNSEEN or "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef":
        return True
    return category(sign) in ("Cf", "Cc") and not sign.isspace()
