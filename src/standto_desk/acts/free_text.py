"""Free text beside the ledger's chain: rationales, and the words of posts outside. It must name no person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from unicodedata import category, normalize

from standto.errors import Fault
from standto.model.time import DAY, Instant
from standto_desk.access.people_in_reach import forces_now


@dataclass(frozen=True)
class Rationale:
    """The reasons for a step by heading, and the conditions for standing help down.

    It is kept beside the ledger's chain, so that it can be redacted.

    Attributes
    ----------
    information
        What is known, and what is not.
    threat
        What could happen if nothing is done, and if this is.
    powers
        What permits it: law, policy, agreements.
    options
        What else could be done, and what is done if this fails.
    action
        What is to be done, by whom, and when it will be reviewed.
    ethics
        How it fits the code of ethics, which is at the centre of the others.
    conditions
        The conditions for standing the help down or releasing it, set when help is asked for.
    """

    information: str = ""
    threat: str = ""
    powers: str = ""
    options: str = ""
    action: str = ""
    ethics: str = ""
    conditions: str = ""

    @property
    def given(self) -> bool:
        """Whether there is a reason under any heading."""
        return any(getattr(self, part).strip() for part in HEADINGS)

    def as_text(self) -> str:
        """Return its stored form: JSON of the parts with words, or an empty text."""
        filled = {part: words.strip() for part, words in asdict(self).items() if words.strip()}
        return json.dumps(filled, ensure_ascii=False, sort_keys=True) if filled else ""

    @classmethod
    def from_text(cls, text: str) -> Rationale:
        """Return a rationale from stored text; text that is no such JSON becomes its information."""
        try:
            held = json.loads(text) if text else {}
        except ValueError:
            held = None
        names = {each.name for each in fields(cls)}
        if not isinstance(held, dict) or not held.keys() <= names:
            return cls(information=text)
        return cls(**{part: str(words) for part, words in held.items()})


HEADINGS = {
    "information": "Information",
    "threat": "Threat and risk",
    "powers": "Powers and policy",
    "options": "Options and contingencies",
    "action": "Action and review",
    "ethics": "Code of ethics",
}
"""The headings of a rationale's parts, in order."""


BEFORE = DAY
"""The longest time before a proposal at which a post outside may have agreed to it."""


@dataclass(frozen=True)
class OutsideWords:
    """The answer of a post outside: an agreement or a refusal.

    Attributes
    ----------
    role
        The role that agreed, such as ``duty minister``; never a private person's name.
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
        """Return the words that are stored beside the chain; the time is in the entry itself."""
        return json.dumps({"role": self.role.strip(), "how": self.how.strip()}, ensure_ascii=False, sort_keys=True)

    def faults(self, *, since: Instant, now: Instant) -> Iterator[Fault]:
        """Yield the faults in them."""
        if not self.role.strip():
            yield Fault("approval", "enter the role that agreed, not a private person's name", column="role")
        if not self.how.strip():
            yield Fault("approval", "enter how it was agreed, for example by telephone", column="how")
        for field, words in (("role", self.role), ("how", self.how)):
            if names_somebody(words):
                yield Fault("approval", NO_CIPHERS, column=field)
        # At night a minister may agree by telephone, before the form is filled in.
        if not since - BEFORE <= self.when <= now:
            yield Fault("approval", "must be at most a day before the proposal, and not later than now", column="when")


def words_outside(text: str) -> dict[str, str]:
    """Return the stored role and how it was said; both are empty if they were redacted."""
    held = json.loads(text) if text else {}
    return {"role": held.get("role", ""), "how": held.get("how", "")}


_WORD = re.compile(r"[a-z0-9][a-z0-9._-]*")

NO_CIPHERS = "contains somebody's cipher; write nothing about a person here"


def names_somebody(words: str) -> bool:
    """Tell whether some words contain the cipher of a person in the register, in whatever letters it looks the same."""
    # Wide letters read as plain ones, and marks that nobody sees hide nothing.
    seen = "".join(letter for letter in normalize("NFKC", words) if category(letter) != "Cf")
    return bool(forces_now({word.rstrip("._-") for word in _WORD.findall(seen.lower())}))
