"""The words that situation reports are made of: their sorts of entries, audiences, parts and states."""

from __future__ import annotations

from enum import StrEnum

REPORT, WORDS, APPROVED = "report", "report-words", "report-approved"
PUBLISHED, SUPERSEDED, WITHDRAWN = "report-published", "report-superseded", "report-withdrawn"
"""The sorts of entries that a report is made of."""

ALL_REPORTS = "situation-reports"
"""The subject of every draft, by which the ledger finds them all."""

COMMAND, DESK, PUBLIC = "command", "desk", "public"
AUDIENCES = {COMMAND: "Command", DESK: "Everybody at the desk", PUBLIC: "The public"}
"""The audiences of situation reports, each with its name."""
STATEMENT = "statement"
"""The kind of a cover statement for the public, which goes the way of a situation report."""
READERS = {**AUDIENCES, STATEMENT: "The public, as a cover statement"}
"""The kinds of reports, each with its readers."""
FOR_EVERYBODY = (PUBLIC, STATEMENT)
"""The kinds of reports that are on the pages without an account once they are published."""

SECTIONS = {
    "comment": "Comment",
    "risks": "Risks",
    "intentions": "Intentions",
    "requests": "Requests for help",
}
"""The parts of a report that people write, in order, each with its heading."""


class ReportState(StrEnum):
    """The state of a report."""

    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
