"""What a name looks like: names that differ only by signs that nobody sees are alike."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING
from unicodedata import category, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Signs that show nothing, and that Unicode takes for letters, marks or symbols."""
_NEAR = 0.6


def likeness(text: str) -> str:
    """Return what a name looks like: two with the same likeness cannot be told apart by reading them.

    The Unicode form is that of NFKC, signs that cannot be seen are left out, and spaces of every kind, one or several,
    are one space.

    Parameters
    ----------
    text
        The name.
    """
    seen = (" " if sign.isspace() else sign for sign in text if not _is_unseen(sign))
    return " ".join(normalize("NFKC", "".join(seen)).split())


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
            by_look.setdefault(likeness(other).casefold(), other)
    found = get_close_matches(likeness(name).casefold(), by_look, n=1, cutoff=cutoff)
    return by_look[found[0]] if found else None


def _is_unseen(sign: str) -> bool:
    """Whether a sign shows nothing and is no space: format signs, variation selectors, fillers and control signs."""
    if sign in _UNSEEN or "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef":
        return True
    return category(sign) in ("Cf", "Cc") and not sign.isspace()
