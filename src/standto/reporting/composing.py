"""Situation reports, composed from the answers of the engines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from standto.errors import OptionError
from standto.model.scenario import Scenario
from standto.model.time import hours
from standto.model.words import USUAL, Vocabulary
from standto.register import Records, Situation
from standto.reporting.command import CommandReport, command_report
from standto.reporting.command_document import for_command
from standto.reporting.heading import COMMAND, PUBLIC, heading_of
from standto.reporting.json_form import report_columns, report_json, report_rows
from standto.reporting.names import ReportNames
from standto.reporting.public import public_report
from standto.reporting.public_document import for_public
from standto.reporting.standpoint import Standpoint
from standto.reporting.written_report import WrittenReport
from standto.wording import MOST_RUNS, Moment, check_whole, no_scenario, optional_instant

if TYPE_CHECKING:
    from standto.model.zone import Zone
    from standto.reporting.document import Document
    from standto.reporting.heading import Heading
    from standto.reporting.public import PublicReport

RUNS, SEED = 1000, 0


@dataclass(frozen=True, repr=False)
class SituationReport(WrittenReport):
    """A review written for readers.

    Attributes
    ----------
    content
        For command, every answer with its evidence; for the public, its allow-list alone.
    zone
        The zone of its times.
    words
        The scenario's words for people, kinds of help and steps.
    """

    content: CommandReport | PublicReport
    zone: Zone
    words: Vocabulary = USUAL

    @property
    def heading(self) -> Heading:
        """The head of the report: its audience, its time and its inputs."""
        return self.content.heading

    @property
    def document(self) -> Document:
        """The report as a reader sees it, before it takes a format."""
        if isinstance(self.content, CommandReport):
            return for_command(self.content, self.zone, self.words)
        return for_public(self.content, self.zone, self.words)

    def as_json(self) -> dict[str, Any]:
        """Return the report as an object, ready for `json.dumps`."""
        return report_json(self.content, self.zone)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return report_columns(self.content)

    def rows(self) -> list[dict[str, Any]]:
        """Return flat rows, for a data frame: for command its duties, for the public the steps taken."""
        return report_rows(self.content, self.zone)

    def summary(self) -> str:
        """Return the report for reading, as Markdown."""
        return self.as_markdown()


def sitrep(
    of: Scenario | Situation | Records,
    *,
    at: Moment | None = None,
    known_at: Moment | None = None,
    audience: str = COMMAND,
    previous: Moment | None = None,
    marking: str | None = None,
    ready: int | None = None,
    runs: int = RUNS,
    seed: int = SEED,
) -> SituationReport:
    """Return a situation report.

    Parameters
    ----------
    of
        A scenario, its register, or a situation.
    at, known_at
        The moment to look from, and the moment by which events were recorded, which is `at` by default. A situation's
        own are its defaults.
    audience
        ``command``: everything, with the evidence of every number. ``public``: the allow-list of
        `standto.reporting.public.PublicReport`, and nothing else.
    previous
        The moment of the previous report, for the changes since; by default the policy's `review_hours` before, or the
        start of the horizon, whichever is later. The first instant of the horizon has no report before it.
    marking
        A handling marking in place of the audience's own.
    ready
        Minutes that every duty and crew can wait at least; None: only as long as their rows, or a situation, say.
    runs, seed
        Of the random margin.

    Raises
    ------
    OptionError
        An argument is not allowed; the message names the allowed values.

    Notes
    -----
    The numbers of the previous report are worked out again, as known at its time.
    """
    stand = _standpoint(of, at, known_at, ready, runs, seed)
    if audience == PUBLIC and stand.assumed:
        raise OptionError("audience: a report with assumed declarations is not for the public: allowed is command")
    heading = heading_of(stand, audience, marking)
    if audience == PUBLIC:
        content: PublicReport | CommandReport = public_report(stand, heading)
    else:
        content = command_report(stand, _before(stand, previous), heading)
    return SituationReport(content, stand.scenario.zone, stand.scenario.words)


def _standpoint(
    of: Scenario | Situation | Records,
    at: Moment | None,
    known_at: Moment | None,
    ready: int | None,
    runs: int,
    seed: int,
) -> Standpoint:
    if not isinstance(of, (Scenario, Situation, Records)):
        raise no_scenario(of)
    assumed: tuple[str, ...] = ()
    records = of.records if isinstance(of, Situation) else Records(of) if isinstance(of, Scenario) else of
    zone, horizon = records.scenario.zone, records.scenario.horizon
    start, known = optional_instant(at, zone, horizon, "at"), optional_instant(known_at, zone, horizon, "known_at")
    if isinstance(of, Situation):
        assumed = of.assumed
        start = of.at if start is None else start
        known = of.known_at if known is None else known
        ready = of.ready if ready is None else ready
    if start is None:
        raise OptionError("at: a situation report needs a time: give at, or a situation with one")
    check_whole(runs, "runs", 1, MOST_RUNS)
    check_whole(seed, "seed", 0)
    names = ReportNames(records.scenario)
    return Standpoint(records, names, start, start if known is None else known, assumed, ready, runs, seed)


def _before(stand: Standpoint, previous: Moment | None) -> Standpoint | None:
    """Return the standpoint of the previous report; None if there can be none."""
    scenario = stand.scenario
    start = scenario.horizon.start
    at = optional_instant(previous, scenario.zone, scenario.horizon, "previous", since=stand.at)
    if at is not None and not start <= at < stand.at:
        iso = scenario.zone.iso
        raise OptionError(f"previous: {iso(at)} is not from {iso(start)}, before {iso(stand.at)}")
    if at is None:
        at = max(start, stand.at - hours(scenario.policy.review_hours))
    return None if at == stand.at else replace(stand, at=at, known_at=min(at, stand.known_at))
