"""The folder after an import: whole or not at all, and nothing in it lost."""

from __future__ import annotations

import pytest

from standto.errors import OptionError
from standto.importing.onto.folder_after import write_beside, write_in_place
from standto.importing.onto.laying_onto import laid_onto
from standto.scenario import read_scenario, write_scenario
from standto.scenario.folder import SAMPLES
from tests.importing.test_onto_a_scenario import row, scenario


@pytest.fixture
def folder(tmp_path):
    """A folder with a comment, a column in another place, assumptions, and a file that is not the program's."""
    path = tmp_path / "force"
    write_scenario(scenario(18, 24, "a", rota=(row("a", 18),)), path)
    settings = path / "scenario.toml"
    settings.write_text("# agreed on 1 September\n" + settings.read_text())
    (path / "capabilities.csv").write_text("capability\narv\nafo\n")
    (path / "readme.txt").write_text("ours\n")
    (path / "assumptions").mkdir()
    (path / "assumptions" / "ours.toml").write_text("# ours\n")
    return path


def contents(folder):
    """The bytes of every file of a folder, by its path there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def laid(folder):
    return laid_onto(read_scenario(folder), scenario(18, 24, "ab", rota=(row("b", 19),)))


def test_a_new_folder_has_everything_and_the_old_one_is_as_it_was(folder, tmp_path):
    before = contents(folder)
    found = laid(folder)
    write_beside(found, folder, tmp_path / "after")
    assert read_scenario(tmp_path / "after") == found.scenario
    assert contents(folder) == before
    kept = ("scenario.toml", "capabilities.csv", "readme.txt", "assumptions/ours.toml")
    assert [contents(tmp_path / "after")[name] for name in kept] == [before[name] for name in kept]


def test_a_folder_is_replaced_whole_and_nothing_is_left_beside_it(folder):
    found = laid(folder)
    write_in_place(found, folder)
    assert read_scenario(folder) == found.scenario
    assert (folder / "scenario.toml").read_text().startswith("# agreed on 1 September\n")
    assert (folder / "assumptions" / "ours.toml").read_text() == "# ours\n"
    assert [path.name for path in folder.parent.iterdir()] == ["force"]


def test_a_folder_that_cannot_be_made_leaves_nothing(folder, tmp_path):
    with pytest.raises(OptionError):
        write_beside(laid(folder), folder, folder)
    assert [path.name for path in folder.parent.iterdir()] == ["force"]


def test_a_sample_is_never_replaced():
    sample = SAMPLES / "london-2023"
    found = laid_onto(read_scenario(sample), read_scenario(sample))
    assert found.changes == ()
    with pytest.raises(OptionError) as refused:
        write_in_place(found, sample)
    assert str(refused.value) == (
        f"{sample}: is a sample that comes with the program: write a folder of your own with -o"
    )
