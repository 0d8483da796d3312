"""The author of an entry."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Author:
    """The account (by its opaque id), the post that it acts as (or none) and the force."""

    account: str
    post: str
    force: str
