"""What a post outside said: whether it agreed or refused, which role there, how, and when."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.errors import Fault
from standto.model.time import DAY
from standto_desk.acts.words_of_people import NO_CIPHERS, names_somebody

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.time import Instant


BEFORE = DAY
"""How long before a proposal was entered an agreement to it may have been given."""


@dataclass(frozen=True)
class OutsideWords:
    """What is recorded of an agreement, or of a refusal, given outside.

    Attributes
    ----------
    role
        Who agreed, as a role such as ``duty minister``: never a private person's name.
    how
        How it was given, such as ``by telephone, confirmed in writing``.
    when
        When it was given.
    refused
        Whether it was a refusal.
    """

    role: str
    how: str
    when: Instant
    refused: bool = False

    def as_text(self) -> str:
        """Return the words as they are kept beside the chain; when it was is kept in the entry itself."""
        return json.dumps({"role": self.role.strip(), "how": self.how.strip()}, ensure_ascii=False, sort_keys=True)

    def faults(self, *, since: Instant, now: Instant) -> Iterator[Fault]:
        """Yield what is wrong with them.

        Parameters
        ----------
        since
            When the proposal was made.
        """
        if not self.role.strip():
            yield Fault("approval", "say which role agreed; no private person's name", column="role")
        if not self.how.strip():
            yield Fault("approval", "say how it was agreed, for example by telephone", column="how")
        for field, words in (("role", self.role), ("how", self.how)):
            if names_somebody(words):
                yield Fault("approval", NO_CIPHERS, column=field)
        # At night a minister agrees by telephone, and the form comes after.
        if not since - BEFORE <= self.when <= now:
            yield Fault("approval", "must be within the day before the proposal, and not later than now", column="when")


def words_outside(text: str) -> dict[str, str]:
    """Return the role and how, as kept; both empty where they were redacted."""
    held = json.loads(text) if text else {}
    return {"role": held.get("role", ""), "how": held.get("how", "")}
