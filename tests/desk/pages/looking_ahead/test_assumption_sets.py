"""Sets of assumptions: files that are kept beside the ledger, used, and ended."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from standto.assuming.processes import Among
from standto_desk.acts.looking_ahead.groups_of_people import least_told
from standto_desk.acts.models import AssumptionSet
from standto_desk.ledger.reading import head
from tests.desk.pages.looking_ahead.conftest import FEW
from tests.desk.reading_pages import faults_of, words_of

SMALL = """\
format = 1
name = "few"
by = "planning"
at = 2023-09-23T10:00:00+01:00

[[step-back]]
name = "some"
number = [1, 3]
from = 2023-09-23T12:00:00+01:00
over_hours = 48
teams = ["{team}"]
"""


def test_a_file_is_kept_beside_the_ledger_with_who_assumed_what_and_when(loaded, ahead):
    planner, before = ahead(), head()
    kept = planner.keeps_set()
    assert (kept.name, kept.by, kept.force, kept.text) == ("published", "standto-maintainers", "met", FEW)
    assert head() == before
    told = words_of(planner.client.get(reverse("assumptions-of", args=[kept.pk])))
    assert "Assumed by standto maintainers" in told
    assert "Thursday 28 September 2023, 12:00 BST" in told


def test_an_outlook_assumes_what_a_set_says_and_what_the_sliders_say(loaded, ahead):
    planner = ahead()
    kept = planner.keeps_set()
    alone = planner.keeps("The set alone", assumptions=str(kept.pk))
    both = planner.keeps("With more refused", assumptions=str(kept.pk), refused_most="40")
    assert 'name = "published"' in alone.assumptions
    assert 'name = "typed-at-the-desk"' in both.assumptions
    assert both.assumptions.count('pool = "kent-arv"') == 1


def test_every_fault_of_a_file_is_told_at_once_and_nothing_is_kept(loaded, ahead):
    wrong = FEW.replace("number = [6, 30]", "number = [30, 6]").replace("over_hours = 48", "over_days = 2")
    page = ahead().sends(wrong)
    assert page.status_code == 422
    told = faults_of(page)
    assert len(told) >= 2
    assert all(one.startswith("Line ") for one in told)
    assert AssumptionSet.objects.count() == 0


def test_two_sets_never_have_one_name(loaded, ahead):
    ahead().keeps_set()
    assert faults_of(ahead().sends(FEW)) == [
        "Another set is called published: end that first, or change the name in the file"
    ]


def test_a_set_about_a_small_group_is_refused(loaded, ahead):
    team = loaded.scenario.teams[0].id
    with override_settings(STANDTO_SMALL_NUMBER=100):
        (fault,) = faults_of(ahead().sends(SMALL.format(team=team)))
    assert fault == "Some is about fewer than 100 people, and could tell the state of one of them"


def test_a_set_whose_difference_from_another_is_about_a_small_group_is_refused(loaded, ahead):
    sizes = Counter(one.team for one in loaded.scenario.people)
    *large, small = (team for team, _ in sizes.most_common())
    with override_settings(STANDTO_SMALL_NUMBER=sizes[small] + 1):
        for teams in ([small], [large[0], small], large):
            (fault,) = faults_of(ahead().sends(SMALL.format(team='", "'.join(teams))))
            assert fault.startswith("Some is about fewer than")
        ahead().keeps_set(SMALL.format(team='", "'.join(large[:2])))


IN_TEAM = {"a": range(8), "b": range(8, 20), "c": range(20, 23)}
HOLDERS = {"s": [*range(6), *range(8, 18)], "t": [6, 7]}


def number_of(among: Among) -> int:
    """The number of people among some, of 23 people in three teams with two skills."""
    teams = {one for team in among.teams or IN_TEAM for one in IN_TEAM[team]}
    return len(teams & {one for skill in among.capabilities for one in HOLDERS[skill]} if among.capabilities else teams)


@pytest.mark.parametrize(
    ("among", "least"),
    [
        (Among(), 23),
        (Among(teams=("a",)), 8),
        (Among(teams=("a", "c")), 3),
        (Among(teams=("a", "b")), 3),
        (Among(capabilities=("s",)), 7),
        (Among(capabilities=("s", "t")), 2),
        (Among(teams=("a",), capabilities=("s",)), 2),
        (Among(teams=("b",), capabilities=("s",)), 2),
    ],
)
def test_a_group_tells_of_its_parts_and_of_those_whom_it_leaves_out(among, least):
    assert least_told(among, number_of) == least


def test_a_set_that_names_a_person_is_refused(loaded, ahead):
    person = loaded.scenario.people[0].id
    faults = faults_of(ahead().sends(FEW.replace('note = "', f'note = "{person} said so. ')))
    assert faults == ["Contains somebody's cipher; write nothing about a person here"]


@pytest.mark.parametrize("key", ["note", "name"])
@pytest.mark.parametrize(
    "hidden",
    [
        lambda cipher: "".join(f"\\u{ord(letter):04x}" for letter in cipher),
        lambda cipher: f"{cipher[0]}\N{ZERO WIDTH SPACE}{cipher[1:]}",
        lambda cipher: f"{cipher[0]}\\u00ad{cipher[1:]}",
        lambda cipher: "".join(chr(ord(letter) + 0xFEE0) for letter in cipher),
    ],
    ids=["as escapes", "with a space of no width", "with an escaped hyphen that is not seen", "in wide letters"],
)
def test_a_person_is_found_however_a_file_writes_their_cipher(loaded, ahead, key, hidden):
    person = hidden(loaded.scenario.people[0].id)
    ahead().sends(re.sub(rf'(?m)^{key} = "', lambda _: f'{key} = "{person} ', FEW))
    assert AssumptionSet.objects.count() == 0


def test_only_its_author_and_a_commander_end_a_set_and_outlooks_stay(loaded, ahead):
    planner = ahead()
    kept = planner.keeps_set()
    outlook = planner.keeps("The set alone", assumptions=str(kept.pk))
    end = reverse("assumptions-end", args=[kept.pk])
    assert ahead().client.post(end).status_code == 403
    assert ahead("commander").client.post(end).status_code == 302
    assert AssumptionSet.objects.count() == 0
    page = planner.client.get(reverse("outlook-kept", args=[outlook.pk]))
    assert "name = &#34;published&#34;" in page.content.decode()


def test_a_file_that_is_no_text_is_refused(loaded, ahead):
    planner = ahead()
    file = SimpleUploadedFile("a.toml", b"\xff\xfe\x00")
    page = planner.client.post(reverse("assumptions"), {"file": file, "key": "k"})
    assert faults_of(page) == ["The file must be a text file in UTF-8"]
