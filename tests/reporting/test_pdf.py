"""Reports as PDF: tagged in the order of the page, the same bytes every time, and words that are only words."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto import read_scenario
from standto.cli.main import main
from standto.errors import OptionError
from standto.reporting import sitrep
from standto.reporting.document import (
    Column,
    Document,
    Inset,
    Paragraph,
    Points,
    Section,
    Summary,
    Table,
    Warn,
    Words,
)
from standto.reporting.heading import Heading
from standto.reporting.html import as_html
from standto.reporting.pdf import MOST, as_pdf, without_shape
from standto.reporting.plain_values import document_of, plain_document

pikepdf = pytest.importorskip("pikepdf", reason="pikepdf judges PDF")
pytest.importorskip("typst", reason="typst makes PDF")

HEADING = Heading("7", "command", "FOR TESTS", "A force", 0, 0, (), None, None, ())


def report_of(*blocks, title="A report", heading="What is covered") -> Document:
    return Document(title, HEADING, (Section("part", heading, blocks),))


def said_of(words: str) -> Document:
    return report_of(Paragraph(Words(words)))


class Structure:
    """The tags of a PDF in reading order, each with its text, as a screen reader takes them."""

    def __init__(self, content: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(content))
        self.texts = {page.objgen: _marked_texts(page) for page in self.pdf.pages}
        self.tags: list[tuple[str, str]] = []
        self._walk(self.pdf.Root.StructTreeRoot.K, None)

    def _walk(self, node, page) -> str:
        if isinstance(node, pikepdf.Array):
            return "".join(self._walk(each, page) for each in node)
        if not isinstance(node, pikepdf.Dictionary):
            return self.texts[page.objgen].get(int(node), "")
        page = node.get("/Pg", page)
        if "/S" not in node:
            return self.texts[page.objgen].get(int(node.MCID), "") if "/MCID" in node else ""
        place = len(self.tags)
        self.tags.append((str(node.S).lstrip("/"), ""))
        text = self._walk(node.K, page) if "/K" in node else ""
        self.tags[place] = self.tags[place][0], " ".join(text.split())
        return f"{text} "

    def of(self, *kinds: str) -> list[tuple[str, str]]:
        """The tags of some kinds, in reading order."""
        return [tag for tag in self.tags if tag[0] in kinds]


def _marked_texts(page) -> dict[int, str]:
    """The text of each marked piece of a page, decoded by the tables of its fonts."""
    fonts = {str(name): _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    marks: list[int | None] = []
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            held = operands[1] if name == "BDC" else None
            marks.append(int(held.MCID) if isinstance(held, pikepdf.Dictionary) and "/MCID" in held else None)
        elif name == "EMC":
            marks.pop()
        elif name == "Tf":
            letters = fonts[str(operands[0])]
        elif name in ("Tj", "TJ"):
            pieces = operands[0] if name == "TJ" else [operands[0]]
            mark = next((each for each in reversed(marks) if each is not None), None)
            for piece in pieces:
                if isinstance(piece, pikepdf.String) and mark is not None:
                    found[mark] = found.get(mark, "") + _decoded(bytes(piece), letters)
    return found


def _letters(font) -> dict[int, str]:
    """The text of each code of a font, by its ToUnicode table."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    pairs = [pair for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL) for pair in _pairs(block)]
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, to in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                pairs.append((int(first, 16) + step, chr(int(to, 16) + step)))
    return dict(pairs)


def _pairs(block: str):
    for code, to in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
        yield int(code, 16), bytes.fromhex(to).decode("utf-16-be")


def _decoded(codes: bytes, letters: dict[int, str]) -> str:
    return "".join(letters.get(int.from_bytes(codes[at : at + 2], "big"), "") for at in range(0, len(codes), 2))


class Page(HTMLParser):
    """The headings and cells of a page in order, each with its text."""

    WANTED = frozenset({"h1", "h2", "h3", "th", "td"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open: str | None = None
        self._in_main = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self._in_main = self._in_main or tag == "main"
        if self._in_main and tag in self.WANTED:
            self._open = tag
            self.found.append((tag, ""))

    def handle_endtag(self, tag):
        self._open = None if tag == self._open else self._open

    def handle_data(self, data):
        if self._open:
            tag, text = self.found[-1]
            self.found[-1] = tag, text + data


def squeezed(text: str) -> str:
    """A text without spaces, brackets and hyphens at line ends: what is left of it in any layout."""
    return re.sub(r"[\s()]", "", text)


@pytest.fixture(scope="module")
def weekend():
    return sitrep(read_scenario("london-2023"), at="2023-09-23T12:00", audience="public")


def test_a_pdf_is_tagged_and_has_a_title_and_a_language(weekend):
    pdf = pikepdf.open(io.BytesIO(weekend.as_pdf()))
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "en-GB"
    assert str(pdf.docinfo["/Title"]) == "Situation report for the public"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as known:
        assert known["pdfuaid:part"] == "1"


@pytest.mark.parametrize(("audience", "number"), [("public", 13), ("command", 800)])
def test_headings_and_cells_are_read_in_the_order_of_the_page(audience, number):
    report = sitrep(read_scenario("london-2023"), at="2023-09-23T12:00", audience=audience, runs=10)
    document = document_of(_without_traces(plain_document(report.document)))
    page = [("H" + tag[1] if tag[0] == "h" else "cell", squeezed(text)) for tag, text in Page(as_html(document)).found]
    tags = Structure(as_pdf(document)).of("H1", "H2", "H3", "TH", "TD")
    assert [(tag if tag[0] == "H" else "cell", squeezed(text)) for tag, text in tags] == page
    assert len(page) >= number


def _without_traces(plain):
    """Plain values without links to evidence, which the page and the PDF word differently."""
    if isinstance(plain, dict):
        return {name: () if name == "trace" else _without_traces(one) for name, one in plain.items()}
    return [_without_traces(one) for one in plain] if isinstance(plain, (list, tuple)) else plain


def test_a_table_has_rows_and_its_head_is_marked():
    rows = ((Words("Embassy posts"), Words("4")), (Words("Airport"), Words("12")))
    table = Table(Words("Gaps"), (Column("Duty"), Column("Missing", number=True)), rows)
    found = Structure(as_pdf(report_of(table))).of("Table", "TR", "TH", "TD", "Caption")
    assert [tag for tag, _ in found] == ["Table", "Caption", "TR", "TH", "TH", "TR", "TD", "TD", "TR", "TD", "TD"]
    assert [text for tag, text in found if tag in ("TH", "TD")] == [
        "Duty",
        "Missing",
        "Embassy posts",
        "4",
        "Airport",
        "12",
    ]


def test_the_same_report_has_the_same_bytes_in_another_process(weekend):
    code = (
        "import json, sys; from standto.reporting import pdf; sys.stdout.buffer.write(pdf.pdf_of(json.load(sys.stdin)))"
    )
    asked = json.dumps(plain_document(weekend.document)).encode()
    done = subprocess.run([sys.executable, "-c", code], input=asked, capture_output=True, check=True)
    assert done.stdout == weekend.as_pdf()


@pytest.mark.parametrize(
    "words",
    [
        '#read("/etc/passwd")',
        "*bold* _slanted_ = Heading",
        '#import "@preview/tablex:0.0.8": tablex',
        "$x^2$ @label <label> `code` [content] {code} // comment /* comment */",
        '"); #panic("gone"); ("',
        "\\u{41} \\ \\n ~ --- ... 'quoted' \"quoted\"",
        "- item + item / term: meaning https://example.org/",
    ],
)
def test_words_are_shown_as_they_were_written_and_never_read_as_markup(words):
    paragraphs = [text for tag, text in Structure(as_pdf(said_of(words))).tags if tag == "P"]
    assert squeezed(words) in [squeezed(text) for text in paragraphs]


def test_the_compiler_sees_no_file(tmp_path, monkeypatch):
    secret = tmp_path / "secret.txt"
    secret.write_text("sesame")
    monkeypatch.chdir(tmp_path)
    for words in (f'#read("{secret}")', '#read("secret.txt")', f'#include "{secret}"'):
        assert b"sesame" not in as_pdf(said_of(words))


def test_characters_without_a_shape_are_spelled_out_and_unseen_ones_left_out():
    structure = Structure(
        as_pdf(said_of("a \N{CJK UNIFIED IDEOGRAPH-4E2D} b \N{GRINNING FACE} c\x01\N{RIGHT-TO-LEFT OVERRIDE}d"))
    )
    assert ("P", "a [U+4E2D] b [U+1F600] cd") in structure.tags


def test_what_typst_could_not_show_is_read_from_its_own_words():
    said = r'error: the text `"\u{1}"` could not be displayed with font; the text `"\""` could not be displayed'
    assert without_shape(said) == {"\x01", '"'}


def test_every_kind_of_block_is_in_the_pdf():
    blocks = (
        Paragraph(Words("A paragraph.", ("A1",), "late", "bad")),
        Inset(Words("An inset.")),
        Warn(Words("A warning.")),
        Points(((Words("A point."), (Words("Below it."),)),)),
        Summary((("As of", Words("Saturday")),)),
    )
    text = squeezed(" ".join(text for _, text in Structure(as_pdf(report_of(*blocks))).tags))
    for said in (
        "A paragraph. late [A1]",
        "An inset.",
        "Warning: A warning.",
        "A point.",
        "Below it.",
        "As of",
        "Saturday",
    ):
        assert squeezed(said) in text, said


def test_a_report_that_is_too_long_is_refused_before_it_is_laid_out():
    with pytest.raises(OptionError, match=f"a PDF has {MOST:,} at most"):
        as_pdf(said_of("x" * (MOST + 1)))


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
lines = texts.map(Words)
few_lines = st.lists(lines, max_size=2).map(tuple)
tables = st.integers(1, 4).flatmap(
    lambda columns: st.builds(
        Table,
        lines,
        st.tuples(*[st.builds(Column, texts, st.booleans(), st.booleans())] * columns),
        st.lists(st.tuples(*[lines] * columns), max_size=4).map(tuple),
    )
)
blocks = st.one_of(
    st.builds(Paragraph, lines),
    st.builds(Inset, lines),
    st.builds(Warn, lines),
    st.builds(
        Points, st.lists(st.tuples(lines, st.lists(lines, max_size=2).map(tuple)), min_size=1, max_size=3).map(tuple)
    ),
    st.builds(Summary, st.lists(st.tuples(texts, lines), min_size=1, max_size=3).map(tuple)),
    tables,
)
documents = st.lists(blocks, max_size=4).map(lambda found: report_of(*found))


@given(documents)
def test_a_document_comes_back_from_json_as_it_was(document):
    back = document_of(json.loads(json.dumps(plain_document(document))))
    assert back == document
    assert as_html(back) == as_html(document)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(documents)
def test_whatever_is_written_makes_a_tagged_pdf(document):
    assert bool(pikepdf.open(io.BytesIO(as_pdf(document))).Root.MarkInfo.Marked)


def test_another_form_of_document_is_refused():
    with pytest.raises(OptionError, match="this version reads 1"):
        document_of({"format": 2})


def test_the_command_writes_a_pdf(tmp_path):
    path = tmp_path / "report.pdf"
    asked = ["sitrep", "london-2023", "--at", "2023-09-23T12:00", "--audience", "public", "-o", str(path)]
    assert (main(asked), path.read_bytes()[:5]) == (0, b"%PDF-")
