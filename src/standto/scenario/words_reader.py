"""Reading `[words]`: what pages and reports call people, kinds of help and steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from standto.model.words import STATES, VERBS, Vocabulary
from standto.scenario.cells import shown
from standto.scenario.toml_section import TomlSection

LONGEST_WORD, LONGEST_MARKING = 40, 100
"""The most characters of a word, and of a handling marking."""
_TABLES = {"steps": tuple(VERBS), "states": tuple(STATES)}
_MARKINGS = frozenset({"marking", "public_marking"})


def read_words(section: TomlSection) -> Vocabulary:
    """Return the table ``[words]``; keys that are missing have their defaults."""
    names = tuple(each.name for each in fields(Vocabulary))
    section.allow(names)
    plain = [name for name in names if name not in _TABLES]
    tables = {name: _words(_allowed(section.section(name), keys), keys) for name, keys in _TABLES.items()}
    return Vocabulary(**_words(section, plain), **tables)  # type: ignore[arg-type]


def _allowed(section: TomlSection, keys: Iterable[str]) -> TomlSection:
    section.allow(keys)
    return section


def _words(section: TomlSection, keys: Iterable[str]) -> dict[str, str]:
    """Return the words that a table gives for some keys, each on one line."""
    found = {}
    for key in keys:
        most = LONGEST_MARKING if key in _MARKINGS else LONGEST_WORD
        word = section.text(key)
        if word and (len(word) > most or not word.isprintable()):
            section.fault(key, f"{shown(word)} is not allowed: write one line of 1 to {most} printable characters")
        elif word:
            found[key] = " ".join(word.split())
    return found
