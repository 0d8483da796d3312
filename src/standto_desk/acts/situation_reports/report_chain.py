"""A situation report, folded from its entries alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from standto.model.time import Instant, Period
from standto_desk.acts.situation_reports.report_parts import (
    APPROVED,
    FOR_EVERYBODY,
    PUBLISHED,
    SECTIONS,
    STATEMENT,
    SUPERSEDED,
    WITHDRAWN,
    WORDS,
    ReportState,
)
from standto_desk.ledger.models import Entry


@dataclass(frozen=True)
class ReportChain:
    """A report, as its entries have it.

    Attributes
    ----------
    entry
        The entry that drafted it.
    inherited
        The entries whose words it took over from the report before.
    written
        Every entry that wrote words of it, in order.
    approval
        The approval of its words as they are now; None if there is none.
    published, superseded, withdrawn
        The entry of each step; None if it was not taken.
    """

    entry: Entry
    inherited: tuple[Entry, ...] = ()
    written: tuple[Entry, ...] = ()
    approval: Entry | None = None
    published: Entry | None = None
    superseded: Entry | None = None
    withdrawn: Entry | None = None

    @property
    def number(self) -> int:
        """Its number."""
        return int(self.entry.count)

    @property
    def ref(self) -> str:
        """The subject of its later entries."""
        return str(self.entry.reference)

    @property
    def audience(self) -> str:
        """Its audience."""
        return str(self.entry.kind)

    @property
    def title(self) -> str:
        """What it is called, with its number."""
        return f"Cover statement {self.number}" if self.months else f"Situation report {self.number}"

    @property
    def short_title(self) -> str:
        """What it is called among others of its kind."""
        return self.title.removeprefix("Situation ").capitalize()

    @property
    def for_everybody(self) -> bool:
        """Whether everybody may read it without an account once it is published."""
        return self.audience in FOR_EVERYBODY

    @property
    def at(self) -> Instant:
        """The moment that it is about; of a cover statement, the end of its months."""
        return int(self.entry.occurred)

    @property
    def months(self) -> Period | None:
        """The whole months that a cover statement is about; None for a situation report."""
        return Period(int(self.details["from"]), self.at) if self.audience == STATEMENT else None

    @property
    def known_at(self) -> Instant:
        """The instant by which its facts were known."""
        return int(self.details["known_at"])

    @property
    def details(self) -> dict[str, Any]:
        """The content of its first entry beyond the columns."""
        return body_of(self.entry)

    @property
    def digest(self) -> str:
        """The digest of its facts."""
        return str(self.details["digest"])

    @property
    def corrects(self) -> int | None:
        """The number of the entry that drafted the report that it corrects; None if it corrects none."""
        return self.details.get("corrects")

    @property
    def since(self) -> int | None:
        """The number of the entry that drafted the report since which it lists the changes; None for the first."""
        return self.details.get("since")

    @property
    def state(self) -> ReportState:
        """Its state."""
        if self.published is not None:
            return ReportState.PUBLISHED if self.superseded is None else ReportState.SUPERSEDED
        if self.withdrawn is not None:
            return ReportState.WITHDRAWN
        return ReportState.DRAFT if self.approval is None else ReportState.APPROVED

    @property
    def open(self) -> bool:
        """Whether it may still change."""
        return self.state in (ReportState.DRAFT, ReportState.APPROVED)

    @property
    def words(self) -> dict[str, Entry]:
        """The entry with the words of each part that has words, in order; of a published report, those it has."""
        entries = (*self.inherited, *self.written)
        if self.published is not None:
            kept = {sequence for _, _, sequence in body_of(self.published)["words"]}
            entries = tuple(one for one in entries if one.sequence in kept)
        return latest_words(entries)

    @property
    def authors(self) -> frozenset[str]:
        """The accounts that drafted it or wrote words of it, replaced ones too."""
        return frozenset(str(one.account) for one in (self.entry, *self.inherited, *self.written))

    def may_be_approved_by(self, account: object) -> bool:
        """Tell whether an account is a second person for it."""
        return str(account) not in self.authors

    @property
    def content(self) -> dict[str, Any]:
        """The facts as they were published."""
        held: dict[str, Any] = body_of(self.published)["content"] if self.published is not None else {}
        return held


def fold_report(first: Entry, inherited: Iterable[Entry], later: Iterable[Entry]) -> ReportChain:
    """Return a report from its entries, the later ones in order; an approval of other words does not count."""
    taken, written = tuple(inherited), list[Entry]()
    steps: dict[str, Entry] = {}
    for one in later:
        if one.sort == WORDS:
            written.append(one)
            steps.pop(APPROVED, None)
        elif one.sort != APPROVED:
            steps.setdefault(one.sort, one)
        elif body_of(one)["words"] == [each.sequence for each in latest_words((*taken, *written)).values()]:
            steps.setdefault(APPROVED, one)
    return ReportChain(
        first,
        taken,
        tuple(written),
        steps.get(APPROVED),
        steps.get(PUBLISHED),
        steps.get(SUPERSEDED),
        steps.get(WITHDRAWN),
    )


def latest_words(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return the latest entry of each part that has words, in the order of the parts."""
    latest = {section_of(one): one for one in entries}
    return {each: latest[each] for each in SECTIONS if each in latest and latest[each].text_hash}


def subjects_of(ref: str) -> Iterator[str]:
    """Yield the subjects of the later entries of a report: itself, and each part with words."""
    yield ref
    yield from (f"{ref}/{section}" for section in SECTIONS)


def section_of(entry: Entry) -> str:
    """Return the part of a report that an entry wrote words of."""
    return str(entry.kind)


def body_of(entry: Entry) -> dict[str, Any]:
    """Return the content of an entry beyond the columns."""
    held: dict[str, Any] = json.loads(entry.body) if entry.body else {}
    return held


def digest_of(content: dict[str, Any]) -> str:
    """Return the digest of some facts, by which two of them are the same."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
