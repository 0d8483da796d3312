"""A cover statement laid out for command or for the public."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from standto.attribution import CoverStatement
from standto.attribution.causes import CAUSES
from standto.attribution.statement_facts import INCOMPLETE
from standto.attribution.strengths import SIDE_BY_SIDE
from standto.errors import OptionError
from standto.model.frames import texts_of
from standto.reporting.document import Warn, Words
from standto.reporting.heading import COMMAND, PUBLIC
from standto.reporting.small_numbers import LEAST_SMALL, SMALL
from standto.reporting.statement_document import statement_for_command
from standto.reporting.statement_entries import entry_lines
from standto.reporting.statement_head import statement_heading
from standto.reporting.statement_public import PublicStatement, public_statement
from standto.reporting.statement_public_document import hours_words, statement_for_public
from standto.reporting.written_report import WrittenReport
from standto.sheets.formulas import csv_of
from standto.wording import check_flag, check_whole, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from standto.model.zone import Zone
    from standto.reporting.document import Document
    from standto.reporting.heading import Heading
    from standto.reporting.statement_public import PublicMonth


@dataclass(frozen=True, repr=False)
class StatementReport(WrittenReport):
    """A cover statement written for readers.

    Attributes
    ----------
    content
        For command, the whole statement; for the public, its allow-list alone.
    head
        Its audience, its number and its inputs.
    zone
        The zone of its times.
    trace
        Whether every entry behind a cause is listed.
    warnings
        Sentences for its head about what may be missing, besides its own.
    """

    content: CoverStatement | PublicStatement
    head: Heading
    zone: Zone
    trace: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def heading(self) -> Heading:
        """The head of the statement: its audience, its number and its inputs."""
        return self.head

    @property
    def document(self) -> Document:
        """The statement as a reader sees it, before it takes a format."""
        if isinstance(self.content, PublicStatement):
            laid_out = statement_for_public(self.content, self.zone)
        else:
            laid_out = statement_for_command(self.content, self.head, trace=self.trace)
        head, *others = laid_out.sections
        warned = replace(head, blocks=(*head.blocks, *(Warn(Words(one)) for one in self.warnings)))
        return replace(laid_out, sections=(warned, *others))

    @property
    def columns(self) -> Mapping[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return _public_columns(self.content) if isinstance(self.content, PublicStatement) else self.content.columns

    def as_json(self) -> dict[str, Any]:
        """Return the statement as an object, ready for `json.dumps`."""
        head = {"audience": self.heading.audience, "marking": self.heading.marking, "number": self.heading.number}
        if isinstance(self.content, PublicStatement):
            return {"format": 1, **head, **_public_json(self.content, self.zone)}
        return {"format": 1, **head, **self.content.as_json(trace=self.trace)}

    def rows(self) -> list[dict[str, Any]]:
        """Return flat rows, for a data frame: for command by row of time and duty, for the public by month."""
        if isinstance(self.content, PublicStatement):
            return _public_rows(self.content)
        return self.content.rows()

    def summary(self) -> str:
        """Return the statement for reading on a screen."""
        return self.as_markdown() if isinstance(self.content, PublicStatement) else self.content.summary()

    def as_text(self) -> str:
        """Return the statement for a screen, with its marking, and with `trace` the entries behind each cause."""
        if isinstance(self.content, PublicStatement):
            return self.as_markdown()
        entries = ["", "", *entry_lines(self.content)] if self.trace else []
        return "\n".join([self.heading.marking, "", self.content.summary(), *entries[1:], ""])

    def as_csv(self) -> str:
        """Return the flat rows as CSV, with a formula in a name made harmless."""
        return csv_of(texts_of(self.rows()))


def statement_report(
    statement: CoverStatement,
    *,
    audience: str = COMMAND,
    marking: str | None = None,
    trace: bool = False,
    small: int = SMALL,
    months: Sequence[CoverStatement] = (),
) -> StatementReport:
    """Return a cover statement laid out for an audience.

    Parameters
    ----------
    statement
        The statement.
    audience
        ``command``: everything, with the entries behind every cause. ``public``: the allow-list of
        `standto.reporting.statement_public.PublicStatement`, and nothing else.
    marking
        A handling marking in place of the audience's own.
    trace
        Whether to list every entry behind a cause; for command alone.
    small
        The number below which the public sees none, and the step of those that it sees.
    months
        For the public, statements of the single months, where people and duties changed between them: each then shows
        what it shows alone. Empty: the same rows hold throughout.

    Raises
    ------
    OptionError
        An argument is not allowed, or the statement is not for the public: it must be about whole months that are over,
        without assumed declarations.
    """
    _check_statement(statement, "statement")
    _check_months(months)
    check_flag(trace, "trace")
    check_whole(small, "small", LEAST_SMALL)
    heading = statement_heading(statement, audience, marking)
    content: CoverStatement | PublicStatement = statement
    if audience == PUBLIC:
        whole = public_statement(statement, heading, small)
        each = [public_statement(month, heading, small) for month in months]
        content = whole.of_months(each) if each else whole
    return StatementReport(content, heading, statement.scenario.zone, trace)


def _check_statement(given: object, name: str) -> None:
    if not isinstance(given, CoverStatement):
        raise OptionError(f"{name}: {shortened(given)} is not a cover statement: statement(scenario) returns one")


def _check_months(given: object) -> None:
    if not isinstance(given, list | tuple):
        raise OptionError(f"months: {shortened(given)} is not a list of cover statements")
    for month in given:
        _check_statement(month, "months")


def _public_json(content: PublicStatement, zone: Zone) -> dict[str, Any]:
    """Return a public statement for JSON; suppressed numbers are null."""
    return {
        "scenario": content.heading.scenario,
        "from": zone.iso(content.period.start),
        "until": zone.iso(content.period.until),
        "known_at": None if content.known_at is None else zone.iso(content.known_at),
        "not_checked": list(content.heading.not_checked),
        "digest": content.heading.digest or "",
        "small": content.small,
        "covered": content.covered,
        "place_hours": content.hours,
        "causes": {cause.id: hours for cause, hours in zip(CAUSES, content.causes, strict=True)},
        **({"crew_hours": content.crew_hours} if content.crews else {}),
        "months": [
            {
                "month": one.month,
                "incomplete": {reason: INCOMPLETE[reason] for reason in one.incomplete},
                "place_hours": one.hours,
                **({"crew_hours": one.crew_hours} if content.crews else {}),
                **_measures(one, None),
            }
            for one in content.months
        ],
    }


def _public_rows(content: PublicStatement) -> list[dict[str, Any]]:
    return [
        {
            "month": one.month,
            "place_hours": hours_words(one.hours),
            **({"crew_hours": hours_words(one.crew_hours)} if content.crews else {}),
            **_measures(one, ""),
            "incomplete": ";".join(one.incomplete),
        }
        for one in content.months
    ]


def _public_columns(content: PublicStatement) -> dict[str, type]:
    hours = ("place_hours", *(("crew_hours",) if content.crews else ()))
    return dict.fromkeys(("month", *hours, *(one.column for one in SIDE_BY_SIDE), "incomplete"), str)


def _measures(month: PublicMonth, missing: str | None) -> dict[str, str | None]:
    """Return the measures of a month by their columns."""
    strengths = month.strengths or (missing,) * len(SIDE_BY_SIDE)
    return {one.column: strength for one, strength in zip(SIDE_BY_SIDE, strengths, strict=True)}
