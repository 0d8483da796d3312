"""A situation report: a value that lays itself out as JSON, Markdown or HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from standto.reporting.command import CommandReport
from standto.reporting.command_document import for_command
from standto.reporting.json_form import FORMAT, as_json
from standto.reporting.public_document import for_public

if TYPE_CHECKING:
    from standto.model.zone import Zone
    from standto.reporting.document import Document
    from standto.reporting.heading import Heading
    from standto.reporting.public import PublicReport


@dataclass(frozen=True)
class SituationReport:
    """A review written for readers.

    Attributes
    ----------
    content
        Everything that it says: for command all there is, for the public what is on its allow-list.
    zone
        Whose local time it speaks in.
    """

    content: CommandReport | PublicReport = field(repr=False)
    zone: Zone

    @property
    def heading(self) -> Heading:
        """Who it is for, as of when, and from what it was made."""
        return self.content.heading

    @property
    def document(self) -> Document:
        """The report as a reader sees it, before it takes a format."""
        if isinstance(self.content, CommandReport):
            return for_command(self.content, self.zone)
        return for_public(self.content, self.zone)

    def as_json(self) -> dict[str, Any]:
        """Return the report as an object, ready for `json.dumps`."""
        return {"format": FORMAT, **as_json(self.content, self.zone)}

    def as_markdown(self) -> str:
        """Return the report as Markdown. Charts are left out; their tables are there."""
        from standto.reporting.markdown import as_markdown

        return as_markdown(self.document)

    def as_html(self) -> str:
        """Return the report as one HTML file with its charts; it asks for nothing else."""
        from standto.reporting.html import as_html

        return as_html(self.document)
