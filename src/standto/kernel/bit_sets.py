"""Connected parts of a set of duties: those that share no duty, person or pool place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def bits(mask: int) -> Iterator[int]:
    """Yield the places of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def mask_of(places: Iterable[int]) -> int:
    """Return the number whose bits are set at some places."""
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
        Bit masks; members of the set that one of them holds belong together.

    Returns
    -------
        Bit masks that share no member, by their lowest one.
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
