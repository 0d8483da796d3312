"""Reading a mapping from its file: all of its faults at once."""

from __future__ import annotations

import stat
from datetime import datetime
from pathlib import Path
from typing import Any

from standto.errors import Fault, InputError
from standto.importing.mapping.records import Mapping
from standto.importing.mapping.section import MappingFaults, MappingSection
from standto.importing.mapping.sheets import sheet_mapping
from standto.importing.mapping.values import cell_text, meaning_of, targets
from standto.importing.mapping.words import COLUMNS, NEEDED, SCENARIO_KEYS, SINGULAR, TOP_KEYS, VALUE_KINDS
from standto.model.zone import Zone
from standto.scenario.cells import Unusable, is_id, shown
from standto.scenario.file_text import NotText, without_mark
from standto.scenario.toml_lines import lines_of
from standto.scenario.toml_section import parsed

FORMAT = 1
_ORDERS = ("day-month", "month-day")
_EPOCHS = (1900, 1904)
_YEARS = (1900, 2200)
_LONGEST_PREFIX = 20
_LARGEST = 4_000_000
"""The bytes of the largest mapping that is read: hundreds of times what the largest workbook needs."""


def read_mapping(path: str | Path) -> Mapping:
    """Read the mapping of an import.

    Parameters
    ----------
    path
        The mapping's file, in TOML.

    Raises
    ------
    InputError
        The file cannot be read, is not a regular file or too large, or has faults; it carries all of them.
    """
    try:
        about = Path(path).stat()
        if not stat.S_ISREG(about.st_mode):
            raise InputError([Fault(str(path), "is not a file: name the mapping's file, in TOML")])
        if about.st_size > _LARGEST:
            raise InputError([Fault(str(path), f"is larger than {_LARGEST:,} bytes, the most that is read")])
        data = Path(path).read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError([Fault(str(path), f"cannot be read: {why}")]) from None
    return mapping_of(data, str(path))


def mapping_of(data: bytes, file: str = "") -> Mapping:
    """Return the mapping in the bytes of a file; raise `InputError` with all of its faults if it has any.

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name, for faults.
    """
    try:
        document, _ = parsed(data)
    except NotText as error:
        raise InputError([Fault(file, str(error), line=error.line)]) from None
    faults = MappingFaults(file, lines_of(without_mark(data).decode()))
    found = _mapping(MappingSection(document, (), faults), file)
    if faults.found:
        raise InputError(sorted(faults.found, key=lambda fault: fault.line or 0))
    return found


def _mapping(top: MappingSection, file: str) -> Mapping:
    top.allow(TOP_KEYS)
    top.need("format", "scenario")
    top.choice("format", (FORMAT,), FORMAT)
    dates, ciphers = top.section("dates"), top.section("ciphers")
    dates.allow(("order", "year", "epoch"))
    ciphers.allow(("prefix", "in_sheets"))
    return Mapping(
        scenario=_scenario(top.section("scenario")),
        sheets=tuple(sheet_mapping(section) for section in top.sections("sheet")),
        order=dates.choice("order", _ORDERS, ""),
        year=dates.whole("year", *_YEARS, default=None),
        epoch=dates.choice("epoch", _EPOCHS, _EPOCHS[0]),
        prefix=ciphers.read("prefix", _prefix, "p"),
        ciphers_in_sheets=ciphers.choice("in_sheets", (True, False), False),
        codes=top.each("codes", meaning_of),
        values=_values(top.section("values")),
        rows={table: rows for table, key in SINGULAR.items() if (rows := _rows(top, key, table))},
        file=file,
    )


def _prefix(value: Any) -> str:
    if not isinstance(value, str) or not is_id(value) or len(value) > _LONGEST_PREFIX:
        raise Unusable(f"{shown(str(value))} is not a prefix: write small letters and digits, such as 'p'")
    return value


def _scenario(section: MappingSection) -> dict[str, Any]:
    """Return the keys of `scenario.toml`; the check of the folder reads the tables among them."""
    section.allow(SCENARIO_KEYS)
    if section.path in section.faults.lines or section.values:
        section.need("title", "timezone", "home")
    for key in ("title", "timezone", "home"):
        section.text(key)
    zone, home = section.values.get("timezone"), section.values.get("home")
    if isinstance(zone, str) and zone.strip() and not _is_zone(zone):
        section.fault("timezone", f"no time zone {shown(zone)}: write an IANA name such as 'Europe/London'")
    if isinstance(home, str) and home.strip() and not is_id(home):
        section.fault("home", f"{shown(home)} is not an id: write small letters, digits, '.', '_' and '-'")
    for key in ("starts", "ends"):
        if key in section.values and not isinstance(section.values[key], datetime):
            section.fault(key, "is not a date and time: write it without quotes, as 2023-09-22T18:00:00")
    return section.values


def _is_zone(name: str) -> bool:
    try:
        Zone(name)
    except (ValueError, KeyError, OSError):
        return False
    return True


def _values(section: MappingSection) -> dict[str, dict[str, tuple[str, ...]]]:
    section.allow(VALUE_KINDS, "kind of value")
    return {kind: section.each(kind, targets(kind)) for kind in section.values if kind in VALUE_KINDS}


def _rows(top: MappingSection, key: str, table: str) -> tuple[dict[str, str], ...]:
    """Return rows of one table that the mapping itself holds."""
    found = []
    for section in top.sections(key):
        section.allow(COLUMNS[table], "column")
        section.need(*(name for name in COLUMNS[table] if name in NEEDED[table]))
        found.append({name: section.read(name, cell_text, "") for name in section.values if name in COLUMNS[table]})
    return tuple(found)
