"""Faults and warnings of rows in the words of pages: the library's name files, and write times as tables hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from standto.errors import Fault
from standto.scenario.layout import SETTINGS, TABLES
from standto_desk.acts.registering.change_faults import NO_SUCH, thing_in
from standto_desk.acts.registering.table_nouns import NOUNS, plural_of
from standto_desk.components.plain_times import ISO, in_plain_times
from standto_desk.ledger.tables import kind_of

_NOT_AFTER = re.compile(rf"'{ISO}' is not after [a-z]+ '({ISO})'")
_OVERLAP = re.compile(rf"the row overlaps that of ('[^']*') on rota\.csv.*? ({ISO})")
_FILE = re.compile("|".join(map(re.escape, (SETTINGS, *TABLES))))
_CALLED = "write an event on-call or called-in instead"


def in_words(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield faults in the words of pages."""
    for fault in faults:
        yield replace(fault, what=page_words(fault.what))


def page_words(what: str) -> str:
    """Return a fault or a warning in the words of pages."""
    what = NO_SUCH.sub(lambda found: f"no {thing_in(found)} is in the register", what)
    what = _NOT_AFTER.sub(r"must be after \1", what)
    what = _OVERLAP.sub(r"the row overlaps that of \1 from \2", what)
    what = what.replace(_CALLED, "record that they are on call or called in instead")
    return in_plain_times(_FILE.sub(lambda found: _table(found[0]), what))


def _table(file: str) -> str:
    return "the settings" if file == SETTINGS else f"the {plural_of(NOUNS.get(kind_of(file), kind_of(file)))}"
