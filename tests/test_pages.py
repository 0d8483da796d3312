from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages import agrees, read_blocks, run_page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "folder"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(text: str) -> Path:
        page = tmp_path / "page.md"
        page.write_text(text, encoding="utf-8")
        run_page(page, folder)
        return folder

    return run


def test_output_as_shown_passes(run):
    run("```console\n$ echo one; echo two\none\ntwo\n```\n")


def test_other_output_than_shown_fails(run):
    with pytest.raises(AssertionError, match=r"page\.md:3: \$ echo two"):
        run("# Page\n```console\n$ echo two\none\n```\n")


def test_a_command_without_output_shown_is_run_but_not_compared(run):
    folder = run("```console\n$ echo one | tee made\n```\n")
    assert (folder / "made").read_text() == "one\n"


def test_a_status_other_than_0_or_1_must_be_shown_with_its_output(run):
    with pytest.raises(AssertionError, match="ended with status 2"):
        run("```console\n$ ls nowhere\n```\n")
    run("```console\n$ ls nowhere\nls: cannot access 'nowhere': ...\n$ echo $?\n2\n```\n")


def test_a_command_goes_on_after_a_backslash(run):
    run("```console\n$ echo one \\\n>   two\none two\n```\n")


def test_commands_that_are_not_of_the_program_are_refused(run):
    with pytest.raises(AssertionError, match="show it in a block of `sh`"):
        run("```console\n$ make demo\n```\n")


def test_blocks_of_sh_are_shown_only(run):
    run("```sh\nfalse\n```\n")


def test_a_block_with_a_file_name_is_written_there(run):
    folder = run("```csv here/forces.csv\nforce,kind\nmet,home\n```\n")
    assert (folder / "here" / "forces.csv").read_text() == "force,kind\nmet,home\n"


def test_python_blocks_of_a_page_share_names_and_the_folder(run):
    folder = run(
        "```python\nx = 1\n```\n"
        "```python\n>>> x + 1\n2\n>>> y = x\n```\n"
        "```python\nopen('z', 'w').close()\nassert y == 1\n```\n"
    )
    assert [path.name for path in folder.iterdir()] == ["z"]


def test_a_python_block_that_says_otherwise_fails(run):
    with pytest.raises(AssertionError, match="Expected:\n    3"):
        run("```python\n>>> 1 + 1\n3\n```\n")
    with pytest.raises(AssertionError):
        run("```python\nassert 1 + 1 == 3\n```\n")


def test_a_block_inside_a_list_loses_the_indent_of_its_fence(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("- So:\n\n  ```python\n  if True:\n      x = 1\n  ```\n")
    assert [block.text for block in read_blocks(page)] == ["if True:\n    x = 1\n"]


def test_a_block_that_is_never_closed_is_an_error(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("```python\nx = 1\n")
    with pytest.raises(AssertionError, match="never closed"):
        list(read_blocks(page))


@pytest.mark.parametrize(
    ("shown", "came", "expected"),
    [
        (["a", "...", "d"], ["a", "b", "c", "d"], True),
        (["a", "...", "d"], ["a", "d"], True),
        (["a", "...", "d"], ["a", "b"], False),
        (["took ... s."], ["took 0.3 s."], True),
        (["took ... s."], ["took", " s."], False),
        (["a (b)"], ["a (b)"], True),
        (["a"], ["a", "b"], False),
        (["..."], [], True),
    ],
)
def test_three_dots_stand_for_any_text_in_a_line_or_any_lines(shown, came, expected):
    assert agrees(shown, came) is expected
