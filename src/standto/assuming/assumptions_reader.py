"""Reading assumptions from a file: all of its faults at once, and nothing runs if there is one."""

from __future__ import annotations

from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from standto.assuming.canonical_form import assumed
from standto.assuming.known_names import KnownNames, names_in, new_name
from standto.assuming.process_readers import PROCESSES, ProcessTable
from standto.assuming.processes import DonorAnswer, RequiredStrength
from standto.errors import Fault, InputError, OptionError
from standto.model.time import Period
from standto.scenario.cells import is_id, shown
from standto.scenario.faults import Faults
from standto.scenario.file_text import NotText
from standto.scenario.folder import locate
from standto.scenario.name_likeness import meant_by_option
from standto.scenario.toml_section import TomlSection, parsed
from standto.wording import shortened

if TYPE_CHECKING:
    from standto.assuming.assumptions import Assumptions
    from standto.assuming.processes import AnyProcess
    from standto.model.scenario import Scenario

FORMAT = 1
FOLDER, SUFFIX = "assumptions", ".toml"
"""The folder inside a scenario's folder that holds assumptions, and the end of their files' names."""
_LARGEST = 1_000_000
"""The bytes of the largest file that is read."""
_MOST = 100
"""The most processes of one file."""


def assumption_names(folder: str | Path) -> tuple[str, ...]:
    """Return the names of the assumptions in a scenario's folder, sorted.

    Parameters
    ----------
    folder
        The scenario's folder, or the name of a sample.
    """
    found = (path for path in (locate(folder) / FOLDER).glob(f"*{SUFFIX}") if path.is_file())
    return tuple(sorted(path.name.removesuffix(SUFFIX) for path in found))


def read_assumptions(source: str | Path, scenario: Scenario, folder: str | Path | None = None) -> Assumptions:
    """Read assumptions.

    Parameters
    ----------
    source
        Their file, or their name: ``NAME`` is the file ``assumptions/NAME.toml`` in the scenario's folder. A file that
        exists takes precedence over a name.
    scenario
        The scenario that they are about: what they name must be in it, and their times within its horizon.
    folder
        The scenario's folder, or the name of a sample; None: a name finds nothing.

    Returns
    -------
    Assumptions
        Sound assumptions, with their digest.

    Raises
    ------
    InputError
        The file has faults; it carries all of them.
    OptionError
        There is no such file and no such name.
    """
    path = _found(source, folder)
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise InputError([Fault(str(source), f"is larger than {_LARGEST:,} bytes, the most that is read")])
        data = path.read_bytes()
    except OSError as error:
        raise InputError([Fault(str(source), f"cannot be read: {error.strerror}")]) from None
    return assumptions_of(data, scenario, file=_shown_path(path, source, folder), within=_in_folder(path, folder))


def assumptions_of(data: bytes, scenario: Scenario, *, file: str = "assumptions.toml", within: str = "") -> Assumptions:
    """Return the assumptions in the bytes of a file.

    Parameters
    ----------
    data
        The bytes of the file, in TOML.
    scenario
        The scenario that they are about.
    file
        Its name, for faults.
    within
        The name that they must have, because their file has it; empty: any.

    Raises
    ------
    InputError
        The file has faults; it carries all of them.
    """
    faults = Faults(together=False)
    try:
        document, lines = parsed(data, Decimal)
    except NotText as error:
        raise InputError([Fault(file, str(error), line=error.line)]) from None
    found = _read(TomlSection(document, (), lines, faults, file), scenario, within)
    if faults:
        raise InputError(tuple(faults))
    return found


def _read(top: TomlSection, scenario: Scenario, within: str) -> Assumptions:
    """Read the whole document; what has a fault has a stand-in."""
    top.allow(("format", "name", "by", "at", "note", *PROCESSES))
    version = top.needed("format")
    if version is not None and (type(version) is not int or version != FORMAT):
        top.fault("format", f"{shown(str(version))} is not allowed: this program reads format = {FORMAT}")
    known = names_in(scenario)
    name = new_name(top, "name")
    if within and name and name != within:
        either = f"write {within!r}, or rename the file" if is_id(within) else f"rename the file to {name}{SUFFIX}"
        top.fault("name", f"{shown(name)} is not the name of its file: {either}")
    at = top.instant("at", scenario.zone)
    return assumed(
        name=name,
        by=_post(top, known),
        at=0 if at is None else at,
        note=top.text("note"),
        processes=_processes(top, scenario, known),
    )


def _post(top: TomlSection, known: KnownNames) -> str:
    """Return the post that made the assumptions, which is no person."""
    post = top.text("by", needed=True)
    if post in known.people:
        top.fault("by", "is the cipher of a person: write a post, such as 'strategic-commander'")
    elif post and not is_id(post):
        top.fault("by", f"{shown(post)} is not a post: write one as small letters, digits, '.', '_' and '-'")
    return post


def _processes(top: TomlSection, scenario: Scenario, known: KnownNames) -> tuple[AnyProcess, ...]:
    """Return the processes in the order of the file."""
    zone, horizon = scenario.zone, scenario.horizon
    tables = [ProcessTable(section, sort, known, zone, horizon) for sort in PROCESSES for section in top.sections(sort)]
    # TOML gathers the tables of one sort; their lines keep the order in which they were written.
    tables.sort(key=lambda table: table.section.first_line)
    if len(tables) > _MOST:
        top.fault("format", f"the file has {len(tables):,} processes: write {_MOST} at most")
        return ()
    found = [(table, PROCESSES[table.sort](table)) for table in tables]
    if not found and not any(sort in top for sort in PROCESSES):
        top.fault(
            "format", f"the file assumes nothing: write one or more of {', '.join(f'[[{one}]]' for one in PROCESSES)}"
        )
    _note_repeated(found)
    _note_donors(found)
    _note_overlaps(found)
    return tuple(process for _, process in found)


_Found = list[tuple[ProcessTable, "AnyProcess"]]


def _note_repeated(found: _Found) -> None:
    """Note two processes of one name."""
    seen: dict[str, ProcessTable] = {}
    for table, process in found:
        other = seen.setdefault(process.name, table)
        if process.name and other is not table:
            where = f"{table.section.file}:{other.section.first_line}"
            table.section.fault("name", f"repeated name {shown(process.name)}: it is the process on {where}")


def _note_donors(found: _Found) -> None:
    """Note a second answer of one pool."""
    seen: dict[str, ProcessTable] = {}
    for table, process in found:
        if isinstance(process, DonorAnswer) and process.pool:
            other = seen.setdefault(process.pool, table)
            if other is not table:
                where = f"{table.section.file}:{other.section.first_line}"
                table.section.fault("pool", f"{shown(process.pool)} has an answer on {where}: write one for each pool")


def _note_overlaps(found: _Found) -> None:
    """Note strengths of one duty whose times overlap."""
    earlier: list[tuple[ProcessTable, RequiredStrength]] = []
    for table, process in found:
        if not isinstance(process, RequiredStrength):
            continue
        time = Period(process.start, process.until)
        for other, before in earlier:
            if before.duty == process.duty and time.overlap(Period(before.start, before.until)):
                where = f"{table.section.file}:{other.section.first_line}"
                what = "write times that do not overlap: each until is where the next may begin"
                table.section.fault("from", f"overlaps the strength of {shown(process.duty)} on {where}: {what}")
        earlier.append((table, process))


def _found(source: str | Path, folder: str | Path | None) -> Path:
    """Return the file of assumptions; raise `OptionError` if there is none."""
    if not isinstance(source, (str, PathLike)):
        raise OptionError(f"assumptions: {shortened(source)} is no file or name")
    path, name = Path(source), str(source)
    try:
        if path.is_file():
            return path
    except (OSError, ValueError):
        pass
    names: tuple[str, ...] = () if folder is None else assumption_names(folder)
    if folder is not None and name in names:
        return locate(folder) / FOLDER / f"{name}{SUFFIX}"
    known = f", or one of {', '.join(names)}" if names else ""
    raise OptionError(f"assumptions: no file or name {shown(name)}: write a file{known}{meant_by_option(name, names)}")


def _in_folder(path: Path, folder: str | Path | None) -> str:
    """Return the name that a file in the folder of assumptions gives; empty for others."""
    if folder is None or path.parent != locate(folder) / FOLDER:
        return ""
    return path.name.removesuffix(SUFFIX)


def _shown_path(path: Path, source: str | Path, folder: str | Path | None) -> str:
    """Return the file's name for faults: in the scenario's folder from there, otherwise as the user gave it."""
    return f"{FOLDER}/{path.name}" if _in_folder(path, folder) else str(source)
