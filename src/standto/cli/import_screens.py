"""What every kind of import prints: rejects and warnings; and where its key file is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from standto.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.importing import Imported, Reject
    from standto.importing.key_file import KeyFile
    from standto.importing.mapping.records import Mapping

_SHOWN = 20
"""The kinds of rejects that are printed; all rejects are in their file, and in the JSON."""


def refuse_needless_key(key: str | None, mapping: Mapping, file: str) -> None:
    """Refuse a key file beside sheets that know people by their ciphers already."""
    if key and mapping.ciphers_in_sheets:
        raise OptionError(f"--key: is not for {file}, by which the sheets hold ciphers already: leave it out")


def usual_key(named: str, folder: Path) -> Path:
    """Return the key file beside a folder, for an import that names none."""
    return (
        folder.with_name(f"{folder.name}-key.csv") if Path(named).name in ("", "..") else Path(f"{Path(named)}-key.csv")
    )


def rejects_text(found: Imported, file: str | None) -> Iterator[str]:
    """Yield the first rejects, their number, and where the others are."""
    from standto.wording import counted

    rejects = found.rejects
    alike: dict[tuple[str, ...], list[Reject]] = {}
    for reject in rejects:
        alike.setdefault((reject.file, reject.column, reject.what, reject.allowed), []).append(reject)
    kinds = list(alike.values())
    for same in kinds[:_SHOWN]:
        more = len(same) - 1
        yield str(same[0]) + (f" (and {counted(more, 'more cell')})" if more else "")
    if len(kinds) > _SHOWN:
        yield f"and {sum(map(len, kinds[_SHOWN:])):,} more of other kinds"
    where = f"all are in {file}" if file else "--rejects FILE.xlsx writes them to a file"
    does = "does" if len(rejects) == 1 else "do"
    yield f"{counted(len(rejects), 'cell or row', 'cells or rows')} {does} not fit, and nothing was written; {where}"


def warnings(found: Imported, key_file: KeyFile | None) -> Iterator[str]:
    """Yield the warnings."""
    from standto.importing.key_file import work_tree_of

    yield from (f"warning: {warning}" for warning in found.warnings)
    tree = work_tree_of(key_file.path) if key_file else None
    if tree is not None and key_file is not None:
        yield f"warning: {key_file.path} is in the git work tree {tree}: never commit the key to the ciphers"


def near(path: Path) -> Path:
    """Return a path as it is named from the working folder, if it is inside that."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
