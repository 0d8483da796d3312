"""The report of an outlook, for command alone: one file with its pictures and the tables behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from standto.errors import OptionError
from standto.outlooks.outlook_facts import OutlookFacts
from standto.outlooks.outlook_records import outlook_columns, outlook_json, outlook_rows
from standto.outlooks.outlook_screen import outlook_text
from standto.presenting.scope import not_checked
from standto.reporting.heading import COMMAND, Heading, marking_of, number_of, supposing
from standto.reporting.names import ReportNames
from standto.reporting.outlook_bars import WeighedBars, breaking_bars, value_bars
from standto.reporting.outlook_document import outlook_for_command
from standto.reporting.written_report import WrittenReport
from standto.weighing.breaking_facts import BreakingPointsFacts
from standto.weighing.value_facts import HelpValuesFacts
from standto.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.model.zone import Zone
    from standto.reporting.document import Document


@dataclass(frozen=True, repr=False)
class OutlookReport(WrittenReport):
    """An outlook written for command.

    Attributes
    ----------
    content
        The outlook.
    head
        Its number and its inputs.
    zone
        The zone of its times.
    weighed
        What was weighed beside it.
    """

    content: OutlookFacts
    head: Heading
    zone: Zone
    weighed: tuple[WeighedBars, ...] = ()

    @property
    def heading(self) -> Heading:
        """The head of the report: its audience, its number and its inputs."""
        return self.head

    @property
    def document(self) -> Document:
        """The report as a reader sees it, before it takes a format."""
        worded = ReportNames(self.content.scenario).without_ciphers
        return outlook_for_command(self.content, self.head, self.weighed, worded)

    def as_json(self) -> dict[str, Any]:
        """Return the outlook as an object, ready for `json.dumps`, with the head of the report."""
        head = {"audience": self.head.audience, "marking": self.head.marking, "number": self.head.number}
        return {"format": 1, **head, **outlook_json(self.content)}

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return outlook_columns()

    def rows(self) -> list[dict[str, Any]]:
        """Return flat rows, for a data frame: one for each step and each thing judged."""
        return outlook_rows(self.content)

    def summary(self) -> str:
        """Return the outlook for reading on a screen."""
        return outlook_text(self.content)


def outlook_report(
    outlook: OutlookFacts,
    *,
    marking: str | None = None,
    breaking: BreakingPointsFacts | None = None,
    value: HelpValuesFacts | None = None,
    weighed: Sequence[WeighedBars] = (),
) -> OutlookReport:
    """Return an outlook laid out for command.

    Parameters
    ----------
    outlook
        The outlook.
    marking
        A handling marking in place of the audience's own.
    breaking
        The breaking points of the same situation, for bars; None for none.
    value
        The value of each help under the same assumptions, for bars; None for none.
    weighed
        Anything else weighed, for bars.

    Raises
    ------
    OptionError
        An argument is not allowed.

    Notes
    -----
    It is for command alone: its numbers say how near the duties are to failing.
    """
    if not isinstance(outlook, OutlookFacts):
        raise OptionError(f"outlook: {shortened(outlook)} is not an outlook: outlook(scenario, assumptions=...) is one")
    _check(breaking, "breaking", BreakingPointsFacts, "breaking points: breaking_points(situation)")
    _check(value, "value", HelpValuesFacts, "the value of help: value_of_help(situation, assumptions=...)")
    if not isinstance(weighed, list | tuple) or not all(isinstance(one, WeighedBars) for one in weighed):
        raise OptionError(f"weighed: {shortened(weighed)} is not a list of WeighedBars")
    bars = [*weighed]
    if value is not None:
        bars.insert(0, value_bars(value))
    if breaking is not None:
        bars[:0] = breaking_bars(breaking)
    return OutlookReport(outlook, _heading(outlook, marking), outlook.scenario.zone, tuple(bars))


def _check(given: object, name: str, kind: type, what: str) -> None:
    if given is not None and not isinstance(given, kind):
        raise OptionError(f"{name}: {shortened(given)} is not {what} returns them")


def _heading(outlook: OutlookFacts, marking: str | None) -> Heading:
    situation, scenario = outlook.situation, outlook.scenario
    at = int(outlook.starts[0])
    known_at = scenario.horizon.until if situation.known_at is None else situation.known_at
    worded = ReportNames(scenario).without_ciphers
    heading = Heading(
        number=f"{number_of(scenario.zone, at, known_at)}-outlook",
        audience=COMMAND,
        marking=marking_of(COMMAND, marking, scenario.words),
        scenario=worded(scenario.title),
        at=at,
        known_at=known_at,
        assumed=situation.assumed,
        ready=situation.ready,
        digest=scenario.digest or None,
        not_checked=not_checked(scenario),
    )
    return supposing(heading, scenario, worded)
