"""Rationales: why something is proposed, under the headings of the National Decision Model."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True)
class Rationale:
    """Why, heading by heading; and what must be so before help is stood down again.

    It is kept beside the ledger's chain, so that words which should not have been written can be redacted.

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
        What is to be done, by whom, and when it is looked at again.
    ethics
        How it stands by the code of ethics, which is at the centre of the others.
    conditions
        What must be so for the help to be stood down or released; set when help is asked for.
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
        """Whether a reason is written under any heading."""
        return any(getattr(self, part).strip() for part in HEADINGS)

    def as_text(self) -> str:
        """Return it as it is kept: JSON of the parts that are filled; empty where none is."""
        filled = {part: words.strip() for part, words in asdict(self).items() if words.strip()}
        return json.dumps(filled, ensure_ascii=False, sort_keys=True) if filled else ""

    @classmethod
    def from_text(cls, text: str) -> Rationale:
        """Return what `as_text` kept; words that are no such JSON are all taken as information."""
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
"""The parts of a rationale and how they are headed, in the order in which they are gone through."""
