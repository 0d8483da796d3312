"""Kept outlooks: with their answer and inputs, compared, shown to a commander, quoted in a report, and as jobs."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import asdict
from threading import Event

import pytest
from django.urls import reverse

from standto.assuming.assumptions_reader import assumptions_of
from standto.futures.merging import digest_of
from standto.futures.packed_tallies import unpacked
from standto.model.time import HOUR
from standto_desk.acts.looking_ahead.outlook_questions import OutlookQuestion
from standto_desk.acts.models import KeptOutlook
from standto_desk.clock.setting import set_demo_clock, start_demo_clock
from standto_desk.jobs.contexts import WorkerStopping
from standto_desk.jobs.functions import FUNCTIONS
from standto_desk.jobs.leases import Watch
from standto_desk.jobs.models import DONE, Job
from standto_desk.jobs.working import do
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.reading import head
from standto_desk.ledger.scenario_import import import_scenario
from standto_desk.picture.engine_loading import engine, one_of_each
from standto_desk.picture.foreseeing import PART, foresee
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.waiting_counts import what_waits
from tests.desk.reading_pages import faults_of, hidden, words_of
from tests.desk.weekends import SATURDAY, few

ASKED = {"least": "5", "most": "20", "over_hours": "24", "seed": "3"}


def test_an_outlook_is_kept_once_with_its_answer_its_inputs_its_seed_and_its_version(loaded, ahead):
    planner, before = ahead(post="planning"), head()
    page = planner.keep_page(**ASKED)
    form = {"name": "5 to 20", "futures": "10000", "key": hidden(planner.client.get(page), "key")}
    places = {planner.client.post(page, form)["Location"] for _ in range(2)}
    kept = KeptOutlook.objects.get()
    assert places == {reverse("outlook-kept", args=[kept.pk])}
    assert (kept.name, kept.force, kept.post, kept.seed, kept.futures) == ("5 to 20", "met", "planning", 3, 10_000)
    assert kept.question == asdict(OutlookQuestion(least=5, most=20, over_hours=24, hours=72, seed=3))
    assert [len(one) for one in (kept.inputs, kept.results)] == [64, 64]
    assert kept.content["results"] == kept.results
    assert assumptions_of(kept.assumptions.encode(), loaded.scenario).name == "typed-at-the-desk"
    assert head() == before


def test_a_kept_outlook_stays_as_it_was_while_the_clock_goes_on(loaded, ahead):
    planner = ahead()
    kept = planner.keeps("5 to 20", **ASKED)
    address = reverse("outlook-kept", args=[kept.pk])
    before = words_of(planner.client.get(address)).split("We will sign you out")[0]
    set_demo_clock(at=loaded.at(SATURDAY) + 30 * HOUR)
    after = words_of(planner.client.get(address)).split("We will sign you out")[0]
    assert after.split("Outlook. Nothing")[1] == before.split("Outlook. Nothing")[1]


def test_two_outlooks_never_have_one_name_and_none_has_a_cipher_in_it(loaded, ahead):
    planner, person = ahead(), loaded.scenario.people[0].id
    planner.keeps("5 to 20", **ASKED)
    assert faults_of(planner.tries_to_keep("5 to 20", **ASKED)) == [
        "Another outlook has this name: choose a different one"
    ]
    assert faults_of(planner.tries_to_keep(f"Without {person}", **ASKED)) == [
        "Contains somebody's cipher; write nothing about a person here"
    ]


def test_what_is_shown_to_a_commander_waits_until_they_have_looked_at_it(loaded, ahead):
    planner, commander = ahead(), ahead("commander")
    kept = planner.keeps("5 to 20", **ASKED)
    account = commander.client.account
    form = {"to": str(account.pk), "note": "Look at Saturday night."}
    assert planner.client.post(reverse("outlook-show", args=[kept.pk]), form).status_code == 302
    assert what_waits(account, loaded.at(SATURDAY))["/outlook/"] == "1 outlook waits for you"
    assert "Look at Saturday night." in words_of(commander.client.get(reverse("outlook")))
    commander.client.post(reverse("outlook-looked", args=[kept.pk]))
    assert "/outlook/" not in what_waits(account, loaded.at(SATURDAY))
    assert "looked at on" in words_of(planner.client.get(reverse("outlook-kept", args=[kept.pk])))


def test_its_author_and_a_commander_rename_and_end_it_and_others_do_not(loaded, ahead):
    kept = ahead().keeps("5 to 20", **ASKED)
    rename, end = (reverse(name, args=[kept.pk]) for name in ("outlook-rename", "outlook-end"))
    assert ahead().client.post(rename, {"name": "Mine", "was": "5 to 20"}).status_code == 403
    assert ahead().client.post(end).status_code == 403
    commander = ahead("commander").client
    assert commander.post(rename, {"name": "By Sunday", "was": "5 to 20"}).status_code == 302
    assert commander.post(end).status_code == 302
    assert list(KeptOutlook.objects.all()) == []


def test_several_stand_side_by_side_with_a_warning_if_their_moments_differ(loaded, ahead):
    planner = ahead()
    first, second = (planner.keeps(f"Up to {most}", **{**ASKED, "most": str(most)}) for most in (10, 20))
    numbers = {"kept": [first.pk, second.pk]}
    page = planner.client.get(reverse("outlook-compare"), numbers)
    heads = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', page.content.decode())
    assert heads[:3] == ["Finding", "Up to 20", "Up to 10"]
    assert "different moments" not in words_of(page)
    set_demo_clock(at=loaded.at(SATURDAY) + HOUR)
    third = planner.keeps("An hour later", **ASKED)
    later = planner.client.get(reverse("outlook-compare"), {"kept": [first.pk, third.pk]})
    assert "They differ by more than their assumptions" in words_of(later)
    assert faults_of(planner.client.get(reverse("outlook-compare"))) == ["Choose at least one outlook to compare"]


def test_an_outlook_is_of_its_force_alone(loaded, ahead):
    kept = ahead().keeps("5 to 20", **ASKED)
    KeptOutlook.objects.filter(pk=kept.pk).update(force="kent")
    assert ahead().client.get(reverse("outlook-kept", args=[kept.pk])).status_code == 404


def test_many_futures_are_worked_out_as_a_job_that_keeps_them_under_the_name(loaded, ahead):
    planner = ahead()
    answer = planner.tries_to_keep("In the background", futures=100_000, **ASKED)
    job = Job.objects.get()
    assert answer["Location"] == reverse("job", args=[job.pk])
    do(*Watch().take(FUNCTIONS.keys()), Event())
    job.refresh_from_db()
    assert job.state == DONE, job.reason
    kept = KeptOutlook.objects.get()
    assert (job.result, kept.name, kept.futures) == (kept.pk, "In the background", 100_000)
    assert reverse("outlook-kept", args=[kept.pk]) in planner.client.get(answer["Location"]).content.decode()


def test_a_job_has_the_numbers_that_the_page_has(loaded, ahead):
    planner = ahead()
    at_once = planner.keeps("At once", **ASKED)
    planner.tries_to_keep("In the background", futures=100_000, **ASKED)
    Job.objects.update(arguments={**Job.objects.get().arguments, "futures": 10_000})
    do(*Watch().take(FUNCTIONS.keys()), Event())
    assert KeptOutlook.objects.get(name="In the background").content == at_once.content


class Interrupted:
    """Work that is stopped in its second part, and resumed from what it kept."""

    def __init__(self) -> None:
        self.kept, self.starts = {}, []

    def begun(self, inputs):
        return self.kept.get(inputs)

    def keep(self, inputs, tally):
        self.kept[inputs] = tally

    def sharing(self, start, futures):
        self.starts.append(start)

        def told(share):
            if self.starts == [0, PART]:
                raise WorkerStopping

        return told


@pytest.mark.slow
def test_work_that_is_interrupted_goes_on_where_it_stopped_with_the_same_answer(loaded):
    picture, work = picture_now(), Interrupted()
    asked = {"seed": 3, "futures": PART + 3_000, "until": picture.until, "basis": "confirmed"}
    with pytest.raises(WorkerStopping):
        foresee(picture, one_of_each(picture), **asked, work=work)
    resumed = foresee(picture, one_of_each(picture), **asked, work=work)
    assert work.starts == [0, PART, PART]
    assert digest_of(resumed.tally) == digest_of(foresee(picture, one_of_each(picture), **asked).tally)


def test_a_job_keeps_its_tally_for_a_worker_that_takes_over(loaded, ahead):
    ahead().tries_to_keep("In the background", futures=100_000, **ASKED)
    Job.objects.update(arguments={**Job.objects.get().arguments, "futures": 2_000})
    do(*Watch().take(FUNCTIONS.keys()), Event())
    kept, saved = KeptOutlook.objects.get(), Job.objects.get().saved
    assert saved["inputs"] == kept.inputs
    assert digest_of(unpacked(b64decode(saved["tally"]))) == kept.results


@pytest.mark.parametrize("name", ["", "  ", "5 to 20"])
def test_a_job_is_not_begun_under_a_name_that_could_not_be_kept(loaded, ahead, name):
    planner = ahead()
    planner.keeps("5 to 20", **ASKED)
    assert planner.tries_to_keep(name, futures=100_000, **ASKED).status_code == 422
    assert Job.objects.count() == 0


def test_a_report_to_command_quotes_it_as_ranges_and_other_reports_offer_none(loaded, ahead):
    planner = ahead()
    kept = planner.keeps("5 to 20", **ASKED)
    pages = {}
    for audience in ("command", "desk"):
        form = {"audience": audience, "at": "", "corrects": "", "key": f"draft-{audience}"}
        drafted = planner.client.post(reverse("report-new"), form)
        number = int(re.search(r"\d+", drafted["Location"])[0])
        pages[audience] = reverse("report-words", args=[number, "comment"])
    offered = planner.client.get(pages["command"])
    assert f"?outlook={kept.pk}" in offered.content.decode()
    quoted = words_of(planner.client.get(f"{pages['command']}?outlook={kept.pk}"))
    assert re.search(r"(\d+ to \d+|under [\d.]+|over [\d.]+) % of futures", quoted), quoted
    assert "if these assumptions hold" in quoted
    assert kept.inputs[:12] in quoted
    assert "outlook=" not in planner.client.get(f"{pages['desk']}?outlook={kept.pk}").content.decode()
    assert "if these assumptions hold" not in words_of(planner.client.get(f"{pages['desk']}?outlook={kept.pk}"))


def test_outlooks_and_sets_are_kept_on_both_databases(database, ahead):
    weekend = few()
    import_scenario(weekend.scenario, author=Author("tests", "", ""), now=weekend.scenario.horizon.start)
    start_demo_clock(at=weekend.at(SATURDAY))
    engine.load_here(picture_now())
    planner, commander = ahead(), ahead("commander")
    kept_set = planner.keeps_set()
    kept = planner.keeps("With the set", assumptions=str(kept_set.pk), **ASKED)
    form = {"to": str(commander.client.account.pk), "note": ""}
    shown = reverse("outlook-show", args=[kept.pk])
    assert [planner.client.post(shown, form).status_code for _ in range(2)] == [302, 302]
    assert what_waits(commander.client.account, weekend.at(SATURDAY))["/outlook/"] == "1 outlook waits for you"
    assert commander.client.post(reverse("outlook-end", args=[kept.pk])).status_code == 302
    assert list(KeptOutlook.objects.all()) == []


def test_a_number_of_futures_and_a_name_that_is_taken_are_told_together_and_nothing_is_worked_out(loaded, ahead):
    planner = ahead()
    planner.keeps("5 to 20", **ASKED)
    page = planner.keep_page(**ASKED)
    form = {"name": "5 to 20", "futures": "many", "key": hidden(planner.client.get(page), "key")}
    taken, futures = faults_of(planner.client.post(page, form))
    assert taken == "Another outlook has this name: choose a different one"
    assert futures.startswith("Select a valid choice")
    assert KeptOutlook.objects.count() == 1
