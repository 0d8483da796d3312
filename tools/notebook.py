"""Make the notebook of the documentation from its page, and run it: `python -m tools.notebook`, or `make notebook`.

The page `docs/how-to/use-it-in-a-notebook.md` is the source. Its paragraphs become cells of text and its Python blocks
cells of code, without the outputs that the page shows; the notebook has its own. `tests/test_notebook.py` makes it
again and compares.
"""

from __future__ import annotations

import doctest
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "how-to" / "use-it-in-a-notebook.md"
NOTEBOOK = PAGE.with_suffix(".ipynb")
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")
_ABOUT_ITSELF = "[This page is also a notebook]"


def cells_of(page: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the source of each cell of a page: each example with an output is a cell of its own."""
    for place, part in enumerate(_BLOCK.split(page)):
        if place % 2 == 0:
            paragraphs = [one for one in part.strip().split("\n\n") if not one.startswith(_ABOUT_ITSELF)]
            if any(paragraphs):
                yield "markdown", "\n\n".join(paragraphs)
        elif ">>>" in part:
            yield from (("code", one.source.strip()) for one in doctest.DocTestParser().get_examples(part))
        else:
            yield "code", part.strip()


def made(page: str) -> Any:
    """Return the notebook of a page, with its outputs."""
    import nbclient
    from nbformat import v4

    notebook = v4.new_notebook(metadata=METADATA)
    for number, (kind, source) in enumerate(cells_of(page), start=1):
        make = v4.new_code_cell if kind == "code" else v4.new_markdown_cell
        notebook.cells.append(make(source, id=f"cell-{number:02}"))
    with tempfile.TemporaryDirectory() as folder:
        client = nbclient.NotebookClient(
            notebook,
            timeout=300,
            kernel_name="python3",
            record_timing=False,
            resources={"metadata": {"path": folder}},
        )
        client.execute()
    notebook.metadata = METADATA
    for cell in notebook.cells:
        cell.metadata = {}
    return notebook


def shown(notebook: Any) -> list[tuple[str, list[dict[str, str]]]]:
    """Return the source of each cell with what it shows; of a picture, that it is one."""
    found = []
    for cell in notebook.cells:
        outputs = [output.get("data", {"text": output.get("text", "")}) for output in cell.get("outputs", ())]
        found.append(
            (
                cell.source,
                [{kind: _PICTURE.sub("picture", text) for kind, text in sorted(one.items())} for one in outputs],
            )
        )
    return found


def main() -> None:
    """Write the notebook, to the file that is named, or to its place in the documentation."""
    import nbformat

    nbformat.write(made(PAGE.read_text(encoding="utf-8")), sys.argv[1] if len(sys.argv) > 1 else str(NOTEBOOK))


if __name__ == "__main__":
    main()
