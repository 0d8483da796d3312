"""Proposals that wait for approval: what they propose, and the posts they wait for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from standto.model.time import Instant
from standto_desk.acts.proposal_log import open_proposals
from standto_desk.components.spoken import id_words
from standto_desk.presenting.proposal_words import proposed_words


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A proposal that waits.

    Attributes
    ----------
    posts
        Each post that has not agreed yet, in words, and since when the proposal has waited for it.
    """

    sequence: int
    words: str
    posts: tuple[tuple[str, Instant], ...]


def waiting_lines(subjects: Iterable[str], *, known_at: Instant | None = None) -> tuple[WaitingLine, ...]:
    """Return the waiting proposals about some subjects in order, as known at a moment or now."""
    return tuple(
        WaitingLine(
            one.sequence,
            proposed_words(one.entry, one.entry.subject, one.entry.count),
            tuple((id_words(asked.post), one.waiting_since(asked)) for asked in one.missing),
        )
        for one in open_proposals(subjects, known_at=known_at)
    )
