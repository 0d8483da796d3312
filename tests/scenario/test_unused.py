"""Unused rows, and names that look alike: the faults and warnings of the reader, `check` and a review."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from standto import cover, read_scenario, review, write_scenario
from standto.scenario import check_scenario
from standto.scenario.folder import Folder
from standto.scenario.generating import generate
from standto.scenario.name_likeness import likeness, nearest
from standto.scenario.scenario_reader import ScenarioReader
from standto.scenario.warnings import warnings_beside_advice
from tests.scenario.folders import write

STANDTO = Path(sys.executable).parent / "standto"
BAN = {
    "scenario.toml": """\
format = 1
title = "A ban"
timezone = "Europe/London"
starts = 2024-01-01T00:00:00
ends = 2024-01-03T00:00:00
home = "home"

[[shift]]
id = "day"
starts = "07:00"
ends = "19:00"

[[pattern]]
id = "days"
anchor = 2024-01-01
cycle = ["day"]
""",
    "forces.csv": "force,kind\nhome,home\nmod,military\n",
    "capabilities.csv": "capability\nc\n",
    "teams.csv": "team,pattern\nall,days\n",
    "people.csv": "person,team\nx,all\n",
    "authorisations.csv": "person,capability\nx,c\n",
    "pools.csv": "pool,force,capabilities,count,state\nm,mod,c,5,deployed\n",
    "duties.csv": "duty,task,site,capabilities,strength\nd,guard,site-1,c,3\n",
    "powers.csv": "power,kind,task,site,when,permitted\nh,home,*,,,yes\nm,military,*,,,yes\n",
}
SITE = "no duty of the task 'guard' has the site"


def with_ban(task, site, kind="military"):
    """Return the folder with one more power."""
    return {**BAN, "powers.csv": BAN["powers.csv"] + f"b,{kind},{task},{site},,no\n"}


def with_rows(file, *rows):
    """Return the folder with more rows in one file."""
    return {**BAN, file: BAN.get(file, "") + "".join(f"{row}\n" for row in rows)}


WARNED = {
    "a ban of a site that no duty has": (
        with_ban("guard", "site1"),
        [f"powers.csv:4: site: power 'b' forbids nothing: {SITE} 'site1'; the nearest is 'site-1'"],
    ),
    "a ban of a task in capitals": (
        with_ban("Guard", ""),
        [
            "powers.csv:4: task: 'Guard' differs from 'guard' by capitals alone",
            "powers.csv:4: task: power 'b' forbids nothing: no duty has the task 'Guard'; the nearest is 'guard'",
        ],
    ),
    "a ban of a site that another task has": (
        {
            **with_ban("patrol", "site-1"),
            "duties.csv": BAN["duties.csv"] + "e,patrol,site-2,c,1\n",
        },
        [
            (
                "powers.csv:4: site: power 'b' forbids nothing: no duty of the task 'patrol' has the site 'site-1'; "
                "the nearest is 'site-2'"
            )
        ],
    ),
    "a ban of a task that is like none": (
        with_ban("xyz", ""),
        ["powers.csv:4: task: power 'b' forbids nothing: no duty has the task 'xyz'"],
    ),
    "a ban of every task at a site that no duty has": (
        with_ban("*", "site-11"),
        ["powers.csv:4: site: power 'b' forbids nothing: no duty has the site 'site-11'; the nearest is 'site-1'"],
    ),
    "a power of a kind that no force has": (
        with_ban("guard", "", "police"),
        ["powers.csv:4: kind: power 'b' forbids nothing: no force is of kind police"],
    ),
    "a condition that is declared under another name": (
        {
            **BAN,
            "powers.csv": BAN["powers.csv"] + "f,military,guard,,flod,yes\ng,military,guard,,flood,yes\n",
            "events.csv": "occurred,event,subject\n2024-01-01T06:00,declared,flood\n",
        },
        ["powers.csv:4: when: 'flod' is never declared; 'flood' is"],
    ),
    "a declaration that nothing has as its when": (
        {
            **BAN,
            "powers.csv": BAN["powers.csv"] + "f,military,guard,,flood,yes\n",
            "events.csv": "occurred,event,subject\n2024-01-01T06:00,declared,flod\n",
        },
        [
            (
                "events.csv:2: subject: 'flod' changes nothing: no power or duty has it in its column when; "
                "the nearest is 'flood'"
            ),
            "powers.csv:4: when: 'flood' is never declared; 'flod' is",
        ],
    ),
    "a shift in no pattern": (
        {**BAN, "scenario.toml": BAN["scenario.toml"] + '[[shift]]\nid = "days"\nstarts = "08:00"\nends = "12:00"\n'},
        ["scenario.toml:18: shift: no pattern and no duty has the shift 'days'; the nearest that is used is 'day'"],
    ),
    "a pattern that no team works": (
        {
            **BAN,
            "scenario.toml": BAN["scenario.toml"]
            + '[[pattern]]\nid = "dayz"\nanchor = 2024-01-01\ncycle = ["day", "rest"]\n',
        },
        ["scenario.toml:18: pattern: no team works the pattern 'dayz'; the nearest that is used is 'days'"],
    ),
    "a team without people": (
        with_rows("teams.csv", "al,days"),
        ["teams.csv:3: team: nobody is in team 'al'; the nearest that is used is 'all'"],
    ),
    "a source that no event names": (
        {
            **BAN,
            "sources.csv": "source,title\npaper-1,One\npaper-2,Two\n",
            "events.csv": "occurred,event,subject,count,source\n2024-01-01T06:00,report,home,0,paper-1\n",
        },
        ["sources.csv:3: source: no event names the source 'paper-2'; the nearest that is used is 'paper-1'"],
    ),
    "a capability that nobody has or asks for": (
        with_rows("capabilities.csv", "boat"),
        [
            "capabilities.csv:3: capability: no duty asks for 'boat'",
            "capabilities.csv:3: capability: nobody ever holds 'boat', by a ticket or in a pool",
        ],
    ),
    "a capability that is held and is all but like one asked for": (
        {
            **with_rows("capabilities.csv", "driver", "drivers"),
            "duties.csv": BAN["duties.csv"] + "e,guard,site-1,driver,1\n",
            "authorisations.csv": BAN["authorisations.csv"] + "x,driver\nx,drivers\n",
        },
        ["capabilities.csv:4: capability: no duty asks for 'drivers'; the nearest that is used is 'driver'"],
    ),
    "a skill that is held and that no duty asks for": (
        {
            **with_rows("capabilities.csv", "boat"),
            "authorisations.csv": BAN["authorisations.csv"] + "x,boat\n",
        },
        [],
    ),
    "a force without anybody": (
        with_rows("forces.csv", "kent,police"),
        ["forces.csv:4: force: no person, pool or report is of force 'kent'"],
    ),
}


@pytest.mark.parametrize(("files", "warnings"), WARNED.values(), ids=WARNED)
def test_an_unused_row_is_a_warning_with_the_nearest_name(files, warnings, tmp_path):
    checked = check_scenario(write(tmp_path, files))
    assert (checked.faults, sorted(map(str, checked.warnings))) == ((), sorted(warnings))


UNSEEN = {
    "another Unicode form": ("cafe\u0301", "caf\u00e9"),
    "a zero-width space": ("site\u200b-1", "site-1"),
    "a zero-width joiner": ("si\u200dte-1", "site-1"),
    "a byte-order mark": ("site-1\ufeff", "site-1"),
    "a soft hyphen": ("site\u00ad-1", "site-1"),
    "a direction mark": ("\u200fsite-1", "site-1"),
    "an isolate": ("\u2068site-1\u2069", "site-1"),
    "a variation selector": ("site-1\ufe0f", "site-1"),
    "a filler": ("site\u3164-1", "site-1"),
    "a tag": ("site-1\U000e0041", "site-1"),
    "a no-break space": ("site\u00a01", "site 1"),
    "a thin space": ("site\u20091", "site 1"),
    "two spaces": ("site  1", "site 1"),
    "an ideographic space": ("site\u30001", "site 1"),
    "full width": ("\uff53ite-1", "site-1"),
}


def spelt(name):
    """Return a name in the form of a fault."""
    return repr(name) if repr(name).isascii() else f"{name!r} ({name!a})"


@pytest.mark.parametrize(("one", "other"), UNSEEN.values(), ids=UNSEEN)
@pytest.mark.parametrize("column", ["task", "site"])
def test_a_ban_that_differs_only_invisibly_is_a_fault_that_names_both_places(one, other, column, tmp_path):
    ban = with_ban(one, "") if column == "task" else with_ban("guard", one)
    cells = f"{other},site-0" if column == "task" else f"guard,{other}"
    files = {**ban, "duties.csv": f"duty,task,site,capabilities,strength\nd,{cells},c,3\n"}
    checked = check_scenario(write(tmp_path, files))
    assert [str(fault) for fault in checked.faults] == [
        (
            f"powers.csv:4: {column}: {spelt(one)} looks like {spelt(other)} on duties.csv:2 but is a different name: "
            "spell both the same way"
        )
    ]


def test_two_duties_with_names_that_look_alike_are_one_fault(tmp_path):
    rows = ["e,gu\u200bard,site-1,c,1", "f,gu\u200bard,site-1,c,1"]
    checked = check_scenario(write(tmp_path, with_rows("duties.csv", *rows)))
    assert [str(fault) for fault in checked.faults] == [
        (
            "duties.csv:3: task: 'gu\\u200bard' looks like 'guard' on duties.csv:2 but is a different name: "
            "spell both the same way"
        )
    ]


@pytest.mark.parametrize("name", ["\u200b", "\u2060\u00ad", "*\u200b", "\u3164"])
def test_an_invisible_name_is_a_fault(name, tmp_path):
    checked = check_scenario(write(tmp_path, with_ban("guard", name)))
    assert [str(fault) for fault in checked.faults] == [
        f"powers.csv:4: site: {spelt(name)} is not a name: write one with visible characters, other than '*'"
    ]


def test_names_that_differ_visibly_are_not_alike():
    names = ["site-1", "site-2", "Site-1", "site1", "site 1", "s\u00edte-1", "site_1", "\u0441ite-1"]
    assert len({likeness(name) for name in names}) == len(names)


def test_characters_of_a_visible_form_are_not_alike_and_others_are():
    apart = [
        "m2",
        "m\u00b2",
        "m\u2082",
        "m\u2461",
        "1\u20442",
        "\u00bd",
        "\u00df",
        "ss",
        "\u1e9e",
        "Stra\u00dfe",
        "Strasse",
    ]
    assert len({likeness(name) for name in apart}) == len(apart)
    alike = [
        ("\ufb01re", "fire"),
        ("\uff8a\uff9e\uff7d", "\u30d0\u30b9"),
        ("\u2163", "IV"),
        ("\u1112\u1161\u11ab", "\ud55c"),
        ("q\u0323\u0307", "q\u0307\u0323"),
    ]
    assert [likeness(one) for one, _ in alike] == [likeness(other) for _, other in alike]


@pytest.mark.parametrize(
    ("one", "other"),
    {
        "Cyrillic": ("gu\u0430rd", "guard"),
        "Greek": ("p\u03bfst", "post"),
        "a capital of Cyrillic": ("\u0421rew", "Crew"),
        "a dash": ("site\u20131", "site-1"),
        "a hyphen that does not break": ("site\u20101", "site-1"),
        "a minus": ("site\u22121", "site-1"),
    }.values(),
)
def test_a_name_with_letters_of_another_script_is_a_warning(one, other, tmp_path):
    rows = f"duty,task,site,capabilities,strength\nd,{other},site-1,c,3\ne,{one},site-1,c,1\n"
    checked = check_scenario(write(tmp_path, {**with_ban(other, ""), "duties.csv": rows}))
    assert (checked.faults, [str(warning) for warning in checked.warnings]) == (
        (),
        [f"duties.csv:3: task: {spelt(one)} differs from {spelt(other)} by characters of the same shape"],
    )


def test_a_fault_about_a_name_in_another_script_shows_the_numbers_of_its_characters(tmp_path):
    checked = check_scenario(write(tmp_path, with_ban("gu\u0430rd", "")))
    assert [str(warning) for warning in checked.warnings if "forbids" in str(warning)] == [
        (
            "powers.csv:4: task: power 'b' forbids nothing: no duty has the task 'gu\u0430rd' ('gu\\u0430rd'); "
            "the nearest is 'guard'"
        )
    ]


def test_the_nearest_name_is_never_the_name_itself():
    assert (nearest("guard", ["guard"]), nearest("guard", ["Guard", "gard"]), nearest("guard", [])) == (
        None,
        "Guard",
        None,
    )


def test_a_review_repeats_the_warning_of_a_power_of_the_military(tmp_path):
    folder = read_scenario(write(tmp_path, with_ban("guard", "site1")))
    said = review(folder, at=folder.horizon.start).summary()
    assert f"WARNING: power 'b' forbids nothing: {SITE} 'site1'; the nearest is\n  'site-1'.\n" in said
    assert cover(folder).covered is True


def test_a_review_does_not_warn_of_other_powers_or_without_a_military_pool(tmp_path):
    others = read_scenario(write(tmp_path / "one", with_ban("guard", "site1", "home")))
    files = {name: text for name, text in with_ban("guard", "site1").items() if name != "pools.csv"}
    none = read_scenario(write(tmp_path / "two", files))
    assert ["WARNING" in review(each, at=each.horizon.start).summary() for each in (others, none)] == [False, False]


def test_a_review_for_a_program_has_the_same_keys_and_the_warning_beside_it(tmp_path):
    command = [STANDTO, "review", write(tmp_path, with_ban("guard", "site1")), "--at", "2024-01-01T00:00", "--json"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr, '"WARNING' in run.stdout) == (
        0,
        f"warning: power 'b' forbids nothing: {SITE} 'site1'; the nearest is 'site-1'\n",
        False,
    )


@pytest.mark.parametrize("duties", [1, 2, 3, 4, 5, 7, 12, 13, 25])
def test_a_generated_folder_has_no_unused_rows(duties, tmp_path):
    folder = tmp_path / "made"
    write_scenario(generate(people=40, days=2, duties=duties, teams=3, seed=duties), folder)
    assert check_scenario(folder).warnings == ()


@pytest.mark.parametrize(
    ("posts", "faults"),
    [
        (
            '["gold", "gold\u200b"]',
            ["'gold\\u200b' looks like 'gold' but is a different name: spell both the same way"],
        ),
        (
            '["gold co", "gold\u00a0co"]',
            ["'gold\\xa0co' looks like 'gold co' but is a different name: spell both the same way"],
        ),
        ('["\u2060"]', ["'\\u2060' is not a post: write one with visible characters"]),
        ('["gold", "silver"]', []),
    ],
)
def test_posts_that_look_alike_are_faults_and_in_a_ledger_warnings(posts, faults, tmp_path):
    settings = BAN["scenario.toml"] + f"[policy.approvers]\naid = {posts}\n"
    files = {**BAN, "scenario.toml": settings}
    checked = check_scenario(write(tmp_path, files))
    assert [str(fault) for fault in checked.faults] == [f"scenario.toml: policy.approvers: {what}" for what in faults]
    kept = ScenarioReader(Folder(tmp_path), kept=True).sound()
    assert warnings_beside_advice(kept) == [f"scenario.toml: policy.approvers: {what}" for what in faults]
