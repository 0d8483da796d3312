"""Workbooks in and out: cells of CSV, XLSX, ODS and calendars, read within bounds; workbooks and calendars written."""
