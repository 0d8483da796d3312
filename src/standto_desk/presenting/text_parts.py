"""The text beside an entry, part by part, each with its heading."""

from __future__ import annotations

import json

from standto_desk.acts.free_text import HEADINGS

PARTS = {
    **HEADINGS,
    "conditions": "Conditions for standing down",
    "role": "Who agreed",
    "how": "How",
}
"""The parts of a text that has several, in order, with their headings."""


def parts_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return a text's headings and parts; a text without headings is one part with a blank heading."""
    try:
        held = json.loads(text)
    except ValueError:
        held = None
    if not isinstance(held, dict) or not held.keys() <= PARTS.keys():
        return (("", text),) if text else ()
    return tuple((heading, str(held[part])) for part, heading in PARTS.items() if held.get(part))
