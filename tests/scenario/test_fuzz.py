"""Whatever is in a folder, reading it gives a scenario or faults, and never anything else."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from standto.scenario import check_scenario, read_scenario, write_scenario
from tests.scenario.folders import SOUND, STATION, write

FILES = st.sampled_from([(base, name) for base in (SOUND, STATION) for name in sorted(base)])
TABLES = FILES.filter(lambda one: one[1].endswith(".csv"))
NASTY = st.one_of(
    st.sampled_from(
        [
            "", " ", "*", ";", "a;b", "afo", "ct", "met", "kent", "nx1", "own", "soldiers", "e1", "e33",
            "attack", "rest", "0", "1", "-1", "+5", "1e3", "٣", "2023-09-23", "2023-09-23T10:00",
            "2023-03-26T01:30", "2023-10-29T01:30", "0001-01-01T00:00+14:00", "9999-12-31T23:59:59.999999",
            "9999-12-31T23:59-12:00", "2023-09-23T10:00:00.5Z", "2023-W38-5T10:00", "20230923T100000", "yes",
            "home", "military", "=1+1", "\x1b[2J", "a\nb", 'say "x"', "\r", "stepped-back", "correction",
            "decision", "report", "helm",
            "crew+mech", "helm+", "v1", "lb-1", "launch", "full", "limited", "off", "on-call",
            "no-change", "not-call-in", "ask-aid", "\ufeffafo",
        ]
    ),
    st.text(max_size=8),
)  # fmt: skip


def checked(files):
    """Return the result of reading some files; a sound scenario must also survive writing and reading."""
    with tempfile.TemporaryDirectory() as place:
        folder = write(Path(place) / "folder", files)
        found = check_scenario(folder)
        assert (found.scenario is None) == bool(found.faults)
        if found.scenario is not None:
            again = Path(place) / "again"
            write_scenario(found.scenario, again)
            assert read_scenario(again) == found.scenario
    return found


@given(FILES, st.binary(max_size=200))
def test_a_file_of_any_bytes_gives_a_scenario_or_faults(file, content):
    base, name = file
    checked({**base, name: content})


@given(FILES, st.data())
def test_a_file_with_any_bytes_in_it_gives_a_scenario_or_faults(file, data):
    base, name = file
    content = base[name].encode()
    place = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(place, min(len(content), place + 30)))
    checked({**base, name: content[:place] + data.draw(st.binary(max_size=5)) + content[end:]})


@given(FILES, st.data())
def test_a_file_with_any_text_in_it_gives_a_scenario_or_faults(file, data):
    base, name = file
    content = base[name]
    place = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(place, min(len(content), place + 30)))
    checked({**base, name: (content[:place] + data.draw(NASTY) + content[end:]).encode("utf-8", "replace")})


@given(TABLES, st.data())
def test_cells_of_any_text_give_a_scenario_or_faults_and_no_event_is_lost(file, data):
    base, name = file
    rows = list(csv.reader(io.StringIO(base[name], newline="")))
    for _ in range(data.draw(st.integers(1, 4))):
        row = data.draw(st.integers(1, len(rows) - 1))
        rows[row][data.draw(st.integers(0, len(rows[row]) - 1))] = data.draw(NASTY)
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    found = checked({**base, name: text.getvalue().encode("utf-8", "replace")})
    filled = sum(any(row) for row in rows[1:])
    if found.scenario is not None and name in ("events.csv", "rota.csv", "seats.csv", "crews.csv"):
        assert len(getattr(found.scenario, name.removesuffix(".csv"))) == filled


@given(st.data())
def test_events_of_any_kind_about_anything_give_a_scenario_or_faults_and_none_is_lost(data):
    rows = list(csv.reader(io.StringIO(SOUND["events.csv"], newline="")))
    kinds, subjects = sorted({row[3] for row in rows}), sorted({row[4] for row in rows})
    for row in rows[1:]:
        if data.draw(st.integers(0, 15)) == 0:
            row[3] = data.draw(st.sampled_from(kinds))
        if data.draw(st.integers(0, 15)) == 0:
            row[4] = data.draw(st.sampled_from(subjects))
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    found = checked({**SOUND, "events.csv": text.getvalue()})
    if found.scenario is not None:
        assert len(found.scenario.events) == len(rows) - 1
