"""The mapping of an import: its records, and reading and writing its file."""

from standto.importing.mapping_reader import mapping_of, read_mapping
from standto.importing.mapping_records import (
    CodeMeaning,
    ColumnName,
    DayTime,
    DutyColumn,
    Mapping,
    SheetMapping,
    ValueSource,
)
from standto.importing.mapping_writer import mapping_text

__all__ = [
    "CodeMeaning",
    "ColumnName",
    "DayTime",
    "DutyColumn",
    "Mapping",
    "SheetMapping",
    "ValueSource",
    "mapping_of",
    "mapping_text",
    "read_mapping",
]
