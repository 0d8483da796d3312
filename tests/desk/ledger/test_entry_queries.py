"""Only the ledger uses Django's filters on entries: other rooms use the named queries."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import standto_desk

DESK = Path(standto_desk.__file__).parent
ASKED = {"entries", "known_entries"}
FILTERS = {"filter", "exclude", "get", "get_or_create", "complex_filter", "raw", "extra"}
MODULES = sorted(path for path in DESK.rglob("*.py") if path.relative_to(DESK).parts[0] != "ledger")


class Asking(ast.NodeVisitor):
    """A search for the lines of a module that filter entries without named queries."""

    def __init__(self) -> None:
        self.lines: list[int] = []
        self._names: set[str] = set()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        outer, self._names = self._names, set(self._names)
        self._names |= {one.arg for one in node.args.args if "Entries" in ast.unparse(one.annotation or ast.Name("_"))}
        self.generic_visit(node)
        self._names = outer

    def visit_Assign(self, node: ast.Assign) -> None:
        if self._is_entries(node.value):
            self._names |= {one.id for one in ast.walk(node.targets[0]) if isinstance(one, ast.Name)}
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr in FILTERS and self._is_entries(node.value):
            self.lines.append(node.lineno)
        if node.attr == "objects" and isinstance(node.value, ast.Name) and node.value.id == "Entry":
            self.lines.append(node.lineno)
        self.generic_visit(node)

    def _is_entries(self, node: ast.expr) -> bool:
        """Return whether an expression is a query of entries, as far as this module shows."""
        match node:
            case ast.Name():
                return node.id in self._names
            case ast.Call(func=ast.Name()):
                return node.func.id in ASKED
            case ast.Call(func=ast.Attribute()):
                return self._is_entries(node.func.value)
            case ast.BinOp():
                return self._is_entries(node.left)
            case ast.IfExp():
                return self._is_entries(node.body)
        return False


def asked_otherwise(text: str) -> list[int]:
    """Return the lines that filter entries without named queries."""
    asking = Asking()
    asking.visit(ast.parse(text))
    return asking.lines


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(DESK)))
def test_a_module_outside_the_ledger_uses_named_queries(module):
    assert asked_otherwise(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Entry.objects.count()", [1]),
        ("found = known_entries().events()\nfound.latest_first().filter(kind='report')", [2]),
        ("def last(found: Entries):\n    return found.exclude(kind='report')", [2]),
        ("(entries().rows() | entries().events()).filter(kind='report')", [1]),
        ("Owner.objects.filter(kind='report')\nentries().events('report')", []),
    ],
)
def test_the_test_finds_filters_of_entries(text, lines):
    assert asked_otherwise(text) == lines
