"""A report written for readers: one content, in the formats that people and programs take."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from standto.model.result import Result
from standto.reporting.html import as_html
from standto.reporting.markdown import as_markdown
from standto.reporting.pdf import as_pdf

if TYPE_CHECKING:
    from standto.model.zone import Zone
    from standto.reporting.document import Document
    from standto.reporting.heading import Heading


class WrittenReport(Result):
    """A report for an audience, under a heading.

    Attributes
    ----------
    zone
        The zone of its times.
    """

    zone: Zone

    @property
    @abstractmethod
    def heading(self) -> Heading:
        """The head of the report: its audience, its time and its inputs."""

    @property
    @abstractmethod
    def document(self) -> Document:
        """The report as a reader sees it, before it takes a format."""

    @property
    def headline(self) -> str:
        """Its number and its audience."""
        return f"{self.heading.number} for {self.heading.audience}"

    @property
    def _title(self) -> str:
        return self.heading.scenario

    @property
    def _zone(self) -> Zone:
        return self.zone

    def as_markdown(self) -> str:
        """Return the report as Markdown. Pictures are left out; their tables are there."""
        return as_markdown(self.document)

    def as_html(self) -> str:
        """Return the report as one HTML file with its pictures; it needs no other file."""
        return as_html(self.document)

    def as_pdf(self) -> bytes:
        """Return the report as an accessible PDF. Pictures are left out; their tables are there."""
        return as_pdf(self.document)
