"""Reading what a page says, as people read it."""

from __future__ import annotations

import re
from html import unescape

_GONE = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def words_of(response) -> str:
    """The words of a page on one line, without its markup."""
    body = _GONE.sub(" ", response.content.decode())
    return re.sub(r" ([.,:;])", r"\1", " ".join(unescape(_TAG.sub(" ", body)).split()))


def faults_of(response) -> list[str]:
    """What the error summary of a page lists."""
    body = response.content.decode()
    summary = re.search(r'class="govuk-error-summary".*?</ul>', body, re.DOTALL)
    items = re.findall(r"<li>(.*?)</li>", summary[0], re.DOTALL) if summary else []
    return [" ".join(unescape(_TAG.sub(" ", item)).split()) for item in items]


def hidden(response, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', response.content.decode())
    assert found, f"no hidden field {name}"
    return unescape(found[1])
