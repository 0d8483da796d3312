"""Who is shown to whom in what was entered.

A person's cipher is shown to those alone who may see that person: the duty officers of their force, and themself.
Everybody else reads *a person of* the force, those who read every entry among them: commanders, who decide on counts,
and auditors, who can verify every hash without knowing whom it is about. So nothing that could lead to a person is
shown in its place either: not the name or the key of an entry about them, not the cells of their rows, and not the
account that made it where that may be their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto_desk.access.permission import Action
from standto_desk.access.reaching import forces_of, reachable
from standto_desk.acts.opening import Where, note_opened
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries, texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from standto_desk.access.models import Account

_WORD = re.compile(r"[a-z0-9][a-z0-9._-]*", re.IGNORECASE)
PLACE = re.compile(r"entry-(\d{1,9})")
"""How entries without a name are referred to."""


@dataclass(frozen=True)
class PersonMask:
    """What one reader may see of some entries.

    Attributes
    ----------
    people
        The force of each person whom the entries name.
    seen
        Those whom the reader may see.
    targets
        What each correction corrects, as far as there is such an entry: by what it is referred to.
    texts
        The free texts beside the entries, by number; those redacted are not there.
    """

    people: Mapping[str, str]
    seen: frozenset[str]
    targets: Mapping[str, Entry]
    texts: Mapping[int, str]

    def person(self, entry: Entry) -> str:
        """Return the person that an entry is about; empty where it is about none."""
        followed = {entry.sequence}
        while entry.kind == "correction" and entry.subject in self.targets:
            entry = self.targets[entry.subject]
            if entry.sequence in followed:
                break
            followed.add(entry.sequence)
        return entry.subject if entry.subject in self.people else ""

    def hides(self, entry: Entry) -> bool:
        """Whether whom an entry is about is not for the reader."""
        person = self.person(entry)
        return bool(person) and person not in self.seen

    def about(self, entry: Entry) -> str:
        """Return whom or what an entry is about, in the reader's words."""
        if entry.kind == "correction" and entry.subject in self.targets:
            return f"entry {self.targets[entry.subject].sequence}"
        return self.words(entry.subject)

    def words(self, text: str) -> str:
        """Return a text without those whom the reader may not see."""

        def masked(found: re.Match[str]) -> str:
            cipher = next((one for one in _readings(found[0]) if one in self.people and one not in self.seen), None)
            return found[0] if cipher is None else self.stand_in(cipher) + found[0][len(cipher) :]

        return _WORD.sub(masked, text)

    def stand_in(self, cipher: str) -> str:
        """Return what is said in place of a person."""
        force = self.people[cipher]
        return f"a person of {force}" if force else "a person"


def mask_for(entries: Collection[Entry], reader: Account) -> PersonMask:
    """Return what a reader may see of some entries, once it is noted whom they are shown."""
    targets = _targets(entries)
    every = (*entries, *targets.values())
    said = texts(entry.sequence for entry in entries if entry.text_hash)
    columns = (text for one in every for text in (one.subject, one.name, one.key or "", one.body, one.post, one.source))
    return mask_for_words((*columns, *said.values()), reader, targets=targets, texts=said)


def mask_for_words(
    words: Iterable[str],
    reader: Account,
    *,
    targets: Mapping[str, Entry] | None = None,
    texts: Mapping[int, str] | None = None,
) -> PersonMask:
    """Return what a reader may see of some texts, once it is noted whom they are shown."""
    wanted = {one for text in words for found in _WORD.findall(text) for one in _readings(found)}
    people = forces_of(wanted)
    seen = reachable(reader, Action.SEE_PERSON, people)
    note_opened(account=reader, people=seen, where=Where.ENTRIES)
    return PersonMask(people, seen, targets or {}, texts or {})


def _readings(word: str) -> tuple[str, ...]:
    """Return the ciphers that a word can be: as it is, or with a stop after it; they are written small."""
    small = word.lower()
    bare = small.rstrip("._-")
    return (small,) if bare == small else (small, bare)


def _targets(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return what corrections refer to, and what those do that are corrections themselves."""
    found: dict[str, Entry] = {}
    wanted = {entry.subject for entry in entries if entry.kind == "correction"}
    while wanted:
        new = {entry.reference: entry for entry in referred_to(wanted)}
        found |= new
        wanted = {entry.subject for entry in new.values() if entry.kind == "correction"} - set(found)
    return found


def referred_to(references: Collection[str]) -> list[Entry]:
    """Return the entries that are called so: by their names, or by their places."""
    names = sorted(references)
    places = [int(found[1]) for name in names if (found := PLACE.fullmatch(name))]
    known = known_entries()
    entries = [*known.filter(name__in=names), *known.filter(sequence__in=places, name="")]
    return [entry for entry in entries if entry.reference in references]
