"""Assumptions as files: what is read, written and shipped, and every fault at once."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from fractions import Fraction
from importlib.resources import files

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

import standto
from standto.assuming import assumed, assumption_names, assumptions_of, assumptions_text, read_assumptions
from standto.assuming.assumed_numbers import NUMBERS
from standto.assuming.process_readers import PROCESSES
from standto.assuming.processes import (
    Among,
    CommonShock,
    DecisionDay,
    DonorAnswer,
    Lapsing,
    RequiredStrength,
    Returning,
    SteadyStepBack,
    StepBackShock,
    UsualAbsence,
    Weight,
)
from standto.assuming.ranges import Spread
from standto.cli.main import main
from standto.errors import InputError, OptionError
from standto.model.time import DAY, HOUR
from standto.scenario import read_scenario
from tests.scenario.folders import SOUND, write

LONDON = read_scenario("london-2023")
FRIDAY = LONDON.instant("2023-09-22T12:00")
HEAD = """\
format = 1
name = "ours"
by = "planner"
at = 2023-09-22T12:00:00+01:00
"""


def read(text: str):
    return assumptions_of(f"{HEAD}{text}".encode(), LONDON)


def faults_of(text: str, head: str = HEAD) -> list[str]:
    """The faults of a file, without its name."""
    with pytest.raises(InputError) as error:
        assumptions_of(f"{head}{text}".encode(), LONDON, file="f")
    return [str(fault).removeprefix("f:") for fault in error.value.faults]


def test_each_sort_of_table_is_a_process_in_the_order_of_the_file():
    found = read("""
[[donor]]
name = "kent"
pool = "kent-arv"
confirms = [0.3, 0.9]
withdraws = 0
after_hours = [6, 12]

[[step-back]]
name = "wave"
number = [60, 300]
from = 2023-09-22T12:00:00+01:00
over_hours = 1.5
teams = ["team-a"]

[[step-back.weight]]
capabilities = ["ctsfo", "arv"]
weight = 3

[[returning]]
name = "back"
per_day = 0.1
halves_after_days = [7, 7.5]

[[returning.decision-day]]
at = 2023-09-25T08:00:00
share = [0.25, 1]

[[steady-step-back]]
name = "few"
per_person_week = [0, 0.002]

[[common-shock]]
name = "event"
chance = 0.5
from = 2023-09-23T00:00:00
over_hours = 24
step_back = 0.1
donors_withdraw = [0.2, 0.4]

[[lapsing]]
name = "tickets"
after_days = 90
requalify_days = [1, 3]

[[absence]]
name = "sick"
per_person_week = 0.01
days = [1, 7]
forces = ["met"]

[[required]]
name = "more"
duty = "ct-response"
strength = [13, 18]
until = 2023-09-24T00:00:00
""")
    tenth, some = Fraction(1, 10), Among(teams=("team-a",))

    def point(number, *, whole=False):
        return Spread(Fraction(number), Fraction(number), whole=whole)

    assert found.processes == (
        DonorAnswer(
            "kent", "kent-arv", Spread(3 * tenth, 9 * tenth), point(0), Spread(Fraction(6), Fraction(12), whole=True)
        ),
        StepBackShock(
            "wave",
            Spread(Fraction(60), Fraction(300), whole=True),
            FRIDAY,
            FRIDAY + 3 * HOUR // 2,
            some,
            (Weight(Among(capabilities=("ctsfo", "arv")), 3),),
        ),
        Returning(
            "back",
            point(tenth),
            Spread(Fraction(7), Fraction(15, 2)),
            (DecisionDay(LONDON.instant("2023-09-25T08:00"), Spread(Fraction(1, 4), Fraction(1))),),
        ),
        SteadyStepBack("few", Spread(Fraction(0), Fraction(1, 500))),
        CommonShock(
            "event",
            point(Fraction(1, 2)),
            FRIDAY + DAY // 2,
            FRIDAY + 3 * DAY // 2,
            point(tenth),
            Spread(2 * tenth, 4 * tenth),
        ),
        Lapsing("tickets", point(90, whole=True), Spread(Fraction(1), Fraction(3), whole=True)),
        UsualAbsence("sick", point(tenth**2), Spread(Fraction(1), Fraction(7), whole=True), Among(forces=("met",))),
        RequiredStrength(
            "more",
            "ct-response",
            Spread(Fraction(13), Fraction(18), whole=True),
            LONDON.horizon.start,
            LONDON.instant("2023-09-24T00:00"),
        ),
    )
    assert (found.name, found.by, found.at, found.note) == ("ours", "planner", FRIDAY, "")


def test_a_decimal_is_read_as_the_fraction_that_it_writes():
    found = read('[[steady-step-back]]\nname = "few"\nper_person_week = [0.1, 0.300000000000000001]\n')
    assert found.processes[0].per_person_week == Spread(Fraction(1, 10), Fraction(300000000000000001, 10**18))


@pytest.mark.parametrize("number", ["1e99999999999999999999", "1e-99999999999999999999"])
def test_a_number_beyond_every_decimal_is_a_fault(number):
    assert faults_of(f"[[absence]]\nname = 'a'\nper_person_week = {number}\ndays = 1") == [
        " has a number that is too long"
    ]


def test_a_number_with_too_many_digits_is_told_how_many_it_may_have():
    (fault,) = faults_of("[[absence]]\nname = 'a'\nper_person_week = 0.3333333333333333333\ndays = 1")
    assert "'0.3333333333333333333' is not allowed: write a number from 0 to 1" in fault
    assert fault.endswith("; with 18 digits at most")


def test_files_that_say_the_same_have_one_digest():
    plain = read('[[steady-step-back]]\nname = "few"\nper_person_week = 0.1\n')
    same = read('# told otherwise\n[[steady-step-back]]\nper_person_week = [0.10, 1e-1]\nname = "few"\n')
    other = read('[[steady-step-back]]\nname = "few"\nper_person_week = 0.11\n')
    assert (plain == same, plain.digest == other.digest) == (True, False)


def test_every_key_of_the_records_is_a_key_of_the_file():
    assert set(NUMBERS) - {"decision-day"} == set(PROCESSES)


def test_the_reference_has_every_table_and_every_key(root):
    page = (root / "docs" / "reference" / "assumptions.md").read_text(encoding="utf-8")
    sections = {part.split("]]")[0]: part for part in page.split("## `[[")[1:]}
    assert list(sections) == list(PROCESSES)
    for sort, numbers in NUMBERS.items():
        text = sections["returning" if sort == "decision-day" else sort]
        assert [key for key in numbers if f"`{key}`" not in text] == [], sort


# Every fault at once


def test_every_fault_of_a_file_is_told_at_once_with_its_place():
    head = HEAD.replace("format = 1", "format = 2").replace("planner", "m0001")
    found = faults_of(
        """\
colour = "red"
[[step-back]]
name = "Wave"
number = [300, 60]
from = 2024-01-01T00:00:00
over_hours = "48 h"
teams = ["team-z"]
[[steady-step-back]]
name = "few"
per_person_day = 0.1
per_person_week = 2.5
[[donor]]
name = "few"
pool = "kent-arw"
confirms = 0.1
withdraws = 1e400
after_hours = 1.5
[[excitation]]
name = "contagion"
""",
        head,
    )
    expected = [
        "1: format: '2' is not allowed: this program reads format = 1",
        "3: by: is the cipher of a person: write a post, such as 'strategic-commander'",
        "5: colour: unknown key: allowed are format, name, by, at, note, step-back, steady-step-back, returning, ",
        "7: step-back.name: 'Wave' is not an id: write small letters, digits, '.', '_' and '-'",
        "8: step-back.number: [300, 60] is the wrong way round: write the lower end first, [60, 300]",
        "9: step-back.from: 2024-01-01T00:00:00+00:00 is outside the horizon: write a time between ",
        "10: step-back.over_hours: '48 h' is not allowed: write a number of hours above 0, to",
        "11: step-back.teams: no team 'team-z' in the scenario; did you mean 'team-e'?",
        "14: steady-step-back.per_person_day: is in another unit: write per_person_week, and its number in that unit",
        "15: steady-step-back.per_person_week: '2.5' is not allowed: write a number from 0 to 1,",
        "17: donor.name: repeated name 'few': it is the process on f:12",
        "18: donor.pool: no pool 'kent-arw' in the scenario; did you mean 'kent-arv'?",
        "20: donor.withdraws: '1E+400' is not allowed: write a number from 0 to 1, the chance that",
        "21: donor.after_hours: '1.5' is not allowed: write a whole number from 0 to 88,800, the",
        "22: excitation: unknown key: allowed are format, name, by, at, note, step-back, steady-step-back, returning, ",
    ]
    assert [one[: len(start)] for one, start in zip(found, expected, strict=True)] == expected


OVERLAPPING = """\
[[required]]
name = "a"
duty = "site-a"
strength = 3
[[required]]
name = "b"
duty = "site-a"
strength = 4
from = 2023-09-24T00:00:00
"""
TWO_DAYS = """\
[[returning]]
name = "a"
per_day = 0
[[returning.decision-day]]
at = 2023-09-24T00:00:00
share = 1
[[returning.decision-day]]
at = 2023-09-23T00:00:00
share = 25
"""
NO_WEIGHT = """\
[[step-back]]
name = "a"
number = 1
from = 2023-09-22T12:00:00
over_hours = 9
[[step-back.weight]]
teams = ["team-a"]
weight = 0
"""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1: format: the file assumes nothing"),
        ("step-back = 3", "5: step-back: is not an array of tables: write [[step-back]] before each"),
        (
            '[[absence]]\nname = "a"\nper_person_week = "1 %"\ndays = 1',
            "7: absence.per_person_week: '1 %' is not allowed: write a number from 0 to 1, the",
        ),
        (
            '[[absence]]\nname = "a"\nper_person_week = 0.01\ndays = [1, 2, 3]',
            "8: absence.days: '[1, 2, 3]' is not allowed: write a whole number from 1 to 3,700, the",
        ),
        (
            '[[absence]]\nname = "a"\nper_month = 0.1\ndays = true',
            "7: absence.per_month: is in another unit: write per_person_week, and its number in that unit",
        ),
        (
            '[[step-back]]\nname = "a"\nnumber = 2596\nfrom = 2023-09-22T12:00:00\nover_hours = 999',
            "7: step-back.number: 2,596 is more than there are: the home force has 2,595 people and",
        ),
        (
            '[[step-back]]\nname = "a"\nnumber = 1\nfrom = 2023-09-22T12:00:00\nover_hours = 999',
            "9: step-back.over_hours: ends at 2023-11-03T02:00:00+00:00, after the horizon, which ends at ",
        ),
        (
            '[[step-back]]\nname = "a"\nnumber = 1\nfrom = 2023-09-22T12:00:00\nover_hours = nan',
            "9: step-back.over_hours: 'NaN' is not allowed: write a number of hours above 0, to",
        ),
        (
            '[[step-back]]\nname = "a"\nnumber = 1\nfrom = 2023-09-22T12:00:00\nover_hours = inf',
            "9: step-back.over_hours: 'Infinity' is not allowed: write a number of hours above 0, to",
        ),
        (
            '[[lapsing]]\nname = "a"\nafter_days = nan\nrequalify_days = 1',
            "7: lapsing.after_days: 'NaN' is not allowed: write a whole number from 1 to 3,700, the",
        ),
        (
            '[[lapsing]]\nname = "a"\nafter_hours = 1\nafter_days = 2\nrequalify_days = 1',
            "7: lapsing.after_hours: is in another unit: write after_days, and its number in that unit",
        ),
        (
            '[[steady-step-back]]\nname = "a"\nper_person_week = 0.1\nforces = ["kent"]',
            "8: steady-step-back.forces: 'kent' is another force, and a process is about the home",
        ),
        (
            OVERLAPPING,
            "13: required.from: overlaps the strength of 'site-a' on f:5: write times that do not",
        ),
        (
            TWO_DAYS,
            "13: returning.decision-day.share: '25' is not allowed: write a number from 0 to 1, the",
        ),
        (
            NO_WEIGHT,
            "12: step-back.weight.weight: '0' is not allowed: write a whole number from 1 to 100, without quotes",
        ),
        ("[[donor", "5: is not TOML"),
    ],
)
def test_a_fault_says_what_is_wrong_and_what_is_allowed(text, fault):
    assert any(found.startswith(fault) for found in faults_of(text)), faults_of(text)


def test_weights_whose_product_is_too_great_to_be_exact_are_a_fault():
    start = '[[step-back]]\nname = "a"\nnumber = 1\nfrom = 2023-09-22T12:00:00\nover_hours = 9\n'
    weight = '[[step-back.weight]]\nteams = ["team-a"]\nweight = 100\n'
    (fault,) = faults_of(start + weight * 4)
    assert fault.endswith(
        "make some 100,000,000 times as likely as others: write weights that multiply to 1,655,093 at most"
    )
    assert any("there are 6 weights: write 5 at most" in one for one in faults_of(start + weight * 6))


def test_a_second_answer_of_a_pool_is_a_fault():
    answer = 'pool = "kent-arv"\nconfirms = 1\nwithdraws = 0\nafter_hours = 1\n'
    text = f'[[donor]]\nname = "a"\n{answer}[[donor]]\nname = "b"\n{answer}'
    assert faults_of(text) == ["13: donor.pool: 'kent-arv' has an answer on f:5: write one for each pool"]


def test_strengths_of_a_duty_may_follow_one_another():
    found = read("""
[[required]]
name = "a"
duty = "site-a"
strength = 3
until = 2023-09-24T00:00:00
[[required]]
name = "b"
duty = "site-a"
strength = 4
from = 2023-09-24T00:00:00
""")
    assert found.processes[0].until == found.processes[1].start


# Names and folders


def test_the_shipped_assumptions_have_the_ranges_of_the_reports_and_say_what_is_assumed():
    assert assumption_names("london-2023") == ("published", "stress")
    published, stress = (read_assumptions(name, LONDON, "london-2023") for name in assumption_names("london-2023"))
    wave = published.processes[0]
    assert (wave.number, wave.start, wave.until - wave.start) == (
        Spread(Fraction(60), Fraction(300), whole=True),
        FRIDAY,
        48 * HOUR,
    )
    assert "What was not published is assumed" in published.note
    assert "Everything is assumed" in stress.note


def test_a_name_that_the_folder_does_not_have_is_an_error_with_the_names_that_it_has():
    with pytest.raises(OptionError, match="no file or name 'publish': write a file, or one of published, stress; did"):
        read_assumptions("publish", LONDON, "london-2023")
    with pytest.raises(OptionError, match="no file or name 'published': write a file"):
        read_assumptions("published", LONDON)


@pytest.mark.parametrize("source", [object(), b"published", None, ["published"], "a\0b", "a" * 5000])
def test_what_is_no_file_and_no_name_is_an_error(source):
    with pytest.raises(OptionError, match="assumptions: "):
        read_assumptions(source, LONDON, "london-2023")


def test_folders_among_the_assumptions_are_none(tmp_path):
    folder = write(tmp_path / "sound", SOUND)
    (folder / "assumptions" / "old.toml").mkdir(parents=True)
    assert assumption_names(folder) == ()
    assert main(["check", str(folder)]) == 0


def test_a_file_whose_name_is_no_id_has_to_be_renamed(tmp_path):
    folder = write(tmp_path / "sound", SOUND)
    (folder / "assumptions").mkdir()
    (folder / "assumptions" / "My own.toml").write_text(HEAD)
    with pytest.raises(InputError, match=r"'ours' is not the name of its file: rename the file to ours\.toml"):
        read_assumptions("My own", read_scenario(folder), folder)


def test_a_file_in_the_folder_has_its_name(tmp_path):
    folder = write(tmp_path / "sound", SOUND)
    (folder / "assumptions").mkdir()
    few = '[[steady-step-back]]\nname = "few"\nper_person_week = 0.1\n'
    (folder / "assumptions" / "theirs.toml").write_text(HEAD + few)
    with pytest.raises(InputError) as error:
        read_assumptions("theirs", read_scenario(folder), folder)
    assert str(error.value) == (
        "assumptions/theirs.toml:2: name: 'ours' is not the name of its file: write 'theirs', or rename the file"
    )


def test_check_reads_the_assumptions_of_a_folder_too(tmp_path, capsys):
    folder = write(tmp_path / "sound", SOUND)
    (folder / "assumptions").mkdir()
    ours = folder / "assumptions" / "ours.toml"
    ours.write_text(HEAD + '[[steady-step-back]]\nname = "few"\nper_person_week = 0.1\n')
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "assumptions  processes  made                       by",
        "ours                 1  2023-09-22T12:00:00+01:00  planner",
    ]
    ours.write_text(HEAD + '[[steady-step-back]]\nname = "few"\nper_person_week = 10\n')
    (folder / "assumptions" / "worse.toml").write_text("format = 1\n")
    assert main(["check", str(folder)]) == 2
    out, err = capsys.readouterr()
    assert (out, [line.split(" ", 2)[:2] for line in err.splitlines()]) == (
        "",
        [
            ["assumptions/ours.toml:7:", "steady-step-back.per_person_week:"],
            ["assumptions/worse.toml:1:", "name:"],
            ["assumptions/worse.toml:1:", "at:"],
            ["assumptions/worse.toml:1:", "by:"],
            ["assumptions/worse.toml:1:", "format:"],
        ],
    )


# Written and read again

NUMBER = st.decimals(0, 1, places=6, allow_nan=False).map(Fraction)
SHARES = st.lists(NUMBER, min_size=2, max_size=2).map(lambda ends: Spread(*sorted(ends)))
COUNTS = st.lists(st.integers(1, 300), min_size=2, max_size=2).map(
    lambda ends: Spread(*(Fraction(end) for end in sorted(ends)), whole=True)
)
TIMES = st.integers(0, 200).map(lambda hours: LONDON.horizon.start + hours * HOUR)
AMONG = st.builds(
    Among,
    st.sampled_from([(), ("met",)]),
    st.sampled_from([(), ("team-b", "team-a")]),
    st.sampled_from([(), ("arv",), ("sfo", "afo")]),
)
ONE = st.one_of(
    st.builds(
        lambda number, start, minutes, among, weights: StepBackShock(
            "", number, start, start + minutes * 60_000_000, among, tuple(weights)
        ),
        COUNTS,
        TIMES,
        st.integers(1, 3000),
        AMONG,
        st.lists(st.builds(Weight, st.just(Among(teams=("team-c",))), st.integers(1, 100)), max_size=3),
    ),
    st.builds(SteadyStepBack, st.just(""), SHARES, AMONG),
    st.builds(
        lambda share, halves, times, among: Returning(
            "", share, halves, tuple(DecisionDay(time, share) for time in sorted(times)), among
        ),
        SHARES,
        st.one_of(st.none(), COUNTS.map(lambda found: replace(found, whole=False))),
        st.sets(TIMES, max_size=3),
        AMONG,
    ),
    st.builds(CommonShock, st.just(""), SHARES, st.just(FRIDAY), st.just(FRIDAY + HOUR), SHARES, SHARES, AMONG),
    st.builds(Lapsing, st.just(""), COUNTS, COUNTS, AMONG),
    st.builds(UsualAbsence, st.just(""), SHARES, COUNTS, AMONG),
)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=20)


@given(st.lists(ONE, min_size=1, max_size=6), TEXT)
def test_assumptions_that_are_written_read_back_as_the_same(processes, note):
    named = [replace(one, name=f"p{place}") for place, one in enumerate(processes)]
    ours = assumed(name="ours", by="planner", at=FRIDAY, note=note if note.strip() else "", processes=named)
    text = assumptions_text(ours, LONDON.zone, {"p0": "Why.", "": "Two\nlines"})
    assert assumptions_of(text.encode(), LONDON) == ours


ANYTHING = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(10**20), 10**20),
        st.floats(),
        st.text(max_size=5),
        st.datetimes(),
        st.dates(),
        st.times(),
        st.sampled_from(["met", "team-a", "kent-arv", "ct-response", "ctsfo", "m0001"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["name", "weight", "at", "share"]), inner, max_size=2),
    ),
    max_leaves=4,
)


@given(st.sampled_from(["published", "stress"]), st.data())
def test_a_sound_file_with_anything_in_one_place_is_read_or_refused_and_nothing_else(name, data):
    document = tomllib.loads(files(standto).joinpath(f"samples/london-2023/assumptions/{name}.toml").read_text())
    place, key = document, data.draw(st.sampled_from(sorted(document)))
    while isinstance(place[key], dict) or (isinstance(place[key], list) and data.draw(st.booleans())):
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    place[key] = data.draw(ANYTHING)
    text = tomli_w.dumps(document).encode()
    faults = ()
    try:
        assumptions_of(text, LONDON)
    except InputError as error:
        faults = error.faults
    assert [fault for fault in faults if not fault.line or not fault.what] == []


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data):
    with pytest.raises(InputError):
        assumptions_of(data, LONDON)
