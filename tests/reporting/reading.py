"""What a reader, or a program, finds in a report."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

UNSEEN = {"style", "script"}
READ_OUT = {"alt", "aria-label", "title", "placeholder", "value", "datetime", "summary"}
SETTINGS = {("name", "viewport"), ("http-equiv", "Content-Security-Policy"), ("charset", "utf-8")}


class Page(HTMLParser):
    """The words of a page, those of its attributes among them; the ids in it, and where its links lead."""

    def __init__(self, text):
        super().__init__()
        self.words, self.ids, self.links, self.tags, self.addresses = [], [], [], [], []
        self._within = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self._within.append(tag)
        attributes = dict(attrs)
        self.words += [value for name, value in attrs if name in READ_OUT]
        if tag == "meta" and not SETTINGS & set(attrs):
            self.words.append(attributes["content"])
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if attributes.get("href", "").startswith("#"):
            self.links.append(attributes["href"][1:])
        self.addresses += [value for name, value in attrs if name in {"src", "href", "action", "data", "srcset"}]

    def handle_endtag(self, tag):
        while self._within and self._within.pop() != tag:
            pass

    def handle_data(self, data):
        if not UNSEEN & set(self._within):
            self.words.append(data)


def words_of(report):
    """The words of each format of a report, on one line."""
    as_json = report.as_json()
    markdown = re.sub(r"\\(.)", r"\1", report.as_markdown())
    return {
        "json": _plain(" ".join(str(value) for value in leaves(as_json))),
        "md": _plain(markdown),
        "html": _plain(" ".join(Page(report.as_html()).words)),
    }


def leaves(value):
    """Every value in what was read from JSON, and every key that is not one of a record's own."""
    if isinstance(value, dict):
        for each in value.values():
            yield from leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)
    else:
        yield value


def _plain(text):
    return re.sub(r"\s+", " ", text)


def as_read(report):
    """A report's JSON as a program reads it."""
    return json.loads(json.dumps(report.as_json(), allow_nan=False))
