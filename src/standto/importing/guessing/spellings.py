"""Values to ids: the spellings of skills and teams that are joined, and the signs between several in one cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from standto.importing.guessing.plain_text import free_id, id_of, squeezed, unaccented, without_brackets

ALWAYS_SPLIT = (";", "|", ",")
MAYBE_SPLIT = ("/", "+", "&")
_QUALIFIER = re.compile(r"\s+(?:driver|initial|basic|trained|qualified|refresher|officer|grundkurs|fahrer|conducteur)$")


class Spellings(NamedTuple):
    """The texts of one value in the sheets.

    Attributes
    ----------
    texts
        Each text with the number of its cells, the most frequent first.
    """

    id: str
    texts: tuple[tuple[str, int], ...]


def signs_between(cells: Iterable[str], always: Sequence[str] = ALWAYS_SPLIT) -> tuple[str, ...]:
    """Return the signs that stand between several values in one cell.

    `/`, `+` and `&` may be part of one value, such as `Trauma + Orthopaedics`. They split only if one part occurs in
    another cell without the others.

    Parameters
    ----------
    always
        The signs that split wherever they stand.
    """
    texts = sorted({without_brackets(text) for text in cells if text})
    found = [sign for sign in always if any(sign in text for text in texts)]
    signs = (*ALWAYS_SPLIT, *MAYBE_SPLIT)
    parts = [{squeezed(part) for part in _split(text, signs)} for text in texts]
    for sign in (sign for sign in signs if sign not in always):
        apart = any(
            0 < len(ours & other) < len(ours)
            for text, ours in zip(texts, parts, strict=True)
            if sign in text
            for other in parts
        )
        if apart:
            found.append(sign)
    return tuple(found)


def parts_of(cells: Iterable[str], signs: Sequence[str]) -> Counter[str]:
    """Return the values in cells with the number of cells of each."""
    return Counter(part for text in cells for part in _split(text, signs))


def _split(text: str, signs: Sequence[str]) -> list[str]:
    parts = re.split("|".join(map(re.escape, signs)), text) if signs else [text]
    return [bare for part in parts if (bare := " ".join(part.split()))]


def spellings_of(values: Counter[str], *, qualified: bool = False) -> tuple[Spellings, ...]:
    """Return the ids of values in order of their first letters, with the texts that are taken as each.

    Two values whose ids would be one although their letters differ get ids of their own.

    Parameters
    ----------
    qualified
        Whether a value such as `ARV driver` is joined to `ARV`, if that occurs too.
    """
    groups: dict[str, list[tuple[str, int]]] = {}
    bare = {squeezed(text) for text in values}
    for text, number in sorted(values.items(), key=lambda pair: (-pair[1], pair[0])):
        first = squeezed(_QUALIFIER.sub("", unaccented(text)))
        key = first if qualified and first in bare else squeezed(text)
        groups.setdefault(key, []).append((text, number))
    found: dict[str, Spellings] = {}
    for texts in groups.values():
        name = free_id(_best_id(texts), found)
        found[name] = Spellings(name, tuple(texts))
    return tuple(found[name] for name in sorted(found))


def _best_id(texts: Sequence[tuple[str, int]]) -> str:
    """Return the id of the shortest text without brackets, so that a note beside it does not decide."""
    plain = [text for text, _ in texts if without_brackets(text) == text]
    return id_of(min(plain or [texts[0][0]], key=len)) or "unnamed"
