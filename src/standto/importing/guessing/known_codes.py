"""Codes that most rotas share, for sheets without a legend, and what a legend's words make of a code."""

from __future__ import annotations

import re

from standto.importing.guessing.hours_in_words import hours_in
from standto.importing.guessing.plain_text import unaccented

OFF, AWAY = "off", "away"
Meaning = str | tuple[str, ...]
"""What a mapping makes of a code: `off`, `away`, or times of the day."""

_KNOWN = {
    OFF: "r rd off o - – — -- . / rest wr rdo do no n/a na nein non none unavailable u/a frei fr ruhe rh repos nd",
    AWAY: "al a/l leave lv hol hols ph sick s/l sl ill c course t trg tng training cse ul toil mat pat cl comp urlaub"
    " u k kr krank lehrgang lg fb schulung cp ca rtt conge conges maladie mal arret formation stage",
}
# Letters that stand beside those of a set, such as a day turn beside early and late ones.
_ALONE = {"ld": "07:30-20:00", "n": "20:00-08:00", "night": "20:00-08:00"}
_BESIDE = {"d": "08:00-16:00"}
MARKS = frozenset({"x", "xx", "yes", "y", "1", "ja", "oui", "a", "av", "ok", "✓", "✔", "+"})
"""Marks that say that somebody is there, in a sheet that has no other code with hours."""
_OFF_WORDS = re.compile(
    r"\b(?:rest(?: day)?s?|off|day off|free|not (?:available|on duty|working)|unavailable|none|frei(?:er tag)?|ruhetag"
    r"|dienstfrei|repos|libre|indisponible)\b"
)
_AWAY_WORDS = re.compile(
    r"\b(?:(?:annual )?leave|holidays?|vacation|sick(?:ness)?|ill|course|training|trg|absent|absence|away|secondment"
    r"|maternity|paternity|court|urlaub|krank\w*|lehrgang|fortbildung|schulung|abwesend|conges?|maladie|arret|formation"
    r"|stage|absente?)\b"
)
_THERE = re.compile(r"\b(?:available|present|on duty|verfugbar|anwesend|disponible)\b")
# Sets of letters that name the shifts of a day; the set with the most letters among a sheet's codes is taken.
_SHIFT_LETTERS = (
    {"e": "07:00-15:00", "l": "14:00-22:00", "n": "22:00-07:00"},
    {"f": "06:00-14:00", "s": "14:00-22:00", "n": "22:00-06:00"},
    {"m": "06:00-14:00", "s": "14:00-22:00", "n": "22:00-06:00"},
    {"m": "06:00-14:00", "a": "14:00-22:00", "n": "22:00-06:00"},
    {"d": "07:00-19:00", "n": "19:00-07:00"},
    {"j": "07:00-19:00", "n": "19:00-07:00"},
    {"t": "07:00-19:00", "n": "19:00-07:00"},
)


def known_meaning(code: str) -> str | None:
    """Return `off` or `away` for a code that rotas commonly use so, else None."""
    plain = unaccented(code).strip(".")
    spelt_out = {OFF: _OFF_WORDS, AWAY: _AWAY_WORDS}
    return next((it for it, codes in _KNOWN.items() if plain in codes.split() or spelt_out[it].fullmatch(plain)), None)


def phrase_meaning(phrase: str) -> Meaning | None:
    """Return what a legend's phrase such as `late 14-22` or `annual leave` makes of its code, else None."""
    hours = hours_in(phrase)
    if hours is not None and hours.exact:
        return hours.spans
    plain = unaccented(phrase)
    if _AWAY_WORDS.search(plain):
        return AWAY
    if _OFF_WORDS.search(plain):
        return OFF
    if hours is None and (there := _THERE.search(plain)):
        hours = hours_in(plain[: there.start()] + plain[there.end() :]) or hours_in("all day")
    return hours.spans if hours is not None else None


def shift_letters(codes: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return times of the day for codes that are the letters of shifts.

    At least two letters of one set must occur; `n` and `ld` are known alone too.

    Parameters
    ----------
    codes
        Folded codes of a sheet.
    """
    best = max(_SHIFT_LETTERS, key=lambda letters: (len(codes & letters.keys()), -len(letters)))
    best = {**_BESIDE, **best}
    found = codes & best.keys()
    alone: dict[str, tuple[str, ...]] = {code: (hours,) for code, hours in _ALONE.items() if code in codes}
    return {code: (best[code],) for code in sorted(found)} if len(found) > 1 else alone
