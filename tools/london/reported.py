"""Reported figures, which conflict and stand side by side, and statements, each with its source.

Publications name a day, seldom an hour. A figure or a statement has noon of its day unless more is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from standto.model.event import REPORT, STATEMENT, Event, Source
from tools.london.calendar import moment
from tools.london.params import HEADCOUNT

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = (
    Source(
        "met-0924", "Statement of Sunday, 24 September", "Metropolitan Police, quoted by upday and Metro", "2023-09-24"
    ),
    Source(
        "met-0925",
        "Statement of Monday, 25 September",
        "Metropolitan Police, quoted by Metro, ITV and NationalWorld",
        "2023-09-25",
    ),
    Source("met-0928", "UPDATE: Armed policing across London", "Metropolitan Police, news.met.police.uk", "2023-09-28"),
    Source(
        "mod-0924",
        "Statement on aid to the civil authorities",
        "Ministry of Defence, quoted by the press",
        "2023-09-24",
    ),
    Source("standard-0920", "Report of the charge on Wednesday", "Evening Standard, seen in a copy", "2023-09-20"),
    Source("upday-0924", "Report of the charge on Thursday, and of a review of armed policing", "upday", "2023-09-24"),
    Source("channel4-0924", "London police officers hand back weapons", "Channel 4 News", "2023-09-24"),
    Source("pa-0924", "Army on standby", "PA, at Yahoo News", "2023-09-24"),
    Source("guardian-0924", "Met police request support from army", "The Guardian, seen in a copy", "2023-09-24"),
    Source("metro-0924", "Met police call in the army", "Metro", "2023-09-24"),
    Source("bbc-0925", "Hundreds of Met armed officers step back", "BBC News, seen in a copy", "2023-09-25"),
    Source("esn-0925", "Report on firearms officers", "emergency-services.news", "2023-09-25"),
    Source(
        "ft-0925",
        "Met still providing vast majority of armed services",
        "Financial Times, seen in a copy",
        "2023-09-25",
    ),
    Source("ft-0926", "Mutual aid declined by other forces", "Financial Times, seen in a copy", "2023-09-26"),
    Source("inews", "The extent of the mutual aid", "inews"),
)


class Figure(NamedTuple):
    """Published words for the number of people who had stepped back, and the numbers they are read as."""

    day: str
    words: str
    low: int
    high: int
    source: str


FIGURES = (
    Figure("24 12:00", "dozens", 24, 99, "channel4-0924"),
    Figure("24 12:00", "scores", 40, 199, "pa-0924"),
    Figure("24 12:00", "about 100", 90, 110, "guardian-0924"),
    Figure("24 12:00", "more than 100", 101, HEADCOUNT, "metro-0924"),
    Figure("25 09:00", "up to 300", 0, 300, "bbc-0925"),
)
"""The words are reported; the numbers are our reading of them."""


class Statement(NamedTuple):
    """Published words about a force, or a summary of them; a source's own words stand in quotation marks."""

    day: str
    force: str
    source: str
    words: str


NOT_SENT = "Reported to have sent no officers; not confirmed by the force, no reason known. The day is not known."
DECLINED = "Confirmed that it had declined a request; no reason given."
STATEMENTS = (
    Statement("20 12:00", "met", "standard-0920", "An officer is charged; other reports say Thursday."),
    Statement("21 12:00", "met", "upday-0924", "An officer is charged; other reports say Wednesday."),
    Statement(
        "23 17:00",
        "mod",
        "mod-0924",
        "Accepts a request from the Home Office 'to provide routine counter-terrorism contingency support to the "
        "Metropolitan Police, should it be needed'. The day is reported, the hour is invented.",
    ),
    Statement("23 20:00", "met", "met-0924", "Officers from neighbouring forces are in London from Saturday evening."),
    Statement(
        "24 12:00",
        "met",
        "met-0924",
        "The number stepping back 'has increased over the past 48 hours'. Military help is 'a contingency option that "
        "would only be used in specific circumstances and where an appropriate policing response was not available'.",
    ),
    Statement("24 12:00", "mod", "guardian-0924", "Military help is asked for on Sunday; the force says Saturday."),
    Statement(
        "24 12:00",
        "met",
        "guardian-0924",
        "A significant number of counter-terrorism firearms officers are said to be unavailable for armed duties.",
    ),
    Statement("24 12:00", "met", "upday-0924", "The Home Secretary announces a review of armed policing."),
    Statement(
        "25 09:00",
        "met",
        "met-0925",
        "Its officers 'still make up the vast majority of armed resources'; 'in the past 24 hours some have returned'.",
    ),
    Statement("25 09:00", "met", "esn-0925", "One of seven counter-terrorism units is said to be operational."),
    Statement("25 09:00", "met", "bbc-0925", "Some forces say that they received no request."),
    Statement(
        "25 13:00",
        "met",
        "met-0925",
        "'As of lunchtime on Monday, the number of officers who had returned to armed duties was sufficient for us to "
        "no longer require external assistance to meet our counter-terrorism responsibilities.' A limited number of "
        "officers of other forces go on with other armed policing, under review.",
    ),
    Statement("26 12:00", "met", "ft-0926", "Armed officers on duty are still 'significantly lower than normal'."),
    Statement("26 12:00", "thames-valley", "ft-0926", DECLINED),
    Statement("26 12:00", "leicestershire", "ft-0926", DECLINED),
    Statement("27 12:00", "surrey", "inews", NOT_SENT),
    Statement("27 12:00", "sussex", "inews", NOT_SENT),
    Statement("27 12:00", "devon-and-cornwall", "inews", NOT_SENT),
    Statement("27 12:00", "north-yorkshire", "inews", NOT_SENT),
    Statement(
        "28 12:00",
        "met",
        "met-0928",
        "'We no longer require mutual aid officers to assist in London.' No requirement on the armed forces. Further "
        "officers have returned 'over the past 24 hours'.",
    ),
)


def claims_and_statements() -> Iterator[Event]:
    """Yield every published figure and statement."""
    for number, figure in enumerate(FIGURES, start=1):
        when = moment(figure.day)
        note = f"'{figure.words}': the words are reported, the numbers are how they are read here"
        yield Event(
            f"r{number:02}",
            REPORT,
            "met",
            when,
            when,
            low=figure.low,
            high=figure.high,
            source=figure.source,
            note=note,
        )
    for number, (day, force, source, words) in enumerate(STATEMENTS, start=1):
        when = moment(day)
        yield Event(f"s{number:02}", STATEMENT, force, when, when, source=source, note=words)
