"""Kept what-ifs: under a name, compared, shown to a commander, opened later, and turned into proposals."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.urls import reverse

from standto.model.time import HOUR
from standto_desk.acts.models import WhatIf
from standto_desk.acts.supposing import keeping
from standto_desk.acts.supposing.questions import checked_answer
from standto_desk.clock.setting import set_demo_clock
from standto_desk.ledger.reading import head
from standto_desk.presenting.waiting_counts import what_waits
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import faults_of, hidden, words_of
from tests.desk.weekends import SATURDAY


def test_a_what_if_is_kept_once_however_often_its_form_is_sent(handful, asking):
    planner = asking("planner", post="planning")
    before = head()
    page = reverse("what-if-keep", args=[planner.asks("kent-arv withdraws").resolver_match.kwargs["key"]])
    form = {"name": "Kent withdraws", "key": hidden(planner.client.get(page), "key")}
    places = {planner.client.post(page, form)["Location"] for _ in range(2)}
    kept = WhatIf.objects.get()
    assert places == {reverse("what-if-kept", args=[kept.pk])}
    assert (kept.name, kept.force, kept.post, kept.sentences) == (
        "Kent withdraws",
        "met",
        "planning",
        "kent-arv withdraws",
    )
    assert head() == before


def test_nobody_waits_while_the_answer_of_a_what_if_that_is_kept_is_worked_out(handful, asking, monkeypatch):
    held: list[bool] = []

    def watched(*given):
        held.append(connection.in_atomic_block)
        return checked_answer(*given)

    monkeypatch.setattr(keeping, "checked_answer", watched)
    asking("planner").keeps("Kent", "kent-arv withdraws")
    assert held == [False]


def test_two_what_ifs_never_have_one_name(handful, asking):
    asking("planner").keeps("Kent", "kent-arv withdraws")
    faults = faults_of(asking("planner").tries_to_keep("Kent", "40 step back"))
    assert faults == ["Another what-if has this name: choose a different one"]


def test_a_name_with_a_cipher_is_refused(handful, asking):
    person = handful.scenario.people[0].id
    faults = faults_of(asking("planner").tries_to_keep(f"Without {person}", "40 step back"))
    assert faults == ["Contains somebody's cipher; write nothing about a person here"]


def test_its_author_and_a_commander_rename_and_end_it_and_others_do_not(handful, asking):
    kept = asking("planner").keeps("Kent", "kent-arv withdraws")
    address = reverse("what-if-rename", args=[kept.pk])
    assert asking("planner").client.post(address, {"name": "Mine", "was": "Kent"}).status_code == 403
    commander = asking("commander").client
    assert commander.post(address, {"name": "Kent on Saturday", "was": "Kent"}).status_code == 302
    assert faults_of(commander.post(address, {"name": "Another", "was": "Kent"})) == [
        "Somebody renamed this meanwhile: it is called Kent on Saturday"
    ]
    end = reverse("what-if-end", args=[kept.pk])
    assert asking("planner").client.post(end).status_code == 403
    assert commander.post(end).status_code == 302
    assert list(WhatIf.objects.all()) == []


def test_what_is_shown_to_a_commander_waits_until_they_have_looked_at_it(handful, asking):
    planner, commander = asking("planner"), asking("commander")
    kept = planner.keeps("Kent", "kent-arv withdraws")
    account = commander.client.account
    form = {"to": str(account.pk), "note": "Look at Saturday night."}
    assert planner.client.post(reverse("what-if-show", args=[kept.pk]), form).status_code == 302
    assert what_waits(account, handful.at(SATURDAY))["/what-if/"] == "1 what-if waits for you"
    assert "Look at Saturday night." in words_of(commander.client.get(reverse("what-if")))
    commander.client.post(reverse("what-if-looked", args=[kept.pk]))
    assert "/what-if/" not in what_waits(account, handful.at(SATURDAY))
    assert "looked at on" in words_of(planner.client.get(reverse("what-if-kept", args=[kept.pk])))


@pytest.mark.parametrize(
    ("note", "fault"),
    [
        ("x" * 301, "What should they look at: enter 300 characters or fewer"),
        ("Ask {person}", "Contains somebody's cipher; write nothing about a person here"),
    ],
)
def test_a_note_is_short_and_names_nobody(handful, asking, note, fault):
    planner, commander = asking("planner"), asking("commander")
    kept = planner.keeps("Kent", "kent-arv withdraws")
    form = {"to": str(commander.client.account.pk), "note": note.format(person=handful.scenario.people[0].id)}
    assert faults_of(planner.client.post(reverse("what-if-show", args=[kept.pk]), form)) == [fault]


def test_nobody_is_shown_a_what_if_who_does_not_decide(handful, asking):
    planner, other = asking("planner"), asking("planner")
    kept = planner.keeps("Kent", "kent-arv withdraws")
    form = {"to": str(other.client.account.pk), "note": ""}
    assert planner.client.post(reverse("what-if-show", args=[kept.pk]), form).status_code == 422


def test_several_stand_beside_today(handful, asking):
    planner = asking("planner")
    numbers = [planner.keeps(f"Need {number}", f"ct-response needs {number}").pk for number in (14, 15, 16)]
    page = planner.client.get(reverse("what-if-compare"), {"kept": numbers}).content.decode()
    heads = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', page)
    # The rows after the tenth are a table of their own, which a phone folds.
    assert heads == 2 * ["Finding", "Today", "Need 16", "Need 15", "Need 14"]
    assert re.findall(r'data-column="([^"]*)"', page)[:4] == heads[1:5]
    five = [*numbers, *(planner.keeps(f"Need {number}", f"ct-response needs {number}").pk for number in (17, 18))]
    assert faults_of(planner.client.get(reverse("what-if-compare"), {"kept": five})) == [
        "Choose at most 4 what-ifs: you chose 5"
    ]
    assert faults_of(planner.client.get(reverse("what-if-compare"))) == [
        "Choose at least one what-if to compare with today"
    ]


def test_a_what_if_opened_later_says_what_changed_and_keeps_the_saturday_that_was_meant(handful, asking):
    planner = asking("planner")
    kept = planner.keeps("Sunday", "ct-response needs 16 from Sat 18:00")
    address = reverse("what-if-kept", args=[kept.pk])
    assert "The answer is the same." in words_of(planner.client.get(address))
    set_demo_clock(at=handful.at(SATURDAY) + 30 * HOUR)
    told = words_of(planner.client.get(address))
    assert told.count("from Sat 23 Sep 18:00 BST until the end") == 2, told
    assert "Now, from Sun 24 Sep 18:00 BST to Wed 27 Sep 18:00 BST" in told
    assert "Show the answer of Sat 23 Sep 12:00 BST" in told
    assert "What is different" in told


def test_what_is_supposed_leads_to_the_forms_of_the_ladder_filled_in(handful, asking):
    commander = asking("commander", post="strategic-commander")
    kept = commander.keeps("More from Surrey", "+12 surrey-arv", "kent-arv withdraws 2")
    page = commander.client.get(reverse("what-if-kept", args=[kept.pk])).content.decode()
    ask, answer = (
        unescape(one) for one in re.findall(rf'href="(/ladder/[^"]*what-if={kept.pk})">(?:Propose|If)', page)
    )
    assert urlsplit(ask).path == reverse("ladder-propose", args=["surrey-arv", "ask-aid"])
    assert urlsplit(answer).path == reverse("ladder-answer", args=["kent-arv", "aid-withdrawn"])
    for href, count in ((ask, 12), (answer, 2)):
        filled = commander.client.get(href).content.decode()
        assert re.search(rf'name="count"[^>]*value="{count}"', filled)
    assert "What if “More from Surrey”, kept Sat 23 Sep 12:00 BST, supposes: +12 surrey-arv" in words_of(
        commander.client.get(ask)
    )


def test_a_what_if_is_of_its_force_alone(handful, asking, client_as):
    kept = asking("planner").keeps("Kent", "kent-arv withdraws")
    WhatIf.objects.filter(pk=kept.pk).update(force="kent")
    assert asking("planner").client.get(reverse("what-if-kept", args=[kept.pk])).status_code == 404


def test_what_ifs_are_kept_on_both_databases(database, few_people):
    planner = client_of(account_of("planner"))
    sent = planner.post(reverse("what-if-new"), {"sentences": "kent-arv withdraws", "choice": "worst"})
    key = sent["Location"].split("/")[-2]
    page = reverse("what-if-keep", args=[key])
    form = {"name": "Kent", "key": hidden(planner.get(page), "key")}
    assert [planner.post(page, form).status_code for _ in range(2)] == [302, 302]
    commander = account_of("commander")
    shown = reverse("what-if-show", args=[WhatIf.objects.get().pk])
    assert [planner.post(shown, {"to": str(commander.pk), "note": ""}).status_code for _ in range(2)] == [302, 302]
    assert what_waits(commander, few_people)["/what-if/"] == "1 what-if waits for you"
    assert client_of(commander).post(reverse("what-if-end", args=[WhatIf.objects.get().pk])).status_code == 302
    assert list(WhatIf.objects.all()) == []


def test_a_name_that_is_too_long_and_a_what_if_that_nobody_can_keep_are_told_together(handful, asking):
    officer = asking("duty-officer")
    page = reverse("what-if-keep", args=[officer.asks("person m0001 steps back").resolver_match.kwargs["key"]])
    answer = officer.client.post(page, {"name": "x" * 101, "key": hidden(officer.client.get(page), "key")})
    long = "Name of this what-if: enter 100 characters or fewer"
    assert (answer.status_code, faults_of(answer)) == (422, [keeping.ABOUT_A_PERSON, long])
    assert not WhatIf.objects.exists()


def test_a_long_name_a_rename_meanwhile_and_a_note_about_a_person_are_told_beside_each_other(handful, asking):
    planner = asking("planner")
    kept = planner.keeps("Kent", "kent-arv withdraws")
    answer = planner.client.post(reverse("what-if-rename", args=[kept.pk]), {"name": "x" * 101, "was": "Essex"})
    assert len(faults_of(answer)) == 1
    sent = {"to": "nobody", "note": "Ask m0001."}
    faults = faults_of(planner.client.post(reverse("what-if-show", args=[kept.pk]), sent))
    assert len(faults) == 2
