"""A document as one HTML file that fetches nothing and runs nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from standto.reporting.charts import duty_chart
from standto.reporting.trends import trend_chart

if TYPE_CHECKING:
    from jinja2 import Environment

    from standto.reporting.document import Chart, Document

CONTENTS_LEVEL = 2


def as_html(document: Document) -> str:
    """Return a document as HTML."""
    contents = [section for section in document.sections if section.level == CONTENTS_LEVEL]
    return _environment().get_template("page.html").render(document=document, contents=contents)


def chart(block: Chart, key: str) -> str:
    """Return the picture of a chart as markup; its ids begin with the key."""
    return duty_chart(block.series, block.period, block.at, block.zone, key, block.words)


def css(text: str) -> str:
    """Return text for a string in a style sheet, with everything but letters and digits escaped."""
    return "".join(each if each.isascii() and each.isalnum() else f"\\{ord(each):06x}" for each in text)


@cache
def _environment() -> Environment:
    """Return the templates' environment, which escapes text and rejects undefined names."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("standto.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["css"] = css
    environment.globals["chart"] = chart
    environment.globals["trend"] = trend_chart
    return environment
