"""Changes single parts of workbooks."""

from __future__ import annotations

import io
import zipfile

SHEET = "xl/worksheets/sheet1.xml"


def changed(data, **parts):
    """A workbook with parts replaced by name, where a part may be None or a function of what was there."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = parts.pop(name, lambda content: content)
            if change is not None:
                new.writestr(name, change(old.read(name)) if callable(change) else change)
        for name, content in parts.items():
            new.writestr(name, content)
    return memory.getvalue()
