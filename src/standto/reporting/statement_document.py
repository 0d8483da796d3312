"""A cover statement to command as a reader sees it: every cause, duty, site and month, and the entries behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.attribution.causes import CAUSES
from standto.attribution.statement_facts import INCOMPLETE
from standto.attribution.strengths import SIDE_BY_SIDE
from standto.model.time import HOUR
from standto.reporting.document import (
    Column,
    Document,
    Inset,
    Paragraph,
    Section,
    Summary,
    Table,
    Trend,
    Warn,
    Words,
)
from standto.reporting.evidence import runs_of_rows
from standto.reporting.head_matter import made_from
from standto.reporting.names import ReportNames
from standto.reporting.statement_head import CAUSE_ORDER, NOT_BLAME, definitions, statement_head_rows
from standto.wording import moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standto.attribution.statement_facts import ShortLine, StatementFacts
    from standto.attribution.strengths import DutyStrength
    from standto.reporting.document import Block
    from standto.reporting.heading import Heading

DEFINITIONS = (
    "Each number is the mean over the time in which the duty stands in the row, with the number at the as-of time in "
    "brackets. The as-of time is the end of the last time at which it stands."
)
EXACT = "The causes sum exactly to what was short; what is shown is rounded."
BEHIND = "An event is behind a cause if it is about somebody who ever could do the duty, and if it decided then."


def statement_for_command(facts: StatementFacts, heading: Heading, *, trace: bool) -> Document:
    """Return a cover statement to command as a document.

    Parameters
    ----------
    trace
        Whether to list the rows of `events.csv` behind each cause.
    """
    return _CommandStatement(facts, heading, trace=trace).document()


class _CommandStatement:
    """Lays out one statement."""

    def __init__(self, facts: StatementFacts, heading: Heading, *, trace: bool) -> None:
        self.facts, self.heading, self.trace = facts, heading, trace
        self.names = ReportNames(facts.scenario)
        self.crews = bool(facts.scenario.crews)

    def document(self) -> Document:
        """Return the document."""
        facts = self.facts
        head = Summary(tuple(statement_head_rows(facts, self.heading)))
        return Document(
            title="Cover statement for command",
            heading=self.heading,
            sections=(
                Section("head", "", (head, *self._warnings()), level=1),
                Section("short", "What was short, and why", tuple(self._short())),
                Section("duties", "By duty" + (" and crew" if self.crews else ""), tuple(self._by_line())),
                Section("sites", "By site", tuple(self._by_site())),
                Section("months", f"{facts.row_kind.capitalize()} by {facts.row_kind}", tuple(self._by_row())),
                Section("strengths", "Requirement and strengths side by side", tuple(self._strengths())),
                Section("entries", "The entries behind each cause", tuple(self._entries())),
                made_from(self.heading),
            ),
        )

    def _warnings(self) -> Iterator[Block]:
        """Yield what may be missing."""
        facts = self.facts
        for reason, words in INCOMPLETE.items():
            rows = [facts.row_name(row) for row in range(len(facts.rows_of_time)) if reason in facts.incomplete(row)]
            if rows:
                which = rows[0] if len(rows) == 1 else f"{rows[0]} to {rows[-1]}"
                yield Warn(Words(f"{which}: {words}"))

    def _short(self) -> Iterator[Block]:
        facts = self.facts
        if facts.covered:
            yield Inset(Words("Nothing was short: every duty and crew was covered throughout."))
            return
        crews = (
            f" Crews were below what they need for {_hours(sum(facts.sums(crews=True)))} hours." if self.crews else ""
        )
        yield Inset(Words(f"{_hours(sum(facts.sums(crews=False)))} place-hours were short.{crews}"))
        yield Paragraph(Words(f"{CAUSE_ORDER} {EXACT}"))
        places, below = facts.sums(crews=False), facts.sums(crews=True)
        rows = [
            (Words(cause.name), Words(cause.meaning), *self._numbers(here, there))
            for cause, here, there in zip(CAUSES, places, below, strict=True)
        ]
        rows.append((Words("total"), Words(""), *self._numbers(sum(places), sum(below))))
        columns = (Column("Cause"), Column("What would have filled it"), *self._hour_columns())
        yield Table(Words("Hours short by cause"), columns, tuple(rows))
        yield Paragraph(Words(NOT_BLAME))

    def _numbers(self, places: int, crews: int) -> tuple[Words, ...]:
        return (Words(_hours(places)), *((Words(_hours(crews)),) if self.crews else ()))

    def _hour_columns(self) -> tuple[Column, ...]:
        crews = (Column("Crew-hours", number=True),) if self.crews else ()
        return (Column("Place-hours", number=True), *crews)

    def _by_line(self) -> Iterator[Block]:
        for crews in (False, True):
            lines = [line for line in self.facts.lines if line.crew == crews]
            if lines:
                cells = [(self._name(line), self.facts.of_line(line)) for line in lines]
                what = "Hours of crews below what they need" if crews else "Place-hours short of duties"
                yield _by_cause(f"{what}, by cause", "Crew" if crews else "Duty", cells)

    def _name(self, line: ShortLine) -> str:
        return self.names.called.duties[line.id]

    def _by_site(self) -> Iterator[Block]:
        for crews in (False, True) if self.crews else (False,):
            cells = [
                (self.names.without_ciphers(site) or "no site", self.facts.sums(crews=crews, site=site))
                for site in self.facts.sites
            ]
            what = "Hours of crews below what they need" if crews else "Place-hours short"
            yield _by_cause(f"{what}, by site and cause", "Site", cells)

    def _by_row(self) -> Iterator[Block]:
        facts, rows = self.facts, range(len(self.facts.rows_of_time))
        names = tuple(facts.row_name(row) for row in rows)
        for crews in (False, True) if self.crews else (False,):
            cells = [facts.sums(crews=crews, row=row) for row in rows]
            unit = "crew-hours" if crews else "place-hours"
            caption = f"{unit.capitalize()} short by {facts.row_kind} and cause"
            parts = facts.parts_by_cause(crews=crews)
            if parts:
                yield Trend(caption, f"{unit} short", names, parts)
            table = [(self._marked(row, name), of_row) for row, name, of_row in zip(rows, names, cells, strict=True)]
            yield _by_cause(caption, facts.row_kind.capitalize(), table)

    def _marked(self, row: int, name: str) -> str:
        return f"{name} (incomplete)" if self.facts.incomplete(row) else name

    def _strengths(self) -> Iterator[Block]:
        facts = self.facts
        yield definitions()
        yield Paragraph(Words(DEFINITIONS))
        yield self._strength_table("All duties together", [ours[-1] for ours in facts.strengths], folded=False)
        for line in (*(one for one in facts.lines if not one.crew), *facts.seats):
            of_duty = [ours[line.place] for ours in facts.strengths]
            yield self._strength_table(self._name(line), of_duty, folded=True)
        of_capability = facts.capability_strengths
        if len(facts.scenario.capabilities) > 1:
            for place, one in enumerate(facts.scenario.capabilities):
                name = f"Whoever holds {self.names.without_ciphers(one.label)}"
                yield self._strength_table(name, [ours[place] for ours in of_capability], folded=True)

    def _strength_table(self, name: str, strengths: Sequence[DutyStrength], *, folded: bool) -> Block:
        facts = self.facts
        head = [Column(facts.row_kind.capitalize(), short=True)]
        head += [Column(one.name.capitalize(), number=True) for one in SIDE_BY_SIDE]
        rows = tuple(
            (Words(self._marked(row, facts.row_name(row))), *_levels(ours), Words(self._as_of(ours)))
            for row, ours in enumerate(strengths)
        )
        return Table(Words(name), (*head, Column("As of", short=True)), rows, folded=folded)

    def _as_of(self, strength: DutyStrength) -> str:
        return moment(self.facts.scenario.zone, strength.as_of) if strength.stood else "does not stand"

    def _entries(self) -> Iterator[Block]:
        facts = self.facts
        rows = [
            self._entries_row(line, place, number)
            for line in facts.lines
            for place, number in enumerate(facts.of_line(line))
            if number
        ]
        if not rows:
            yield Paragraph(Words("Nothing was short, so no entry is behind it."))
            return
        columns = [Column("Duty"), Column("Cause"), Column("Hours", number=True), Column("Events", number=True)]
        columns += [Column("First", short=True), Column("Last", short=True)]
        columns += [Column("Rows of events.csv")] if self.trace else []
        yield Table(Words("Events behind each cause of each duty"), tuple(columns), tuple(rows))
        yield Paragraph(Words(BEHIND if self.trace else f"{BEHIND} standto statement with --trace lists them."))

    def _entries_row(self, line: ShortLine, place: int, micros: int) -> tuple[Words, ...]:
        cause, zone = CAUSES[place], self.facts.scenario.zone
        entries = self.facts.traces.get((line.place, cause.id), ())
        cells = [self._name(line), cause.name, _hours(micros), f"{len(entries):,}" if entries else "none"]
        cells += [moment(zone, entries[end].event.occurred) for end in (0, -1)] if entries else ["", ""]
        cells += [runs_of_rows(one.row for one in entries)] if self.trace else []
        return tuple(map(Words, cells))


def _levels(strength: DutyStrength) -> Iterator[Words]:
    """Yield the mean of each level, with its last number in brackets."""
    if not strength.stood:
        yield from (Words("–") for _ in SIDE_BY_SIDE)
    for level in strength.levels:
        yield Words(f"{level.total / strength.stood:,.1f} ({level.last:,})")


def _by_cause(caption: str, what: str, cells: Sequence[tuple[str, tuple[int, ...]]]) -> Table:
    """Return hours by cause as a table: a column for each cause that occurs, and the sums."""
    shown = [place for place in range(len(CAUSES)) if any(micros[place] for _, micros in cells)]
    columns = (
        Column(what),
        Column("Total", number=True),
        *(Column(CAUSES[place].name, number=True) for place in shown),
    )
    rows = [
        (Words(name), Words(_hours(sum(micros))), *(Words(_hours(micros[place])) for place in shown))
        for name, micros in cells
    ]
    if len(rows) > 1:
        sums = [sum(micros[place] for _, micros in cells) for place in shown]
        rows.append((Words("total"), Words(_hours(sum(sums))), *(Words(_hours(one)) for one in sums)))
    return Table(Words(caption), columns, tuple(rows))


def _hours(micros: int) -> str:
    return f"{micros // HOUR:,}" if micros % HOUR == 0 else f"{micros / HOUR:,.2f}"
