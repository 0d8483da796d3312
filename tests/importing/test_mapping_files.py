"""The mapping's file: read, written, and every fault of it at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from standto.errors import InputError
from standto.importing.mapping.reader import mapping_of, read_mapping
from standto.importing.mapping.records import (
    CodeMeaning,
    ColumnName,
    DayTime,
    DutyColumn,
    Mapping,
    SheetMapping,
    ValueSource,
)
from standto.importing.mapping.writer import mapping_text
from tests.importing.given import HEAD

GRID = '[[sheet]]\nfile = "rota.xlsx"\nshape = "days"\nperson = "No"\n'


def faults(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        mapping_of(text.encode(), "rota.toml")
    return [str(fault) for fault in caught.value.faults]


def test_a_mapping_is_read_as_it_is_meant(tmp_path):
    path = tmp_path / "rota.toml"
    path.write_text(
        f"""{HEAD}
[dates]
order = "day-month"
year = 2023
[ciphers]
prefix = "nx"
[codes]
E = "07:00-15:00"
"D/N" = ["07-15", "22-07"]
R = "off"
AL = "away"
S = {{ times = "7 am to 11 am", away = "11:00-15:00", duty = "gate", ready_minutes = 5 }}
[[sheet]]
file = "rota.xlsx"
sheet = "Rota"
shape = "days"
heading = [2, 3]
person = "Collar no"
capabilities = ["Skill", {{ column = "D" }}]
force = {{ value = "met" }}
ignore = ["Name"]
[sheet.where]
Status = "in force"
[values.capability]
"AFO (initial)" = "afo"
none = []
[[duty]]
duty = "gate"
task = "guard"
capabilities = ["afo", "arv"]
strength = 4
""",
        encoding="utf-8",
    )
    sheet = SheetMapping(
        file="rota.xlsx",
        shape="days",
        sheet="Rota",
        heading=(2, 3),
        columns={
            "person": ValueSource((ColumnName("Collar no"),)),
            "force": ValueSource(value="met"),
            "capabilities": ValueSource((ColumnName("Skill"), ColumnName(letter="D"))),
        },
        where={"Status": ("in force",)},
        ignore=(ColumnName("Name"),),
    )
    assert read_mapping(path) == Mapping(
        scenario={"title": "A title", "timezone": "Europe/London", "home": "met"},
        sheets=(sheet,),
        order="day-month",
        year=2023,
        prefix="nx",
        codes={
            "E": CodeMeaning((DayTime(420, 900),)),
            "D/N": CodeMeaning((DayTime(420, 900), DayTime(1320, 1860))),
            "R": CodeMeaning(),
            "AL": CodeMeaning(away=(DayTime(0, 1440),)),
            "S": CodeMeaning((DayTime(420, 660),), (DayTime(660, 900),), "gate", 5),
        },
        values={"capability": {"AFO (initial)": ("afo",), "none": ()}},
        rows={"duties": ({"duty": "gate", "task": "guard", "capabilities": "afo;arv", "strength": "4"},)},
    )


def cases() -> list[tuple[str, str]]:
    """The mappings of `mapping_faults.txt`, each with what is told about it; `+` stands for `HEAD`."""
    text = (Path(__file__).parent / "mapping_faults.txt").read_text(encoding="utf-8")
    pairs = (case.partition("---\n") for case in text.split("===\n") if case)
    return [(given.replace("+\n", HEAD), told.strip("\n")) for given, _, told in pairs]


@pytest.mark.parametrize(("given", "told"), cases())
def test_every_fault_of_a_mapping_says_what_is_allowed(given, told):
    assert "\n".join(faults(given)) == told


def test_a_key_of_the_second_sheet_has_its_own_line():
    text = HEAD + GRID + "[sheet.where]\nA = []\n" + GRID + "[sheet.where]\nA = []\n"
    what = 'sheet.where.A: is not a list of texts: write one as ["one", "two"]'
    assert faults(text) == [f"rota.toml:11: {what}", f"rota.toml:17: {what}"]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none\.toml: cannot be read: No such file or directory"):
        read_mapping(tmp_path / "none.toml")


def test_a_mapping_is_read_from_a_small_regular_file_alone(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * 4_000_001)
    for path, what in {
        "/dev/zero": "is not a file",
        tmp_path / "pipe.toml": "is not a file",
        large: "is larger",
    }.items():
        with pytest.raises(InputError, match=what):
            read_mapping(path)


def test_a_mapping_is_written_with_its_doubts_as_comments():
    mapping = Mapping(
        scenario={"title": "A title", "timezone": "Europe/London", "home": "met", "policy": {"reserve": 3}},
        codes={"?": CodeMeaning(), "E": CodeMeaning((DayTime(420, 900),))},
        sheets=(
            SheetMapping(
                file="rota.csv",
                shape="times",
                columns={"from": ValueSource((ColumnName("from"),)), "until": ValueSource((ColumnName("to"),))},
                duties={"Gate / day": DutyColumn("gate", 30), "Any": DutyColumn()},
                empty=("VACANT",),
            ),
        ),
    )
    doubts = {(): "Read this\nwith care.", ("codes", "?"): "What is this?", ("sheet", 0, "duties", "Any"): "Which?"}
    text = mapping_text(mapping, doubts)
    assert text == (
        "# Read this\n# with care.\n"
        'format = 1\n\n[scenario]\ntitle = "A title"\ntimezone = "Europe/London"\nhome = "met"\n'
        '\n[scenario.policy]\nreserve = 3\n\n[codes]\n# What is this?\n"?" = "off"\nE = "07:00-15:00"\n'
        '\n[[sheet]]\nfile = "rota.csv"\nshape = "times"\nfrom = "from"\nuntil = "to"\nempty = ["VACANT"]\n'
        '\n[sheet.duties]\n"Gate / day" = { duty = "gate", ready_minutes = 30 }\n# Which?\nAny = {}\n'
    )
    assert mapping_of(text.encode()) == mapping
