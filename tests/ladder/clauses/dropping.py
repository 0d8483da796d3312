"""The plain code without one of its clauses.

A clause is dropped by an edit of the plain code's text. The edited modules are run under a package name of their own.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from types import ModuleType

PACKAGE = "tests.ladder.oracle"
WITHOUT = "tests.ladder.oracle_without"
MODULES = (
    "times",
    "matching",
    "answers",
    "presence",
    "reasons",
    "rest_rules",
    "knowledge",
    "review_moment",
    "call_ins",
    "aid",
    "conditions",
    "contingency",
    "steps_down",
    "proofs",
    "reminders",
    "case",
)
"""In an order in which each imports only those before it."""
FOLDER = Path(__file__).parents[1] / "oracle"
SOURCES = {name: (FOLDER / f"{name}.py").read_text(encoding="utf-8") for name in MODULES}


@cache
def case_without(clause):
    """The plain `Case` with one clause dropped."""
    places = sum(source.count(clause.keeps) for source in SOURCES.values())
    assert places == 1, f"{clause.words}: {places} places in the plain code"
    module = None
    for name, source in SOURCES.items():
        module = ModuleType(f"{WITHOUT}.{name}")
        sys.modules[module.__name__] = module
        exec(compiled(name, source.replace(clause.keeps, clause.drops)), module.__dict__)
    return module.Case


@cache
def compiled(name, source):
    """A module's text, compiled to import the edited modules."""
    return compile(source.replace(f"from {PACKAGE}.", f"from {WITHOUT}."), f"{PACKAGE}.{name}", "exec")
