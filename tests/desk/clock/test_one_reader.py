"""One reader of entries: nothing above the ledger and the book bypasses it, except the modules named here."""

from __future__ import annotations

import re
from pathlib import Path

import standto_desk

SOURCE = Path(standto_desk.__file__).parent
ROOMS = ("access", "acts", "alerts", "live", "pages", "picture")
PAST_IT = re.compile(r"\b(?:Entry\.objects|entries\((?!request)|(?<!\.)last_known\()")
NAMED = {
    "access/forces.py": "the home force, which a ledger has for good",
    "acts/answering.py": "whether a key was used, which is so at any time",
    "acts/bulk/importing_folders.py": "whether a key was used, and every absence, so that none is entered twice",
    "acts/bulk/undo_plans.py": "what any later entry changed, so that nothing is undone under it or corrected twice",
    "acts/bulk/undoing.py": "what an import of a key and its undoing entered, which is so at any time",
    "acts/importing.py": "whether a key was used",
    "acts/proposal_log.py": "the place of a proposal among all; whether it is known is asked then",
    "acts/registering/changing.py": "whether a key was used",
    "acts/registering/changing_rules.py": "whether a key was used",
    "acts/rota/publishing.py": "which rows came after the page that was sent, in the order of the ledger",
    "acts/rota/seeing.py": "whether a key was used",
    "acts/situation_reports/drafting_reports.py": "the next number, which no report may have at any time",
    "acts/situation_reports/publishing_reports.py": "which words came after the page that was sent",
    "acts/recording.py": "whether a key was used",
    "acts/idempotency.py": "whether a key was used",
    "acts/clock_changes.py": "when the last entry was recorded, and what a demonstration's clock comes to next",
    "acts/own_availability.py": "whether a key was used",
    "acts/stepping_back.py": "whether a key was used",
    "live/marks.py": "how far the demonstration's clock has got",
    "pages/look_back/filters.py": "when each word became known, by which words are shown",
    "picture/showing.py": "the last entry of this minute, up to the present",
    "pages/recording/correction_views.py": "whether a key was used",
}


def test_nothing_reads_entries_but_by_what_is_known_in_the_desks_present():
    found = set()
    for room in ROOMS:
        for path in (SOURCE / room).rglob("*.py"):
            text = re.sub(r"(?:known|correct|export)_entries\(", "", path.read_text())
            if PAST_IT.search(re.sub(r"def entries\(", "", text)):
                found.add(str(path.relative_to(SOURCE)))
    assert found == set(NAMED)


def test_no_room_but_the_clocks_reads_a_clock():
    clocks = re.compile(r"\btime_ns\(|\btime\.time\(|timezone\.now\(|datetime\.now\(|utcnow\(")
    reading = [path for path in SOURCE.rglob("*.py") if clocks.search(path.read_text())]
    assert [str(path.relative_to(SOURCE)) for path in reading] == ["clock/reading.py"]
