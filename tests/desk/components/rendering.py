"""Renders pieces of templates as pages do, and reads what comes out as a tree."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.template import engines

VOID = {"br", "hr", "img", "input", "link", "meta", "line", "rect"}
IMPORTS = '{% import "components.html" as desk with context %}{% import "charts.html" as charts with context %}'


def rendered(piece: str, **context: Any) -> str:
    """A piece of a template, with both files of components at hand."""
    return engines["jinja2"].env.from_string(IMPORTS + piece).render(context)


class Element:
    """An element: its name, its attributes, and what is in it."""

    def __init__(self, name: str, attributes: dict[str, str | None]) -> None:
        self.name, self.attributes, self.children = name, attributes, []

    def all(self, name: str = "", **attributes: str) -> list[Element]:
        """Every element within that has a name and attributes; `class_` is one of its classes."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        inside = [each for child in self.children if isinstance(child, Element) for each in (child, *child.all())]
        return [each for each in inside if name in ("", each.name) and each.has(wanted)]

    def one(self, name: str = "", **attributes: str) -> Element:
        """The only such element."""
        (found,) = self.all(name, **attributes)
        return found

    def has(self, wanted: dict[str, str]) -> bool:
        """Whether it has these attributes."""
        classes = (self.attributes.get("class") or "").split()
        return all(
            value in classes if key == "class" else self.attributes.get(key) == value for key, value in wanted.items()
        )

    @property
    def text(self) -> str:
        """All the words in it, with single spaces."""
        return " ".join(self.words().split())

    def words(self) -> str:
        """All the words in it."""
        return "".join(child if isinstance(child, str) else child.words() for child in self.children)


class Reader(HTMLParser):
    """Reads HTML into a tree, and wants every element closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop().name == tag

    def handle_data(self, data):
        self.open[-1].children.append(data)


def tree(html: str) -> Element:
    """HTML as a tree."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    (root,) = reader.open
    return root


def drawn(piece: str, **context: Any) -> Element:
    """A piece of a template as a tree."""
    return tree(rendered(piece, **context))
