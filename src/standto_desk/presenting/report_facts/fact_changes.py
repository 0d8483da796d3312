"""Facts of a report side by side with those of the report before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from standto.reporting.document import Block, Column, Inset, Paragraph, Table, Words

Facts = Sequence[Sequence[str]]
"""What may change between two reports, each with its value in words."""
NONE = "none"


def changed_facts(before: Facts, now: Facts) -> list[tuple[str, str, str]]:
    """Return every fact whose value differs, with both values; `NONE` for one that a report does not have."""
    old, new = _by_name(before), _by_name(now)
    names = dict.fromkeys((*new, *old))
    pairs = [(name, old.get(name, NONE), new.get(name, NONE)) for name in names]
    return [(name, then, today) for name, then, today in pairs if then != today]


def changes_in_words(before: Facts, now: Facts, since: str) -> tuple[Block, ...]:
    """Return the changes since a report as a table, or say that there is none.

    Parameters
    ----------
    since
        The report before, in words.
    """
    found = changed_facts(before, now)
    if not found:
        return (Inset(Words(f"No change since {since}.")),)
    rows = tuple(tuple(map(Words, one)) for one in found)
    return (Table(Words(f"Changed since {since}"), (Column("What"), Column("Then"), Column("Now")), rows),)


def first_report() -> tuple[Block, ...]:
    """Return the words in the place of changes where there is no report before."""
    return (Paragraph(Words("This is the first report to these readers.")),)


def _by_name(facts: Iterable[Sequence[str]]) -> dict[str, str]:
    return {str(name): str(value) for name, value in facts}
