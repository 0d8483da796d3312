"""Entries in words, as far as their reader may see them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from standto.model.event import CORRECTION, DECISION, REPORT
from standto.model.time import FOREVER
from standto.wording import claimed, counted, decision
from standto_desk.look.cells import time
from standto_desk.look.moments import moment
from standto_desk.pages.ladder.posts import names_for
from standto_desk.pages.look_back.people import veil_over

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from standto_desk.access.models import Account
    from standto_desk.ledger import Entry
    from standto_desk.pages.look_back.people import Veil

LEAST_INSTANT = 10**14
"""A number beyond this, among the details of an entry, is an instant: no count is so large."""

SORTS = {
    "event": "Something that happened",
    "row": "A row of a table",
    "redaction": "Words taken out",
}
"""What the ledger's own sorts are; the others are called as they are."""


@dataclass(frozen=True)
class Shown:
    """An entry as its reader may see it.

    Attributes
    ----------
    entry
        The entry itself; a page shows nothing of it that is not in the other attributes, but its numbers and times.
    what
        What was entered, in words.
    about
        Whom or what it is about, in words.
    hidden
        Whether that is a person whom the reader may not see.
    name, key, details
        Blank where they could lead to such a person.
    post, by
        As which post it was made; by which account, for those who may know.
    text
        The free text beside it; None where it was taken out.
    """

    entry: Entry
    what: str
    about: str
    hidden: bool
    name: str
    key: str
    details: tuple[tuple[str, str], ...]
    post: str
    by: str
    text: str | None


def shown(entries: Collection[Entry], reader: Account) -> list[Shown]:
    """Return some entries as a reader may see them."""
    veil = veil_over(entries, reader)
    names = names_for(reader, {entry.account for entry in entries})
    return [_shown(entry, veil, names) for entry in entries]


def what_of(entry: Entry, about: str) -> str:
    """Return what was entered in words, without whom or what it is about where the kind says enough.

    Parameters
    ----------
    about
        What stands in the place of its subject.
    """
    kind = _plain(entry.kind)
    if entry.sort == "row":
        return f"{kind}: row {'ended' if entry.step == 'ended' else 'set'}"
    if entry.sort == "event" and entry.kind == DECISION:
        return f"Decided: {decision(entry.step, about, entry.count)}"
    if entry.sort == "event" and entry.kind == REPORT:
        return f"Report: {claimed(entry.count, entry.low, entry.high)} stepped back"
    if entry.sort == "event" and entry.kind == CORRECTION:
        return "Correction"
    if entry.sort == "event":
        return kind if entry.count is None else f"{kind}, {counted(entry.count, 'place')}"
    if entry.sort == "proposal":
        return f"Proposed: {decision(entry.step, about, entry.count)}"
    return _plain(entry.sort)


def _shown(entry: Entry, veil: Veil, names: Mapping[str, str]) -> Shown:
    """Return one entry as its reader may see it."""
    hidden = veil.hides(entry)
    about = veil.about(entry)
    # Whoever holds no post may be the person themself.
    by = "" if hidden and not entry.post else names.get(entry.account, "")
    return Shown(
        entry=entry,
        what=what_of(entry, about),
        about=about,
        hidden=hidden,
        name="" if hidden else veil.words(entry.name),
        key="" if hidden else veil.words(entry.key or ""),
        details=() if hidden else tuple(_details(entry, veil)),
        post=veil.words(entry.post),
        by=by,
        text=veil.words(veil.texts[entry.sequence])
        if entry.sequence in veil.texts
        else None
        if entry.text_hash
        else "",
    )


def _text(entry: Entry, veil: Veil) -> str | None:
    """Return the free text beside an entry; None where it was taken out."""
    if entry.sequence in veil.texts:
        return veil.words(_spoken(veil.texts[entry.sequence]))
    return None if entry.text_hash else ""


def _spoken(text: str) -> str:
    """Return a text as people read it: one that is kept under headings heading by heading."""
    try:
        held = json.loads(text)
    except ValueError:
        return text
    if not isinstance(held, dict):
        return text
    return " ".join(f"{_plain(name)}: {words}" for name, words in held.items() if words)


def _details(entry: Entry, veil: Veil) -> Iterator[tuple[str, str]]:
    """Yield what an entry holds beyond the columns, name by name; of a row, cell by cell."""
    held = json.loads(entry.body) if entry.body else {}
    for name, value in held.items() if isinstance(held, dict) else [("", held)]:
        if value not in (None, "", [], {}):
            yield f"Cell “{name}”" if entry.sort == "row" else _plain(name), veil.words(_value(value))


def _value(value: Any) -> str:
    """Return a value as a text; a number so large is an instant."""
    if isinstance(value, int) and value > LEAST_INSTANT:
        return moment(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _plain(word: str) -> str:
    """Return an id as words."""
    return word.replace("-", " ").replace("_", " ").capitalize()


def columns_of(one: Shown) -> list[tuple[str, Any]]:
    """Return every column of an entry that is not blank, with its name, for a page."""
    entry = one.entry
    said: list[tuple[str, Any]] = [
        ("Sort", SORTS.get(entry.sort, _plain(entry.sort))),
        ("Kind", _plain(entry.kind)),
        ("About", one.about),
        ("Name", one.name),
        ("Capability", entry.capability),
        ("Number", "" if entry.count is None else f"{entry.count:,}"),
        ("At least", "" if entry.low is None else f"{entry.low:,}"),
        ("At most", "" if entry.high is None else f"{entry.high:,}"),
        ("Step", _plain(entry.step)),
        ("Source", entry.source),
        ("Takes effect", time(entry.occurred)),
        ("Until", time(entry.until) if entry.until < FOREVER else ""),
        ("Known", time(entry.known)),
        ("Recorded", time(entry.recorded)),
        ("Imported", "Yes: entered as history, known when it says" if entry.imported else "No"),
        ("Post", one.post.replace("-", " ") or "None"),
        ("Force", entry.force),
        ("Account", one.by),
        ("Key", one.key),
        *one.details,
    ]
    return [(name, value) for name, value in said if value != ""]
