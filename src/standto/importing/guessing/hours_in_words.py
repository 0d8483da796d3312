"""Times of the day as planners write them in a cell or a legend: `07-15`, `after 6`, `not work hrs`, `ab 18 Uhr`."""

from __future__ import annotations

import re
from typing import NamedTuple

from standto.importing.guessing.plain_text import unaccented

_CLOCK = (
    r"(?P<hour{0}>\d{{1,2}})(?:\s*[:.h]\s*(?P<minute{0}>[0-5]\d)|(?P<run{0}>[0-5]\d))?"
    r"\s*(?:h|uhr|hrs)?\s*(?P<half{0}>[ap]\.?m\.?)?"
)
_RANGE = re.compile(
    r"(?<![\d/.:-])(?:from |von |de )?"
    + _CLOCK.format(1)
    + r"\s*(?:-|–|—|to|till|until|bis|a|>)\s*"
    + _CLOCK.format(2)
    + r"(?![\d/.:-]|\w)"
)
_AFTER = re.compile(r"(?:after|from|ab|nach|apres|a partir de|des) (?:le |les )?" + _CLOCK.format(1))
_BEFORE = re.compile(r"(?:before|until|till|by|vor|bis|avant|jusqu'?a) (?:le |les )?" + _CLOCK.format(1))
_SPOKEN = {
    "00:00-24:00": r"all day|24/7|24 ?h(?:rs|ours)?|any ?time|always|whole day|full day|ganztags?|ganzer tag"
    r"|den ganzen tag|rund um die uhr|toute la journee|journee entiere|24 sur 24",
    "00:00-09:00 17:00-24:00": r"(?:not|outside|out of|non|except) (?:of )?(?:work(?:ing)?|office) (?:hrs|hours|time)"
    r"|(?:not|nicht) (?:in )?(?:work|arbeit|der arbeitszeit)|(?:ausserhalb|ausser) (?:der )?arbeitszeit(?:en)?"
    r"|hors (?:des )?(?:heures|horaires?)(?: de)? (?:travail|bureau|ouvrees)",
    "09:00-17:00": r"(?:work(?:ing)?|office) (?:hrs|hours|time)|(?:wahrend der )?arbeitszeit"
    r"|heures (?:de travail|de bureau|ouvrees)",
    "06:00-12:00": r"mornings?|a\.?m\.?|forenoon|morgens?|vormittags?|fruh|matin(?:ee)?",
    "12:00-18:00": r"afternoons?|p\.?m\.?|nachmittags?|apres[ -]?midi",
    "18:00-24:00": r"evenings?|eve|abends?|soir(?:ee)?",
    "22:00-06:00": r"nights?|overnight|nachts?|nuits?",
    "07:00-19:00": r"days?|day ?time|tags|tagsuber|tagdienst|jour(?:nee)?",
    "07:00-15:00": r"earl(?:y|ies)|early (?:turn|shift)|fruhdienst|fruhschicht",
    "14:00-22:00": r"lates?|late (?:turn|shift)|spatdienst|spatschicht|spat",
}


class Hours(NamedTuple):
    """Times of the day, as a mapping writes them.

    Attributes
    ----------
    spans
        Each as `07:00-15:00`; one whose end is not after its start ends on the next day.
    exact
        Whether the text says both ends on the clock, so that nothing is supposed.
    """

    spans: tuple[str, ...]
    exact: bool


def hours_in(text: str) -> Hours | None:
    """Return the times of the day that a text says, or None if it says none."""
    plain = unaccented(text).strip(" .")
    ranges = [span for found in _RANGE.finditer(plain) if (span := _span(found))]
    if ranges:
        return Hours(tuple(ranges), exact=True)
    if (found := _AFTER.fullmatch(plain)) and (start := _clock(found, 1, late=True)):
        return Hours((f"{start}-24:00",), exact=False)
    if (found := _BEFORE.fullmatch(plain)) and (end := _clock(found, 1)) and end != "00:00":
        return Hours((f"00:00-{end}",), exact=False)
    return next(
        (Hours(tuple(spans.split()), exact=False) for spans, said in _SPOKEN.items() if re.fullmatch(said, plain)), None
    )


def is_range(text: str) -> bool:
    """Return whether a text is nothing but a time of the day from one hour to another."""
    found = _RANGE.fullmatch(unaccented(text).strip(" ."))
    return found is not None and _span(found) is not None


def _span(found: re.Match[str]) -> str | None:
    """Return a range as a mapping writes it; `7-3pm` begins in the morning."""
    start, end = _clock(found, 1), _clock(found, 2)
    if start is None or end is None or start == end or start == "24:00" or end == "00:00":
        return f"{start}-24:00" if end == "00:00" and start not in (None, "24:00", "00:00") else None
    return f"{start}-{end}"


def _clock(found: re.Match[str], place: int, *, late: bool = False) -> str | None:
    """Return a time as `07:00`; with `late`, an hour up to 11 without more is one in the evening."""
    hour, half = int(found[f"hour{place}"]), (found[f"half{place}"] or "").replace(".", "")
    minute = int(found[f"minute{place}"] or found[f"run{place}"] or 0)
    written = found[f"minute{place}"] or found[f"run{place}"] or len(found[f"hour{place}"]) == 2
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif late and hour < 12 and not written:
        hour += 12
    return f"{hour:02}:{minute:02}" if hour < 24 or (hour, minute) == (24, 0) else None
