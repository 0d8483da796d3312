"""Workbooks in and out: cells of CSV, XLSX, ODS and calendars, read within bounds; workbooks and calendars written."""

from standto.sheets.sheet_value import Cell, Range, Sheet, column_letters
from standto.sheets.workbook_reader import read_workbook

__all__ = ["Cell", "Range", "Sheet", "column_letters", "read_workbook"]
