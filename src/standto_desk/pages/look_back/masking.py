"""Masking people in entries.

Only the duty officers of a person's force, and the person, see a cipher. Everybody else reads *a person of* the force:
commanders, who decide on counts, and auditors, who can verify a hash without knowing the person. Pages also leave out
whatever else could identify them: the name and the key of an entry about them, the cells of their rows, and the account
that made the entry if it may be their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from standto.model.event import CORRECTION
from standto_desk.access.models import Account
from standto_desk.access.people_in_reach import forces_of, reachable
from standto_desk.access.permission import Action
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.ledger.drafts import sequence_in
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries, texts

_WORD = re.compile(r"[a-z0-9][a-z0-9._-]*", re.IGNORECASE)
"""The reference of an entry without a name."""


@dataclass(frozen=True)
class PersonMask:
    """The people in some entries, and those of them whom a reader may see.

    Attributes
    ----------
    people
        The force of each person whom the entries name.
    seen
        The people whom the reader may see.
    targets
        The corrected entries, by reference.
    texts
        The free texts beside the entries, by number, without redacted ones.
    """

    people: Mapping[str, str]
    seen: frozenset[str]
    targets: Mapping[str, Entry]
    texts: Mapping[int, str]

    def person(self, entry: Entry) -> str:
        """Return the person that an entry or the entry that it corrects is about; empty if there is none."""
        followed = {entry.sequence}
        while entry.kind == CORRECTION and entry.subject in self.targets:
            entry = self.targets[entry.subject]
            if entry.sequence in followed:
                break
            followed.add(entry.sequence)
        return entry.subject if entry.subject in self.people else ""

    def hides(self, entry: Entry) -> bool:
        """Return whether an entry is about a person whom the reader may not see."""
        person = self.person(entry)
        return bool(person) and person not in self.seen

    def about(self, entry: Entry) -> str:
        """Return an entry's subject as the reader may see it."""
        if entry.kind == CORRECTION and entry.subject in self.targets:
            return f"entry {self.targets[entry.subject].sequence}"
        return self.words(entry.subject)

    def words(self, text: str) -> str:
        """Return a text with hidden people masked."""

        def masked(found: re.Match[str]) -> str:
            cipher = next((one for one in _readings(found[0]) if one in self.people and one not in self.seen), None)
            if cipher is None:
                return found[0]
            force = self.people[cipher]
            return (f"a person of {force}" if force else "a person") + found[0][len(cipher) :]

        return _WORD.sub(masked, text)


def mask_for(entries: Collection[Entry], reader: Account) -> PersonMask:
    """Return the mask of some entries for a reader, and note which people the reader sees."""
    targets = _targets(entries)
    every = (*entries, *targets.values())
    beside = texts(entry.sequence for entry in entries if entry.text_hash)
    columns = (text for one in every for text in (one.subject, one.name, one.key or "", one.body, one.post, one.source))
    return mask_for_words((*columns, *beside.values()), reader, targets=targets, texts=beside)


def mask_for_words(
    words: Iterable[str],
    reader: Account,
    *,
    targets: Mapping[str, Entry] | None = None,
    texts: Mapping[int, str] | None = None,
) -> PersonMask:
    """Return the mask of some texts for a reader, and note which people the reader sees."""
    wanted = {one for text in words for found in _WORD.findall(text) for one in _readings(found)}
    people = forces_of(wanted)
    seen = reachable(reader, Action.SEE_PERSON, people)
    note_opened(account=reader, people=seen, where=Where.ENTRIES)
    return PersonMask(people, seen, targets or {}, texts or {})


def _readings(word: str) -> tuple[str, ...]:
    """Return the ciphers that a word can be, in lower case: as it is, or without punctuation after it."""
    lower = word.lower()
    bare = lower.rstrip("._-")
    return (lower,) if bare == lower else (lower, bare)


def _targets(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return the entries that corrections refer to, and so on while these are corrections themselves."""
    found: dict[str, Entry] = {}
    wanted = {entry.subject for entry in entries if entry.kind == CORRECTION}
    while wanted:
        new = {entry.reference: entry for entry in entries_referred_to(wanted)}
        found |= new
        wanted = {entry.subject for entry in new.values() if entry.kind == CORRECTION} - set(found)
    return found


def entries_referred_to(references: Collection[str]) -> list[Entry]:
    """Return the entries with some references, which are names or places."""
    names = sorted(references)
    places = [place for name in names if (place := sequence_in(name)) is not None]
    known = known_entries()
    entries = [*known.named(names), *known.numbered(places).named([""])]
    return [entry for entry in entries if entry.reference in references]
