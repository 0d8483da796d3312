"""Queries of the ledger: each method narrows or sorts the entries, and callers chain them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import connection, models
from django.db.models.expressions import RawSQL

from standto.model.event import CORRECTION
from standto.model.time import FOREVER
from standto_desk.ledger.drafts import EVENT, ROW, SET
from standto_desk.ledger.tables import SCENARIO

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from standto.model.time import Instant
    from standto_desk.ledger.models import Entry

OF_ACTS = f"NOT (sort IN ('{EVENT}', '{ROW}'))"
"""The condition of the index of the entries of acts."""
ENDS = f"until < {FOREVER}"
"""The condition of the index of the entries that end by themselves."""
MOST_PLACES = 10**9
"""More entries than any ledger has, and a number that every database can compare."""


class Entries(models.QuerySet):
    """A query of entries; `|` joins two."""

    def of_sort(self, *sorts: str) -> Entries:
        """Return the entries of some sorts. Those of acts are few beside events and rows, and have an index."""
        found = self.filter(sort__in=sorts)
        return found if {EVENT, ROW}.intersection(sorts) else found.filter(_is(OF_ACTS))

    def events(self, *kinds: str) -> Entries:
        """Return the events of some kinds, or all."""
        return self._of_kinds(EVENT, kinds)

    def other_events(self, kind: str) -> Entries:
        """Return the events of every kind except one."""
        return self.filter(sort=EVENT).exclude(kind=kind)

    def corrections_of(self, references: Iterable[str]) -> Entries:
        """Return the corrections of some events."""
        return self._of_kinds(EVENT, (CORRECTION,), subject__in=list(references))

    def rows(self, *tables: str) -> Entries:
        """Return the rows of some tables, or of all, both set and ended."""
        return self._of_kinds(ROW, tables)

    def rows_set(self, *tables: str) -> Entries:
        """Return the entries that set a row of some tables."""
        return self._of_kinds(ROW, tables, step=SET)

    def settings(self) -> Entries:
        """Return the settings of scenarios."""
        return self.rows_set(SCENARIO).about(SCENARIO)

    def of_kinds(self, *kinds: str) -> Entries:
        """Return the entries of some kinds."""
        return self.filter(kind__in=kinds)

    def of_other_kinds(self, kind: str) -> Entries:
        """Return the entries of every kind except one."""
        return self.exclude(kind=kind)

    def about(self, subject: str) -> Entries:
        """Return the entries about a subject."""
        return self.filter(subject=subject)

    def about_any(self, subjects: Iterable[str]) -> Entries:
        """Return the entries about any of some subjects; a database takes a few hundred at a time."""
        return self.filter(subject__in=list(subjects))

    def not_about(self, subjects: Iterable[str]) -> Entries:
        """Return the entries about other subjects."""
        return self.exclude(subject__in=list(subjects))

    def for_capabilities(self, *capabilities: str) -> Entries:
        """Return the entries for some capabilities; an entry with a blank one is for them all."""
        return self.filter(capability__in=capabilities)

    def with_step(self, step: str) -> Entries:
        """Return the entries with a step."""
        return self.filter(step=step)

    def named_from(self, beginning: str) -> Entries:
        """Return the entries whose names begin with a text."""
        return self.filter(name__startswith=beginning)

    def named(self, names: Collection[str]) -> Entries:
        """Return the entries with some names."""
        return self.filter(name__in=names)

    def numbered(self, sequences: Iterable[int]) -> Entries:
        """Return the entries with some sequences, however many."""
        return self.filter(sequence__in=numbers_in(sequences))

    def not_numbered(self, sequences: Iterable[int]) -> Entries:
        """Return the entries with other sequences."""
        return self.exclude(sequence__in=numbers_in(sequences))

    def matching(self, columns: Mapping[str, object]) -> Entries:
        """Return the entries with these values in these columns."""
        return self.filter(**columns)

    def counted_by(self, others: Entries) -> Entries:
        """Return the entries whose counts are those of some others."""
        return self.filter(count__in=others.order_by().values("count"))

    def without(self, others: Entries) -> Entries:
        """Return the entries that are not among others."""
        return self.exclude(pk__in=others.order_by().values("pk"))

    def after(self, sequence: int) -> Entries:
        """Return the entries after one."""
        return self.filter(sequence__gt=sequence)

    def up_to(self, sequence: int) -> Entries:
        """Return the entries up to one."""
        return self.filter(sequence__lte=sequence)

    def known_by(self, at: Instant) -> Entries:
        """Return the entries known at an instant."""
        return self.filter(known__lte=at)

    def known_after(self, at: Instant) -> Entries:
        """Return the entries that became known after an instant."""
        return self.filter(known__gt=at)

    def recorded_by(self, at: Instant) -> Entries:
        """Return the entries recorded by an instant."""
        return self.filter(recorded__lte=at)

    def occurred_by(self, at: Instant) -> Entries:
        """Return the entries that took effect by an instant."""
        return self.filter(occurred__lte=at)

    def occurred_from(self, at: Instant) -> Entries:
        """Return the entries that took effect at an instant or later."""
        return self.filter(occurred__gte=at)

    def occurred_after(self, at: Instant) -> Entries:
        """Return the entries that took effect after an instant."""
        return self.filter(occurred__gt=at)

    def ended_by(self, at: Instant) -> Entries:
        """Return the entries that ended by an instant."""
        return self.ending_by(at) if at < FOREVER else self.filter(until__lte=at)

    def ending_by(self, at: Instant) -> Entries:
        """Return the entries that ended by an instant that is not the end of time; they have an index."""
        return self.filter(until__lte=at).filter(_is(ENDS))

    def ended_after(self, at: Instant) -> Entries:
        """Return the entries that end after an instant, or never."""
        return self.filter(until__gt=at)

    def without_end(self) -> Entries:
        """Return the entries that never end by themselves."""
        return self.filter(until=FOREVER)

    def imported(self) -> Entries:
        """Return imported history."""
        return self.filter(imported=True)

    def entered_here(self) -> Entries:
        """Return the entries that are not imported history."""
        return self.filter(imported=False)

    def of_forces(self, forces: Iterable[str]) -> Entries:
        """Return the entries of some forces."""
        return self.filter(force__in=list(forces))

    def by(self, account: object) -> Entries:
        """Return the entries of an account."""
        return self.filter(account=str(account))

    def with_keys(self, keys: Collection[str]) -> Entries:
        """Return the entries with some keys."""
        return self.filter(key__in=keys)

    def sent_together(self, key: str) -> Entries:
        """Return the entries of a form that was sent with a key: each adds a number to it."""
        return self.filter(key__startswith=f"{key}/")

    def with_keys_from(self, start: str) -> Entries:
        """Return the entries whose keys begin with a text."""
        return self.filter(key__startswith=start)

    def at(self, sequence: int) -> Entry | None:
        """Return the entry with a sequence, if it is among these."""
        return self.filter(sequence=sequence).first()

    def nth(self, place: int) -> Entry | None:
        """Return the entry at a place among these, in order; 1 is the first."""
        return self.order_by("sequence")[place - 1 : place].first() if 0 < place <= MOST_PLACES else None

    def in_order(self) -> Entries:
        """Return the entries in the order of the ledger."""
        return self.order_by("sequence")

    def latest_first(self) -> Entries:
        """Return the entries, the latest first."""
        return self.order_by("-sequence")

    def first_known(self) -> Entry | None:
        """Return the entry that became known first."""
        return self.order_by("known").first()

    def last_known(self) -> Entry | None:
        """Return the entry that became known last."""
        return self.order_by("-known").first()

    def count_by_kind(self) -> Iterable[tuple[str, str, int]]:
        """Return each sort and kind with the number of its entries, the most first."""
        numbers = self.order_by().values_list("sort", "kind").annotate(number=models.Count("pk"))
        return numbers.order_by("-number", "sort", "kind")

    def _of_kinds(self, sort: str, kinds: Collection[str], **more: object) -> Entries:
        # One filter for all: each filter copies the whole query, and a page asks hundreds of queries.
        return self.filter(sort=sort, **({"kind__in": kinds} if kinds else {}), **more)

    def words_in(self, column: str) -> Iterable[tuple[str, Instant]]:
        """Return each text of a column with the time at which it first became known."""
        return self.order_by().values_list(column).annotate(models.Min("known"))


def _is(condition: str) -> RawSQL:
    """Return the condition of an index in the very words of the index, which SQLite looks for."""
    return RawSQL(condition, (), output_field=models.BooleanField())  # noqa: S611 - words of this module alone


def numbers_in(numbers: Iterable[int]) -> RawSQL:
    """Return numbers as a query, because a statement takes few parameters; leave out those that no sequence can be."""
    possible = [number for number in numbers if 0 < number <= MOST_PLACES]
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::integer[])", [possible])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(possible)])
