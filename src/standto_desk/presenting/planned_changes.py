"""Changes of the register that take effect within a look-ahead.

The answers of a moment go by the rows in force then. A row that somebody has changed from a later time on counts only
once that time has come: so a page that looks beyond it says so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from standto.coverage import cover
from standto.coverage.lines import duty_lines
from standto.model.time import Instant
from standto.wording import counted, listed
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.acts.registering.table_nouns import NOUNS, plural_of
from standto_desk.book.moment_tables import tables_known
from standto_desk.book.situations import situation_at
from standto_desk.components.moments import short_moment
from standto_desk.ledger.cached_answers import current_ledger
from standto_desk.ledger.tables import SCENARIO, Tables

MOST = 3
"""The number of times, and of names, that are listed."""


class ChangeAhead(NamedTuple):
    """A time at which rows of the register change.

    Attributes
    ----------
    at
        The time.
    rows
        The rows that change, in words. Rows about people are counted.
    gaps
        The gaps with them, in a sentence; blank if nobody asked.
    """

    at: Instant
    rows: str
    gaps: str = ""


def changes_ahead(at: Instant, until: Instant, known_at: Instant, *, of_people: bool = True) -> tuple[ChangeAhead, ...]:
    """Return the changes between two instants, known at a third, that take effect first.

    Parameters
    ----------
    of_people
        Whether changes of rows about people count.
    """
    tables = tables_known(current_ledger(), known_at)
    found = (
        ChangeAhead(moment, words)
        for moment in tables.moments[bisect_right(tables.moments, at) : bisect_left(tables.moments, until)]
        if (words := _rows(tables, moment, of_people=of_people))
    )
    return tuple(islice(found, MOST))


def with_gaps(
    changes: Iterable[ChangeAhead], until: Instant, known_at: Instant, say: Callable[[Instant], str] = short_moment
) -> Iterator[ChangeAhead]:
    """Yield changes with the gaps that are there from then until the end of a look-ahead; `say` words that end."""
    for one in changes:
        lines = duty_lines(cover(situation_at(one.at, known_at), until=until), reasons=False)
        short = [line.name for line in lines if line.gaps]
        names = listed([*short[:MOST], *([f"{len(short) - MOST} more"] if len(short) > MOST else [])])
        told = f"{names} {'have a gap' if len(short) > 1 else 'has a gap'}" if short else "no duty has a gap"
        yield one._replace(gaps=f"With the change, {told} from then until {say(until)}.")


def _rows(tables: Tables, moment: Instant, *, of_people: bool) -> str:
    """Return the rows that change at an instant, in words."""
    numbers, named = Counter[str](), []
    for kind, subject in tables.changed_at(moment):
        if kind != SCENARIO and KEPT[kind].of_people:
            numbers[kind] += of_people
        else:
            named.append("settings" if kind == SCENARIO else f"{NOUNS[kind]} {_name(tables, kind, subject, moment)}")
    counts = [counted(number, NOUNS[kind], plural_of(NOUNS[kind])) for kind, number in numbers.items() if number]
    more = [counted(len(named) - MOST, "other row")] if len(named) > MOST else []
    return listed([*counts, *named[:MOST], *more])


def _name(tables: Tables, kind: str, subject: str, moment: Instant) -> str:
    """Return the name of a row from an instant on, or before it if it ends then; its id if it has none."""
    rows = tables.cells_of(kind, subject, moment) or tables.cells_of(kind, subject, moment - 1)
    cells = dict(zip(KEPT[kind].columns, rows[0], strict=True)) if rows else {}
    return cells.get("name") or subject
