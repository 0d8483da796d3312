"""The ids of skills, teams and duties, with doubts where several spellings are joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from standto.importing.cell_texts import folded
from standto.importing.guessing.plain_text import tellable, unaccented
from standto.importing.guessing.spellings import Spellings, parts_of, spellings_of
from standto.wording import counted


@dataclass(frozen=True)
class SuggestedValues:
    """The ids that the texts of one kind of value stand for.

    Attributes
    ----------
    kind
        The kind, such as ``capability``.
    ids
        The id of each text.
    doubts
        Doubts by text.
    spellings
        The texts of each id.
    """

    kind: str
    ids: dict[str, str]
    doubts: dict[str, str]
    spellings: tuple[Spellings, ...]

    def id_of_text(self, text: str) -> str:
        """Return the id of a text of the sheets, compared without case and accents; empty if it has none."""
        return self._folded.get(unaccented(text), "")

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {unaccented(text): found for text, found in self.ids.items()}


def suggested_values(
    kind: str,
    cells: Iterable[tuple[Counter[str], tuple[str, ...]]],
    secrets: frozenset[str],
    *,
    qualified: bool = False,
) -> SuggestedValues:
    """Return ids for the texts of cells.

    Parameters
    ----------
    cells
        For each table, the texts of its cells with their numbers, and the signs between several values in one cell.
    secrets
        Words of names and numbers: a text that holds one gets no id.
    qualified
        Whether `ARV driver` is joined to `ARV`.
    """
    values: Counter[str] = Counter()
    for texts, signs in cells:
        for text, number in texts.items():
            for part in parts_of([text], signs):
                values[part] += number
    told = Counter({text: number for text, number in values.items() if tellable(text, secrets)})
    spellings = spellings_of(told, qualified=qualified)
    ids: dict[str, str] = {}
    doubts: dict[str, str] = {}
    taken: set[str] = set()
    for each in spellings:
        first, *_ = each.texts
        for text, number in each.texts:
            # The import sees accents: each spelling of its own needs an id.
            if folded(text) not in taken:
                taken.add(folded(text))
                ids[text] = each.id
                if folded(text) != folded(first[0]):
                    cells_of = counted(number, "cell")
                    doubts[text] = f'DOUBT: {cells_of}; read as the same as "{first[0]}". If not, write another id.'
    return SuggestedValues(kind, ids, doubts, spellings)
