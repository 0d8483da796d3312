from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pages import run_page

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])
LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)")
PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<file>[^)\s]+)\)")
ELEMENT = re.compile(r'<img src="(?P<file>[^"]+)"[^>]* alt="(?P<alt>[^"]*)">')
HEADING = re.compile(r"^#+ +(?P<title>.+)$", re.MULTILINE)


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def prose(page: Path) -> str:
    """The page without what is in fences or in backquotes."""
    text = re.sub(r"^ *```.*?^ *```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`\n]*`", "", text)


def anchors(page: Path) -> set[str]:
    """The anchors of the page's headings, as most hosts make them."""
    titles = [found["title"] for found in HEADING.finditer(page.read_text(encoding="utf-8"))]
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_a_page_shows_is_what_happens(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run_page(page, tmp_path)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page):
    for found in LINK.finditer(prose(page)):
        target, _, anchor = found["target"].partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        there = (page.parent / target).resolve() if target else page
        assert there.exists(), f"{name_of(page)} links to {target}"
        assert not anchor or anchor in anchors(there), f"{name_of(page)} links to {found['target']}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_picture_is_there_and_has_alternative_text(page):
    text = prose(page)
    pictures = [(found["alt"], found["file"]) for found in [*PICTURE.finditer(text), *ELEMENT.finditer(text)]]
    assert len(pictures) == text.count("![") + text.count("<img ")
    assert [file for alt, file in pictures if len(alt.split()) < 3 or not (page.parent / file).exists()] == []


@pytest.mark.parametrize("section", ["tutorial", "how-to", "reference", "explanation"])
def test_both_indexes_list_every_page_of_a_section_by_its_title(section):
    folder = ROOT / "docs" / section
    pages = {page: HEADING.search(page.read_text(encoding="utf-8"))["title"] for page in folder.glob("*.md")}
    del pages[folder / "index.md"]
    of_all = (ROOT / "docs" / "index.md").read_text(encoding="utf-8").split("## All pages")[1]
    for base, text in ((ROOT / "docs", of_all), (folder, (folder / "index.md").read_text(encoding="utf-8"))):
        links = [((base / found["target"]).resolve(), found["words"]) for found in LINK.finditer(text)]
        listed = [(page, words) for page, words in links if page in pages]
        assert sorted(listed) == sorted(pages.items())


def test_every_page_of_the_docs_is_linked_from_another():
    linked = {
        (page.parent / found["target"].partition("#")[0]).resolve()
        for page in PAGES
        for found in LINK.finditer(prose(page))
    }
    assert [name_of(page) for page in PAGES if page.is_relative_to(ROOT / "docs") and page not in linked] == []
