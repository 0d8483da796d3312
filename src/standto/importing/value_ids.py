"""The ids that texts of the sheets stand for, by `[values]` of a mapping."""

from __future__ import annotations

import re
from collections.abc import Mapping as Table

from standto.importing.cell_texts import Lookup, clean
from standto.importing.mapping.records import Mapping
from standto.importing.mapping.words import KIND_OF, WORD_KINDS
from standto.importing.misfits import Misfit
from standto.importing.offered_words import nearest_first
from standto.model.duties import JOINED
from standto.scenario.cells import is_id

_CHECKED = frozenset({"capability", "team", "force", "duty", "subject"})
"""Kinds of which an id must be one that the mapping or a sheet names, if any is named; a subject always must."""
_SUBJECTS = frozenset({"pool", "duty", "crew", "force"})


def parted(text: str, signs: tuple[str, ...]) -> list[str]:
    """Return the parts of a text between some signs, without blank ones; all of it if there are no signs."""
    if not signs:
        return [text]
    return [part for one in re.split("|".join(map(re.escape, signs)), text) if (part := clean(one))]


class ValueIds:
    """The ids of texts, by their kind.

    Attributes
    ----------
    known
        The ids of each checked kind that the mapping, or a sheet with definitions, names.
    """

    def __init__(self, mapping: Mapping) -> None:
        self._lookups = {kind: Lookup([values]) for kind, values in mapping.values.items()}
        self.known: dict[str, dict[str, None]] = {kind: {} for kind in _CHECKED}
        for kind in _CHECKED:
            for ids in mapping.values.get(kind, {}).values():
                self.learn(kind, *ids)
        self.learn("force", str(mapping.scenario.get("home", "")))
        for rows in mapping.rows.values():
            for row in rows:
                self.learn_row(row)

    def learn(self, kind: str, *ids: str) -> None:
        """Note ids of a kind."""
        for one in ids:
            self.known[kind].update(dict.fromkeys(part for part in one.split(JOINED) if part))

    def learn_row(self, row: Table[str, str]) -> None:
        """Note the ids that a row of a table names."""
        for column, cell in row.items():
            kind = "duty" if column == "crew" else KIND_OF.get(column, "")
            if kind in _CHECKED:
                self.learn(kind, *cell.split(";"))
            if column in _SUBJECTS:
                self.learn("subject", cell)

    def ids(self, column: str, text: str, split: tuple[str, ...] = (), *, defines: bool = False) -> tuple[str, ...]:
        """Return the ids of a text in a column of the folder; none for a blank.

        Parameters
        ----------
        column
            The column of the folder's table.
        text
            The clean text of the cell.
        split
            The signs between several values.
        defines
            Whether the row itself defines the id.

        Raises
        ------
        Misfit
            A part of the text is not mapped, and is no id itself.
        """
        kind = KIND_OF[column]
        lookup = self._lookups.get(kind)
        whole = lookup.get(text) if lookup else None
        if whole is not None:
            return whole
        found: dict[str, None] = {}
        misfits: list[Misfit] = []
        for part in parted(text, split) if text else []:
            try:
                found.update(dict.fromkeys(self._one(kind, part, defines=defines)))
            except Misfit as misfit:
                misfits.append(misfit)
        if misfits:
            first, *others = misfits
            raise Misfit(first.what, first.allowed, first.text, tuple(others))
        return tuple(found)

    def _one(self, kind: str, text: str, *, defines: bool) -> tuple[str, ...]:
        lookup = self._lookups.get(kind)
        mapped = lookup.get(text) if lookup else None
        if mapped is not None:
            return mapped
        if kind in WORD_KINDS:
            return (text,)
        known = self.known.get(kind, {})
        strict = kind == "subject" or (kind in _CHECKED and bool(known) and not defines)
        if text in known or (not strict and is_id(text)):
            return (text,)
        texts = [*(lookup.texts if lookup else ()), *known]
        raise Misfit("is not mapped", f"{nearest_first(text, texts)}add it to [values.{kind}]", text)
