"""The nouns for one row and for several rows of each table of the register."""

from __future__ import annotations

NOUNS = {
    "people": "person",
    "authorisations": "ticket",
    "rota": "row of the rota",
    "teams": "team",
    "shifts": "shift",
    "patterns": "pattern",
    "capabilities": "skill",
    "duties": "duty",
    "crews": "crew",
    "seats": "seat",
    "forces": "force",
    "pools": "pool",
    "sources": "source",
    "powers": "power",
    "rest-rules": "rule of rest",
    "scenario": "settings",
}
"""The noun for one row of each table."""

PLURALS = {"person": "people", "row of the rota": "rows of the rota", "duty": "duties", "rule of rest": "rules of rest"}
"""The plurals of nouns that do not only take an s."""


def plural_of(noun: str) -> str:
    """Return the plural of the noun for a row."""
    return PLURALS.get(noun, f"{noun}s")
