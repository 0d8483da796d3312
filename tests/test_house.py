"""The rules of the house, where no other tool holds them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from itertools import zip_longest
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import standto
from tools import locks

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "docs" / "explanation" / "house.md"
BIN = Path(sys.executable).parent
MODULES = sorted((ROOT / "src").rglob("*.py"))
# Put together from parts, so that this file does not hold them.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pypi", "python", "org"),
        ("pythonhosted", "org"),
        ("anaconda", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("crates", "io"),
        ("golang", "org"),
    )
]


def tracked() -> list[Path]:
    """The files of the checkout that git keeps."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is not a git checkout, so that the tracked files are not known")
    list_files = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    names = subprocess.run(list_files, cwd=ROOT, capture_output=True, check=True).stdout
    return [path for name in names.decode().split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("lock", locks.LOCKS)
def test_a_lock_agrees_with_its_requirements(lock):
    assert locks.faults(lock) == []


def test_locks_agree_with_each_other():
    assert locks.disagreements() == []


def test_no_lock_holds_an_address():
    held = {path.name for path in (ROOT / "requirements").iterdir() if "://" in path.read_text(encoding="utf-8")}
    assert held == set()


def test_no_tracked_file_names_a_registry():
    found = [
        (path.relative_to(ROOT).as_posix(), host)
        for path in tracked()
        for host in REGISTRY_HOSTS
        if host.encode() in path.read_bytes()
    ]
    assert found == []


def test_every_dependency_has_a_decision_record():
    needed = {Requirement(line).name for lock in locks.LOCKS for line in locks.wanted(lock)}
    recorded = {
        name.strip(" `.")
        for record in (ROOT / "docs" / "decisions").glob("[0-9]*.md")
        for line in record.read_text(encoding="utf-8").splitlines()
        if line.startswith("Dependencies: ")
        for name in line.removeprefix("Dependencies: ").split(",")
    }
    assert recorded == needed


def test_every_decision_record_has_its_four_parts():
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    for record in records:
        headings = [line for line in record.read_text(encoding="utf-8").splitlines() if line.startswith("## ")]
        assert headings == ["## Status", "## Context", "## Decision", "## Consequences"], record.name
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))


def test_a_room_imports_only_the_rooms_below_it():
    command = [BIN / "lint-imports", "--no-cache"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout


def layers(package: str) -> list[str]:
    """The rooms of a package from the top down, siblings together, as the contracts have them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (found,) = [each["layers"] for each in contracts if each.get("containers") == [package]]
    return found


@pytest.mark.parametrize("package", ["standto", "standto_desk"])
def test_contributing_lists_the_rooms_from_the_top_down(package):
    tables = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("| room | holds |")
    listed = re.findall(r"^\| `(\w+)` \|", tables[1 + (package == "standto_desk")].split("\n\n")[0], re.MULTILINE)
    assert listed == [room.strip() for layer in layers(package) for room in layer.split("|")]


def stack(package: str, width: int) -> list[str]:
    """A package drawn as a stack of rooms, with an arrow between each and the next below."""
    between = "├" + "▼".center(width, "─") + "┤"
    lines = ["┌" + "─" * width + "┐"]
    for layer in layers(package):
        lines += [f"│ {layer}".ljust(width + 1) + "│", between]
    return [package, *lines[:-1], "└" + "─" * width + "┘"]


def drawing() -> str:
    """The drawing of the house: the desk on the left, which imports the library on the right."""
    pairs = zip_longest(stack("standto_desk", 20), stack("standto", 50), fillvalue="")
    arrows = {0: "─────►"}
    return "\n".join(f"{desk:22}  {arrows.get(row, ''):6}  {room}".rstrip() for row, (desk, room) in enumerate(pairs))


def test_the_house_is_drawn_as_the_contracts_have_it():
    assert f"```text\n{drawing()}\n```" in HOUSE.read_text(encoding="utf-8")


def is_defined(name: str) -> bool:
    """Whether a dotted name is a module, or something that a module or its class defines."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        path = ROOT.joinpath("src", *parts[:end])
        module = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if module.is_file():
            body = ast.parse(module.read_text(encoding="utf-8")).body
            for part in parts[end:]:
                found = [each for each in body if part in names_of(each)]
                if not found:
                    return False
                body = getattr(found[0], "body", [])
            return True
    return False


def names_of(node: ast.stmt) -> list[str]:
    """The names that a statement defines."""
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [getattr(node, "name", ""), *(target.id for target in targets if isinstance(target, ast.Name))]


def test_the_page_about_the_house_names_only_what_is_there():
    names = re.findall(r"`(standto(?:_desk)?\.[\w.]+)`", HOUSE.read_text(encoding="utf-8"))
    assert len(names) > 40
    assert [name for name in names if not is_defined(name)] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_has_the_name_of_something_it_holds(module):
    name = module.parent.name if module.stem == "__init__" else module.stem
    held = {
        node.name
        for node in ast.parse(module.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    assert name == "main" or name not in held


def test_the_program_says_how_it_is_used():
    answer = subprocess.run([BIN / "standto", "--help"], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stderr) == (0, "")


def test_the_package_and_its_metadata_name_one_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == standto.__version__


def test_the_wheel_ships_every_file_of_the_package(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith(("standto/", "standto_desk/"))}
    source = ROOT / "src"
    kept = {path.relative_to(source).as_posix() for path in tracked() if path.is_relative_to(source)}
    assert kept - shipped == set()
