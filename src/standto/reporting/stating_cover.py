"""A cover statement laid out for command or for the public."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from standto.attribution import CoverStatement
from standto.attribution.causes import CAUSES
from standto.attribution.statement_facts import INCOMPLETE
from standto.attribution.strengths import MEASURES, REQUIRED
from standto.errors import OptionError
from standto.model.frames import columns_of, texts_of
from standto.model.result import Result
from standto.reporting.heading import COMMAND, PUBLIC
from standto.reporting.html import as_html
from standto.reporting.markdown import as_markdown
from standto.reporting.names import ReportNames
from standto.reporting.small_numbers import LEAST_SMALL, SMALL
from standto.reporting.statement_document import statement_for_command
from standto.reporting.statement_entries import entry_lines
from standto.reporting.statement_head import statement_heading
from standto.reporting.statement_public import PublicStatement, public_statement
from standto.reporting.statement_public_document import hours_words, statement_for_public
from standto.sheets.formulas import csv_of
from standto.wording import check_flag, check_whole, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from standto.model.zone import Zone
    from standto.reporting.document import Document
    from standto.reporting.heading import Heading


@dataclass(frozen=True, repr=False)
class StatementReport(Result):
    """A cover statement written for readers.

    Attributes
    ----------
    heading
        Its audience, its number and its inputs.
    content
        For command, the whole statement; for the public, its allow-list alone.
    document
        The statement as a reader sees it, before it takes a format.
    zone
        The zone of its times.
    trace
        Whether every entry behind a cause is listed.
    """

    heading: Heading
    content: CoverStatement | PublicStatement
    document: Document
    zone: Zone
    trace: bool = False

    @property
    def headline(self) -> str:
        """Its number and its audience."""
        return f"{self.heading.number} for {self.heading.audience}"

    @property
    def columns(self) -> Mapping[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return columns_of(self.rows()) if isinstance(self.content, PublicStatement) else self.content.columns

    @property
    def _title(self) -> str:
        return self.heading.scenario

    @property
    def _zone(self) -> Zone:
        return self.zone

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

    def as_markdown(self) -> str:
        """Return the statement as Markdown. Pictures are left out; their tables are there."""
        return as_markdown(self.document)

    def as_html(self) -> str:
        """Return the statement as one HTML file with its pictures; it needs no other file."""
        return as_html(self.document)


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
    names = ReportNames(statement.scenario)
    heading = statement_heading(statement, names, audience, marking)
    zone = statement.scenario.zone
    if audience == PUBLIC:
        content = public_statement(statement, heading, small)
        if months:
            content = content.of_months([public_statement(month, heading, small) for month in months])
        return StatementReport(heading, content, statement_for_public(content, zone), zone)
    document = statement_for_command(statement, heading, names, trace=trace)
    return StatementReport(heading, statement, document, zone, trace)


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
                **dict(zip(_measures(), one.strengths or (None,) * len(_measures()), strict=True)),
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
            **dict(zip(_measures(), one.strengths or ("",) * len(_measures()), strict=True)),
            "incomplete": ";".join(one.incomplete),
        }
        for one in content.months
    ]


def _measures() -> tuple[str, ...]:
    return tuple(one.id.replace("-", "_") for one in (REQUIRED, *MEASURES))
