"""Makes ODS workbooks from the XML of their tables."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OPENING = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">
<office:automatic-styles><style:style style:name="ta2" style:family="table">
<style:table-properties table:display="false"/>
</style:style></office:automatic-styles><office:body><office:spreadsheet>"""
_CLOSING = "</office:spreadsheet></office:body></office:document-content>"


def write_ods(path: Path, tables: str, **others: str) -> Path:
    """Write a workbook with tables, and with other parts by name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE)
        archive.writestr("content.xml", _OPENING + tables + _CLOSING)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
            f"{others.pop('manifest', '')}</manifest:manifest>",
        )
        for name, content in others.items():
            archive.writestr(name, content)
    return path


def table(*rows: str, name: str = "Rota", more: str = "") -> str:
    """The XML of a table."""
    return f'<table:table table:name="{name}"{more}>{"".join(rows)}</table:table>'


def row(*cells: str, more: str = "") -> str:
    """The XML of a row."""
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def text(words: str, more: str = "") -> str:
    """The XML of a cell with text."""
    return f'<table:table-cell office:value-type="string"{more}><text:p>{words}</text:p></table:table-cell>'


def value(kind: str, attribute: str, written: str, more: str = "") -> str:
    """The XML of a cell with a typed value."""
    return (
        f'<table:table-cell office:value-type="{kind}" office:{attribute}="{written}"{more}>'
        f"<text:p>{written}</text:p></table:table-cell>"
    )


def empty(more: str = "") -> str:
    """The XML of an empty cell."""
    return f"<table:table-cell{more}/>"
