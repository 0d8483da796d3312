"""Names of months and days of the week, in English, German and French, without accents."""

from __future__ import annotations

from unicodedata import combining, normalize

_MONTHS = """
january jan januar janner janvier janv
february feb februar feber fevrier fevr fev
march mar marz maerz mrz mars
april apr avril avr
may mai
june jun juni juin
july jul juli juillet juil
august aug aout
september sept sep septembre
october oct oktober okt octobre
november nov novembre
december dec dezember dez decembre
"""
_DAYS = """
monday mon mo montag lundi lun
tuesday tue tues tu dienstag di mardi
wednesday wed weds we mittwoch mi mercredi mer
thursday thu thur thurs th donnerstag do jeudi jeu
friday fri fr freitag vendredi ven
saturday sat sa samstag sonnabend samedi sam
sunday sun su sonntag so dimanche dim
"""


def _numbered(lines: str, first: int) -> dict[str, int]:
    return {name: number for number, line in enumerate(lines.split("\n")[1:-1], first) for name in line.split()}


MONTHS = _numbered(_MONTHS, 1)
"""The number of each month's name, from 1."""
DAYS = _numbered(_DAYS, 0)
"""The number of each weekday's name, from Monday as 0."""
EITHER = "mar"
"""Short for a month in English, and for a day of the week in French."""


def plain(text: str) -> str:
    """Return a text in small letters without accents."""
    return "".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign))
