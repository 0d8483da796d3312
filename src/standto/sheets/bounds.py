"""The bounds within which files are read: the one place that sets them."""

from __future__ import annotations

MIB = 1 << 20

MOST_BYTES = 64 * MIB
"""The largest file that is read."""
MOST_UNPACKED = 256 * MIB
"""The most that the parts of a workbook may unpack to, together."""
MOST_RATIO = 200
"""How many times its packed size a part may unpack to, if it unpacks to more than `ALWAYS_UNPACKED`."""
ALWAYS_UNPACKED = 16 * MIB
"""A part that unpacks to no more is read, whatever its ratio."""
MOST_PARTS = 2_000
"""The most parts of a workbook."""
MOST_SHEETS = 200
"""The most sheets of a workbook."""
MOST_ROWS = 1_048_576
"""The most rows of a sheet: those of a spreadsheet."""
MOST_COLUMNS = 16_384
"""The most columns of a sheet: those of a spreadsheet."""
MOST_CELLS = 5_000_000
"""The most cells of a workbook, empty ones among others included."""
MOST_CHARACTERS = 32_767
"""The most characters of a cell: those of a spreadsheet."""
MOST_TEXT = 256 * MIB
"""The most characters of all cells together."""
MOST_MERGED = 100_000
"""The most merged ranges of a sheet."""
MOST_DEPTH = 64
"""The most elements inside one another."""
MOST_CALENDAR = 16 * MIB
"""The most characters of a calendar."""
MOST_EVENTS = 50_000
"""The most components of a calendar: events, and what stands in them."""
MOST_OCCURRENCES = 200_000
"""The most occurrences of a calendar's events."""
MOST_STEPS = 2_000_000
"""The most days that are looked at to find when events recur."""
DAYS_AFTER = 366
"""The number of days after the last start of an event up to which events recur, if no days are asked for."""
