"""Faults and warnings of rows in the words of pages: the library's name files, and write times as tables hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from standto.errors import Fault
from standto.model.time import Instant
from standto.scenario.cells import Times
from standto.scenario.layout import SETTINGS, TABLES
from standto_desk.acts.registering.change_faults import NO_SUCH, thing_in
from standto_desk.acts.registering.table_nouns import NOUNS, plural_of
from standto_desk.components.moments import here, short_moment
from standto_desk.ledger.tables import kind_of

_ISO = r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)"
_TIME = re.compile(rf"'?({_ISO})'?")
_NOT_AFTER = re.compile(rf"'{_ISO}' is not after [a-z]+ '({_ISO})'")
_OVERLAP = re.compile(rf"the row overlaps that of ('[^']*') on rota\.csv.*? ({_ISO})")
_FILE = re.compile("|".join(map(re.escape, (SETTINGS, *TABLES))))
_CALLED = "write an event on-call or called-in instead"


def in_words(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield faults in the words of pages."""
    for fault in faults:
        yield replace(fault, what=page_words(fault.what))


def page_words(what: str) -> str:
    """Return a fault or a warning in the words of pages."""
    what = NO_SUCH.sub(lambda found: f"no {thing_in(found)} is in the register", what)
    what = _NOT_AFTER.sub(lambda found: f"must be after {_time(found[1])}", what)
    what = _OVERLAP.sub(lambda found: f"the row overlaps that of {found[1]} from {_time(found[2])}", what)
    what = what.replace(_CALLED, "record that they are on call or called in instead")
    return _TIME.sub(lambda found: _time(found[1]), _FILE.sub(lambda found: _table(found[0]), what))


def _time(cell: str) -> str:
    instant: Instant = Times(here()).instant(cell)
    return short_moment(instant)


def _table(file: str) -> str:
    return "the settings" if file == SETTINGS else f"the {plural_of(NOUNS.get(kind_of(file), kind_of(file)))}"
