"""Sets as bit masks: their members, and the connected parts that links split them into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def bits(mask: int) -> Iterator[int]:
    """Yield the members of a set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def mask_of(places: Iterable[int]) -> int:
    """Return the set with some members."""
    mask = 0
    for place in places:
        mask |= 1 << place
    return mask


def connected(whole: int, links: Iterable[int]) -> list[int]:
    """Split a set into its connected parts.

    Parameters
    ----------
    whole
        The set, as a bit mask.
    links
        Bit masks; members of the set that occur in one of them belong together.

    Returns
    -------
        Disjoint bit masks, in the order of their lowest members.
    """
    parts: list[int] = []
    for link in links:
        joined = link & whole
        if not joined:
            continue
        apart = []
        for part in parts:
            if part & joined:
                joined |= part
            else:
                apart.append(part)
        parts = [*apart, joined]
    rest = whole
    for part in parts:
        rest &= ~part
    parts.extend(1 << place for place in bits(rest))
    return sorted(parts, key=lambda part: part & -part)
