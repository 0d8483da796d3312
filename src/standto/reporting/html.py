"""A document as one HTML file that fetches nothing and runs nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from standto.reporting.charts import duty_chart
from standto.reporting.trends import trend_chart

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

    from standto.reporting.document import Chart, Document, SelfDrawn, Trend

CONTENTS_LEVEL = 2
LEFT_OUT = "<p>The picture is left out, because charts are not installed here. The table has the same numbers.</p>"
"""The markup in the place of a picture that cannot be drawn."""


def as_html(document: Document) -> str:
    """Return a document as HTML."""
    contents = [section for section in document.sections if section.level == CONTENTS_LEVEL]
    return _environment().get_template("page.html").render(document=document, contents=contents)


def chart(block: Chart, key: str) -> str:
    """Return the picture of a chart as markup; its ids begin with the key."""
    return drawn(lambda: duty_chart(block.series, block.period, block.at, block.zone, key, block.words))


def trend(block: Trend, key: str) -> str:
    """Return the picture of a trend as markup; its ids begin with the key."""
    return drawn(lambda: trend_chart(block, key))


def picture(block: SelfDrawn, key: str) -> str:
    """Return a picture that draws itself as markup; its ids begin with the key."""
    return drawn(lambda: block.draw(key))


def drawn(draw: Callable[[], str]) -> str:
    """Return a picture as markup; where Matplotlib is not installed, a sentence in its place."""
    try:
        return draw()
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "matplotlib":
            raise
        return LEFT_OUT


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
    environment.globals["trend"] = trend
    environment.globals["picture"] = picture
    return environment
