"""Phrases that several rooms use: moments, lists, shortages, decisions and names; and the values that callers give."""

from standto.model.one_line import counted
from standto.wording.decisions import decision, verdict_words
from standto.wording.given_moments import Moment, instant_of, optional_instant
from standto.wording.given_values import (
    MOST_MINUTES,
    MOST_RUNS,
    MOST_WORKERS,
    check_callable,
    check_choice,
    check_flag,
    check_more_than_none,
    check_path,
    check_text,
    check_whole,
    no_scenario,
    shortened,
)
from standto.wording.moments import between, day, day_and_time, length, moment, short_day, span
from standto.wording.names import Names, id_words, names_of, publication, source_names
from standto.wording.sentences import claimed, joined, listed, shortage, some_of, wrapped

__all__ = [
    "MOST_MINUTES",
    "MOST_RUNS",
    "MOST_WORKERS",
    "Moment",
    "Names",
    "between",
    "check_callable",
    "check_choice",
    "check_flag",
    "check_more_than_none",
    "check_path",
    "check_text",
    "check_whole",
    "claimed",
    "counted",
    "day",
    "day_and_time",
    "decision",
    "id_words",
    "instant_of",
    "joined",
    "length",
    "listed",
    "moment",
    "names_of",
    "no_scenario",
    "optional_instant",
    "publication",
    "short_day",
    "shortage",
    "shortened",
    "some_of",
    "source_names",
    "span",
    "verdict_words",
    "wrapped",
]
