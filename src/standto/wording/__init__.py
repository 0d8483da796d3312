"""Phrases that several rooms use: moments, lists, shortages, decisions and names."""

from standto.wording.decisions import decision, verdict_words
from standto.wording.moments import between, day, day_and_time, length, moment, short_day, span
from standto.wording.names import Names, id_words, names_of, publication, source_names
from standto.wording.sentences import claimed, counted, joined, listed, shortage, some_of, wrapped

__all__ = [
    "Names",
    "between",
    "claimed",
    "counted",
    "day",
    "day_and_time",
    "decision",
    "id_words",
    "joined",
    "length",
    "listed",
    "moment",
    "names_of",
    "publication",
    "short_day",
    "shortage",
    "some_of",
    "source_names",
    "span",
    "verdict_words",
    "wrapped",
]
