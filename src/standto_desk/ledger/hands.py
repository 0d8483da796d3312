"""By whom something is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hand:
    """By which account (its opaque id), holding which post (or none), for which force."""

    account: str
    post: str
    force: str
