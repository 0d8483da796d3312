"""Publishing the rota of a month: what people are told, once, and what they have not been told yet."""

from __future__ import annotations

from itertools import count

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standto.errors import InputError
from standto.model.time import HOUR
from standto_desk.acts.known_facts import AlreadyKnown
from standto_desk.acts.rota.publishing import NOTHING_NEW, publish_rota
from standto_desk.acts.rota.seeing import see_rota
from standto_desk.acts.rota.telling import SUBJECT
from standto_desk.clock import now
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.reading import head
from standto_desk.ledger.refusals import Stale
from standto_desk.picture.rota.looking import Looked, looked_at, unseen_by
from standto_desk.picture.rota.months import Month
from standto_desk.picture.rota.publications import publications_of
from standto_desk.picture.rota.untold import by_team, untold_at
from tests.desk.acts.rota.small_rota import MARCH, enter, moment, row_ended, row_set, small_rota
from tests.desk.people import account_of
from tests.desk.sent_emails import all_sent

KEY = "form"


@pytest.fixture
def officer(database):
    return small_rota()


def published(officer, **more):
    return publish_rota(account=officer.account, author=officer.author, month=MARCH, **more)


def untold():
    """What nobody has been told, in hours of the month: gone and new times by person."""

    def hours(times):
        return [((one.start - MARCH_START) // HOUR, (one.until - MARCH_START) // HOUR) for one in times]

    return {one.person: (hours(one.gone), hours(one.new)) for one in untold_at(MARCH, now())}


MARCH_START = moment(1, 0)


def faults(refusal):
    return [(fault.place, fault.what) for fault in refusal.value.faults]


def test_before_the_first_publication_everything_is_new(officer):
    assert untold() == {"a1": ([], [(8, 20)]), "b1": ([], [(32, 44)])}
    assert published(officer).people == 2
    assert untold() == {}


def test_a_row_that_changes_is_not_told_until_the_next_publication(officer):
    published(officer)
    enter(row_set("a1", 1, 8, 22), row_set("b1", 5, 8, 20), row_ended("b1", 2, 8))
    assert untold() == {"a1": ([(8, 20)], [(8, 22)]), "b1": ([(32, 44)], [(104, 116)])}
    assert [(one.team, one.people, one.gone, one.new, one.first) for one in by_team(untold_at(MARCH, now()))] == [
        ("alpha", 1, 1, 1, 0),
        ("beta", 1, 1, 1, 0),
    ]
    assert published(officer).people == 2
    assert untold() == {}


def test_only_the_teams_that_were_chosen_are_told(officer):
    assert published(officer, teams=["beta"]).people == 1
    assert untold() == {"a1": ([], [(8, 20)])}
    with pytest.raises(InputError) as refusal:
        published(officer, teams=["beta"])
    assert faults(refusal) == [("teams", NOTHING_NEW)]
    assert published(officer).people == 1


def test_nobody_publishes_the_same_twice_and_the_same_form_is_entered_once(officer):
    first = published(officer, key=KEY, based_on=head().count)
    count = head().count
    again = published(officer, key=KEY, based_on=first.entry.sequence - 1)
    assert (again.entry.sequence, again.people, head().count) == (first.entry.sequence, 2, count)
    with pytest.raises(InputError) as refusal:
        published(officer)
    assert (faults(refusal), head().count) == ([("teams", NOTHING_NEW)], count)


@pytest.mark.parametrize(
    ("month", "teams", "what"),
    [
        (Month(2024, 1), None, "January 2024 is over: publish a month that is not"),
        (Month(2025, 3), None, "March 2025 is too far ahead: publish at most 12 months ahead"),
        (MARCH, [], "Choose at least one team"),
        (MARCH, ["alpha", "zulu"], "Nobody of your force is in the team zulu"),
    ],
)
def test_a_month_or_a_team_that_cannot_be_published_is_refused(officer, month, teams, what):
    with pytest.raises(InputError) as refusal:
        publish_rota(account=officer.account, author=officer.author, month=month, teams=teams)
    assert faults(refusal) == [("teams", what)]


def test_a_page_that_showed_another_rota_is_stale(officer):
    drawn = head().count
    enter(row_set("a1", 1, 8, 22))
    with pytest.raises(Stale) as stale:
        published(officer, based_on=drawn)
    assert [one.subject for one in stale.value.changes] == ["a1"]
    assert published(officer, based_on=head().count).people == 2


def test_a_page_is_not_stale_because_of_rows_that_change_nothing_in_the_month(officer):
    drawn = head().count
    enter(row_set("a1", 1, 8, 20, month=6))
    assert published(officer, based_on=drawn).people == 2


def test_two_officers_do_not_publish_from_the_same_page(officer):
    drawn = head().count
    published(officer, teams=["alpha"], based_on=drawn)
    with pytest.raises(Stale):
        published(officer, teams=["beta"], based_on=drawn)


def test_only_people_who_keep_the_rota_publish_it(officer):
    for role in ("volunteer", "viewer", "planner", "commander", "auditor", "administrator"):
        with pytest.raises(PermissionDenied):
            publish_rota(account=account_of(role), author=officer.author, month=MARCH)


def test_the_entry_names_no_person(officer):
    entry = published(officer, teams=["beta", "alpha"], based_on=head().count).entry
    drawn = entry.sequence - 1
    assert (entry.sort, entry.subject, entry.body) == (
        "rota-published",
        "2024-03",
        f'{{"drawn":{drawn},"teams":["alpha","beta"]}}',
    )


def test_people_see_old_and_new_times_until_they_say_that_they_have_seen_them(officer):
    one, other = (account_of("volunteer", cipher=cipher) for cipher in ("a1", "b1"))
    first = published(officer).entry.sequence
    assert looked_at(publications_of(MARCH)[0]) == Looked(told=2, seen=0, without=0)
    (unseen,) = unseen_by(one, "a1", now())
    assert (unseen.publication.sequence, unseen.first, len(unseen.gone), len(unseen.new)) == (first, True, 0, 1)
    entry = see_rota(account=one, author=Author(str(one.pk), "", "met"), publication=first, key=KEY)
    assert (entry.sort, entry.subject, entry.account, entry.body) == (
        "rota-seen",
        f"entry-{first}",
        str(one.pk),
        "",
    )
    assert see_rota(account=one, author=Author(str(one.pk), "", "met"), publication=first, key=KEY) == entry
    with pytest.raises(AlreadyKnown):
        see_rota(account=one, author=Author(str(one.pk), "", "met"), publication=first)
    assert (unseen_by(one, "a1", now()), looked_at(publications_of(MARCH)[0]).waiting) == ([], 1)

    enter(row_set("a1", 1, 8, 22))
    second = published(officer).entry.sequence
    (unseen,) = unseen_by(one, "a1", now())
    assert (unseen.publication.sequence, unseen.first) == (second, False)
    assert [(each.until - each.start) // HOUR for each in (*unseen.gone, *unseen.new)] == [12, 14]
    # Somebody who has not looked yet is told the last rota, once.
    assert [each.publication.sequence for each in unseen_by(other, "b1", now())] == [second]
    assert looked_at(publications_of(MARCH)[0]) == Looked(told=1, seen=0, without=0)


def test_a_change_that_was_taken_back_before_somebody_looked_is_nothing_to_see(officer):
    one = account_of("volunteer", cipher="a1")
    first = published(officer).entry.sequence
    see_rota(account=one, author=Author(str(one.pk), "", "met"), publication=first)
    enter(row_set("a1", 1, 8, 22))
    published(officer)
    enter(row_set("a1", 1, 8, 20))
    published(officer)
    assert unseen_by(one, "a1", now()) == []


def test_mail_goes_to_each_address_alone_and_says_nothing(officer):
    account_of("volunteer", cipher="a1", email="one@example.org")
    account_of("volunteer", cipher="b1", email="other@example.org")
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        published(officer, teams=["alpha"])
        all_sent()
        (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["one@example.org"], SUBJECT)
    words = f"{letter.subject} {letter.body}"
    assert [text for text in ("a1", "alpha", "March", "08:00", "volunteer") if text in words] == []


# -- beside plain code --------------------------------------------------------------------------------------------

TEAMS = {"a1": "alpha", "a2": "alpha", "b1": "beta"}
DAYS = st.integers(1, 6)
CHANGES = st.one_of(
    st.tuples(st.just("set"), st.sampled_from([*TEAMS]), DAYS, st.integers(9, 20)),
    st.tuples(st.just("ended"), st.sampled_from([*TEAMS]), DAYS),
    st.tuples(st.just("published"), st.sampled_from([None, ("alpha",), ("beta",), ("alpha", "beta")])),
)


@given(st.lists(CHANGES, max_size=12))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_untold_is_what_plain_code_remembers(new_desk, changes):
    new_desk()
    officer, keys = small_rota(), count()
    rows = {("a1", 1): 20, ("b1", 2): 20}
    told: dict[str, set] = {}

    def times(person):
        return {(day, until) for (whose, day), until in rows.items() if whose == person}

    for what, *parts in changes:
        if what == "set":
            person, day, until = parts
            enter(row_set(person, day, 8, until))
            rows[person, day] = until
        elif what == "ended" and (parts[0], parts[1]) in rows:
            enter(row_ended(*parts, 8))
            del rows[parts[0], parts[1]]
        elif what == "published":
            (teams,) = parts
            ours = {person for person, team in TEAMS.items() if teams is None or team in teams}
            news = {person for person in ours if times(person) != told.get(person, set())}
            if news or not publications_of(MARCH):
                assert published(officer, teams=teams, key=f"k{next(keys)}").people == len(news)
                told |= {person: times(person) for person in ours}
            else:
                with pytest.raises(InputError):
                    published(officer, teams=teams)

    def plain(found):
        return {((one.start - MARCH_START) // HOUR, (one.until - MARCH_START) // HOUR) for one in found}

    def hours(found):
        return {((day - 1) * 24 + 8, (day - 1) * 24 + until) for day, until in found}

    expected = {
        person: (hours(told.get(person, set()) - times(person)), hours(times(person) - told.get(person, set())))
        for person in TEAMS
        if times(person) != told.get(person, set())
    }
    assert {one.person: (plain(one.gone), plain(one.new)) for one in untold_at(MARCH, now())} == expected
