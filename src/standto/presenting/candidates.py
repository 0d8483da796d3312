"""Candidates in words: how long each is rested, and what a call-in would owe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.model.time import MINUTE
from standto.model.working_time import OWED
from standto.presenting.rest_words import bound_words, measured_words
from standto.wording import counted, length, listed
from standto.wording.sentences import REASON_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from standto.model.time import Instant
    from standto.model.words import Vocabulary
    from standto.model.working_time import RestRule

OTHERS = {
    **REASON_WORDS,
    "no-ticket": "without a ticket for it",
    "on-duty": "on duty already",
    "stood-off": "stood off",
    "elsewhere": "bound to another duty",
    "would-breach-rest": "whose rest it would breach",
}
"""The words for each reason why somebody could not come."""


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A person who could come, in words.

    Attributes
    ----------
    person
        The cipher.
    ready_minutes
        How long the person needs, if they are on duty but not ready soon enough; None: off duty.
    rested
        How long ago their last stint ended; None: never, as far back as stints reach.
    owes
        What a call-in would owe in rest, each as a phrase.
    """

    person: str
    ready_minutes: int | None
    rested: Instant | None
    owes: tuple[str, ...]

    @property
    def rested_words(self) -> str:
        """How long the person is rested."""
        return "no work on record" if self.rested is None else f"rested {length(self.rested)}"

    @property
    def ready_words(self) -> str:
        """How soon the person is ready if they are on call; blank if they are off duty."""
        if self.ready_minutes is None:
            return ""
        return f"on call, ready in {length(self.ready_minutes * MINUTE)}"

    @property
    def words(self) -> str:
        """All of it but the cipher."""
        return "; ".join(part for part in (self.rested_words, self.ready_words, *self.owes) if part)


def owed_words(rule: RestRule, measured: int) -> str:
    """Return what a call-in would owe by one rule: its id, what it measures, and its bound."""
    verb = "would be owed rest by" if rule.effect == OWED else "to note:"
    return f"{verb} {rule.id} ({measured_words(rule, measured)}; the rule is {bound_words(rule)})"


def others_words(others: Mapping[str, int], words: Vocabulary) -> str:
    """Return why other people could not come, as a sentence; blank if there are none."""
    some = [f"{number:,} {OTHERS[reason]}" for reason, number in others.items() if number]
    if not some:
        return ""
    total = sum(others.values())
    return f"{counted(total, f'other {words.person}', f'other {words.people}')} could not: {listed(some)}."
