"""How Sphinx makes a site of the documentation: `make docs`.

The source is the root of the tree, so that the pages there are pages of the site and links to them work. The navigation
is that of the index pages: the pages that one links to, in its order, stand below it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pygments.lexers.special import TextLexer

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\]\((?P<page>[^)#:]+)\.md\)")
ENTRIES = {"README": "Read me </README>"}  # its own title is that of the whole site
AT_THE_ROOT = ["README", "CONTRIBUTING", "CHANGELOG", "SECURITY", "benchmarks/README"]

project = "Standto"
html_title = "Standto"
root_doc = "docs/index"
include_patterns = ["docs/*.md", "docs/**/*.md", "*.md", "benchmarks/README.md"]
exclude_patterns = [".*", "assets", "build", "demo", "src", "tests", "tools", "requirements", "**/node_modules"]

extensions = ["myst_parser"]
myst_heading_anchors = 6
nitpicky = True

html_theme = "furo"
html_show_copyright = False
html_copy_source = False
html_use_index = False
html_show_search_summary = False  # it would fetch pages, which a browser refuses to a page that is a file
html_show_sphinx = False
html_extra_path = ["site"]


def pages_below(docname: str) -> list[str]:
    """Return the pages that stand below an index page in the navigation, in the order of its links."""
    folder = Path(docname).parent
    links = LINK.finditer((ROOT / f"{docname}.md").read_text(encoding="utf-8"))
    if docname == root_doc:
        pages = [(folder / found["page"]).as_posix() for found in links]
        return [page for page in dict.fromkeys(pages) if Path(page).name in {"index", "README"}] + AT_THE_ROOT
    pages = [(folder / found["page"]).as_posix() for found in links if "/" not in found["page"]]
    return list(dict.fromkeys(pages))


def add_navigation(_app: Any, docname: str, source: list[str]) -> None:
    """Add the navigation to an index page as it is read."""
    if docname.startswith("docs/") and Path(docname).name in {"index", "README"}:
        below = "\n".join(ENTRIES.get(page, f"/{page}") for page in pages_below(docname))
        source[0] += f"\n```{{toctree}}\n:hidden:\n\n{below}\n```\n"


def setup(app: Any) -> None:
    """Join what is above to Sphinx."""
    app.connect("source-read", add_navigation)
    app.add_lexer("csv", TextLexer)
