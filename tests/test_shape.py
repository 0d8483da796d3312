"""The shape of the code that import-linter does not hold: no circles, and no two classes of one name."""

from __future__ import annotations

import ast
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).resolve().parent.parent / "src"
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(SOURCE.rglob("*.py"))
}


def tree_of(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imported_when_run(node: ast.AST) -> Iterator[str]:
    """Yield the modules of Standto that some code imports, wherever in it, but not for its types alone."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and getattr(child.test, "id", "") == "TYPE_CHECKING":
            continue
        if isinstance(child, ast.ImportFrom):
            names = [f"{child.module}.{name.name}" for name in child.names]
            yield from (name if name in MODULES else str(child.module) for name in names)
        yield from imported_when_run(child)


def test_no_module_imports_itself_by_way_of_others():
    imports = {name: {other for other in imported_when_run(tree_of(name)) if other != name} for name in MODULES}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as circle:
        raise AssertionError(" → ".join(circle.args[1])) from None


def test_no_two_classes_share_a_name():
    places = defaultdict(list)
    for name in MODULES:
        if ".migrations." not in name:
            for node in tree_of(name).body:
                if isinstance(node, ast.ClassDef):
                    places[node.name].append(name)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
