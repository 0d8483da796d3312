"""Workbooks in and out: cells of CSV, XLSX, ODS and calendars, read within bounds; workbooks and calendars written."""

from standto.sheets.calendar_writer import CalendarEntry, calendar_text
from standto.sheets.sheet_value import Cell, Range, Sheet, column_letters
from standto.sheets.workbook_reader import read_workbook
from standto.sheets.workbook_writer import SheetTable, TooManyRows, workbook_bytes

__all__ = [
    "CalendarEntry",
    "Cell",
    "Range",
    "Sheet",
    "SheetTable",
    "TooManyRows",
    "calendar_text",
    "column_letters",
    "read_workbook",
    "workbook_bytes",
]
