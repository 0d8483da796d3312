"""Folders on the desk: files in, a preview, entries once somebody has confirmed it, and the whole undone."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from standto.model.people import Person
from standto_desk.access.models import Opening
from standto_desk.acts.registering.changing_rules import confirm_rules
from standto_desk.acts.registering.rules_proposals import open_rules_proposals
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.acts.bulk.folders import files_of
from tests.desk.pages.importing.conftest import APART
from tests.desk.people import account_of, client_of
from tests.desk.random_tokens import without_tokens
from tests.desk.reading_pages import faults_of, hidden, words_of

COMMANDER = Author("tests", "", "met")


def register():
    """The register in force, without events."""
    return replace(scenario_at(now()), events=())


def sent_files(scenario, *names):
    """Files of a scenario's folder as somebody chooses them."""
    return [SimpleUploadedFile(name, data) for name, data in files_of(scenario).items() if not names or name in names]


def zipped(files, inside=""):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{inside}{name}", content)
    return SimpleUploadedFile("force.zip", data.getvalue())


def send(client, *files, **more):
    return client.post("/import/folder/", {"files": list(files), **more}, follow=True)


def confirm(client, page, **more):
    return client.post(place_of(page), {"seen": hidden(page, "seen"), **more})


def place_of(page) -> str:
    return re.search(r'action="(/import/folder/[0-9a-f]+/)"', page.content.decode())[1]


def stronger(scenario):
    """A register in which the first duty needs two more."""
    first, *others = scenario.duties
    return replace(scenario, duties=(replace(first, strength=first.strength + 2), *others))


@pytest.fixture
def planner(handful, client_as):
    return client_as("planner")


@APART
def test_a_planner_changes_duties_by_a_folder_and_undoes_it(planner):
    before, base = head().count, register()
    page = send(planner, *sent_files(stronger(base), "duties.csv"))
    words = words_of(page)
    assert "Duties 0 1 0" in words
    first = base.duties[0].strength
    assert f"People required {first} → {first + 2}" in words
    assert "Cover" in words
    assert "Margin" in words
    done = confirm(planner, page)
    assert (done.status_code, head().count) == (302, before + 1)
    assert register().duties == stronger(base).duties
    receipt = planner.get(done.headers["Location"])
    assert "1 entry" in words_of(receipt)
    undo = planner.get(done.headers["Location"].replace("receipt", "undo"))
    assert "Undo the import" in words_of(undo)
    address = done.headers["Location"].replace("receipt", "undo")
    assert planner.post(address, {"seen": "x"}).status_code == 409
    undone = planner.post(address, {"seen": hidden(undo, "seen")})
    assert undone.status_code == 302
    assert register() == base
    assert "Undone" in words_of(planner.get(undone.headers["Location"]))
    assert planner.post(address, {"seen": hidden(undo, "seen")}).status_code == 302
    assert head().count == before + 2
    assert verify_ledger().fault == ""


def test_an_archive_of_the_whole_folder_has_nothing_to_do(planner):
    page = send(planner, zipped(files_of(register()), inside="force/"))
    assert "Nothing: the ledger has all of it already" in words_of(page)
    assert "Confirm and import" not in words_of(page)


def test_rows_that_are_not_in_the_folder_end_only_if_that_is_chosen(planner):
    base = register()
    fewer = replace(base, sources=base.sources[1:])
    page = send(planner, *sent_files(fewer, "sources.csv"))
    assert "Sources: 1 row is not in the folder" in words_of(page)
    page = planner.post(place_of(page), {"act": "show", "ending": ["sources"]})
    assert "Sources 0 0 1" in words_of(page)
    assert confirm(planner, page, ending=["sources"]).status_code == 302
    assert register().sources == fewer.sources
    assert Entry.objects.filter(kind="sources", step="ended").count() == 1


def test_a_choice_that_was_not_shown_yet_is_shown_before_it_is_entered(planner):
    before, base = head().count, register()
    page = send(planner, *sent_files(replace(stronger(base), sources=base.sources[1:]), "duties.csv", "sources.csv"))
    again = confirm(planner, page, ending=["sources"])
    assert (again.status_code, head().count) == (409, before)
    assert confirm(planner, again, ending=["sources"]).status_code == 302


def test_what_an_account_may_not_change_is_left_and_told(handful, client_as):
    base = register()
    more = replace(stronger(base), people=(*base.people, Person("zz1", base.home, "")))
    planner, officer = client_as("planner"), client_as("duty-officer")
    page = send(planner, *sent_files(more, "duties.csv", "people.csv"))
    assert f"People {len(more.people)}" in words_of(page)
    assert "zz1" not in without_tokens(page.content.decode())
    assert confirm(planner, page).status_code == 422
    page = send(officer, *sent_files(more, "duties.csv", "people.csv"))
    assert "People 1 0 0" in words_of(page)
    assert "Duties 1" in words_of(page)
    assert confirm(officer, page, leave="on").status_code == 302
    assert register() == replace(base, people=more.people)


def test_a_fault_in_a_late_row_changes_nothing_and_every_fault_is_listed(planner):
    before, base = head().count, register()
    rows = [f"s{number},Source {number},,".encode() for number in range(7_000)]
    rows[6_998] = rows[17] = b"s18,again,,"
    data = b"source,title,publisher,published\n" + b"\n".join(rows)
    page = send(planner, SimpleUploadedFile("sources.csv", data), *sent_files(base, "duties.csv"))
    words = words_of(page)
    assert "2 things are wrong" in words
    assert "sources.csv, line 20" in words
    assert "sources.csv, line 7000" in words
    assert head().count == before
    (address,) = {part for part in page.content.decode().split('"') if part.endswith("/faults/")}
    assert planner.get(address).content.count(b"\r\n") == 3


def test_rows_of_another_width_are_listed_beside_every_other_fault(planner):
    before = head().count
    rows = [f"s{number},Source {number},,".encode() for number in range(7_000)]
    rows[17], rows[6_998] = b"S 18,Source 18,,", b"s6998,Source, 6998,,"
    sources = SimpleUploadedFile("sources.csv", b"source,title,publisher,published\n" + b"\n".join(rows))
    forces = SimpleUploadedFile("forces.csv", b"force,name,kind\nkent,Kent,police\nessex,Essex\nsussex,Sussex,x\n")
    pools = SimpleUploadedFile("pools.csv", b"pool,force,capabilities,count\nessex-arv,essex,no-such-skill,4\n")
    page = send(planner, sources, forces, pools)
    # The pool of the force whose row was left out is no fault of its own.
    assert re.findall(r"(\w+\.csv), line (\d+)", words_of(page)) == [
        ("forces.csv", "3"),
        ("forces.csv", "4"),
        ("pools.csv", "2"),
        ("sources.csv", "19"),
        ("sources.csv", "7000"),
    ]
    assert (page.status_code, head().count) == (422, before)


def test_a_fault_names_nobody_to_somebody_who_may_not_see_people(handful, client_as):
    base = register()
    fewer = replace(base, capabilities=base.capabilities[1:])
    planner = client_as("planner")
    page = send(planner, *sent_files(fewer, "capabilities.csv"))
    page = planner.post(place_of(page), {"act": "show", "ending": ["capabilities"]})
    assert "would no longer fit" in words_of(page)
    text = without_tokens(page.content.decode())
    assert [one.id for one in base.people if one.id in text] == []


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ([SimpleUploadedFile("dutys.csv", b"duty\n")], "unknown file: allowed are forces.csv"),
        ([SimpleUploadedFile("duties.csv", b"\x00")], "NUL byte"),
        ([SimpleUploadedFile("notes.txt", b"hello")], "holds none of a scenario's files"),
        ([SimpleUploadedFile("a.zip", b"PK\x03\x04 nothing")], "is a damaged workbook"),
        ([zipped({"a/duties.csv": b"duty\n", "b/duties.csv": b"duty\n"})], "holds several folders with tables"),
        ([zipped({"../duties.csv": b"duty\n"})], "has a part outside itself"),
        ([SimpleUploadedFile("duties.csv", b"duty\n"), SimpleUploadedFile("duties.csv", b"duty\n")], "was sent twice"),
    ],
)
def test_files_that_are_no_folder_are_refused(planner, files, fault):
    page = send(planner, *files)
    assert page.status_code == 422
    assert fault in words_of(page)


def test_a_link_in_an_archive_is_refused(planner):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        link = zipfile.ZipInfo("duties.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    page = send(planner, SimpleUploadedFile("force.zip", data.getvalue()))
    assert "holds a link, which leads out of it" in words_of(page)


@APART
def test_a_bomb_in_an_archive_is_refused(planner):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("duties.csv", b" " * 300_000_000)
    page = send(planner, SimpleUploadedFile("force.zip", data.getvalue()))
    assert (page.status_code, len(faults_of(page))) == (422, 1)


def test_a_preview_belongs_to_its_account_alone(planner):
    page = send(planner, *sent_files(stronger(register()), "duties.csv"))
    other = client_of(account_of("planner"))
    assert other.get(place_of(page)).status_code == 404
    assert other.post(place_of(page), {"seen": hidden(page, "seen")}).status_code == 422


def test_an_import_that_later_changes_depend_on_is_not_undone(planner):
    base = register()
    done = confirm(planner, send(planner, *sent_files(stronger(base), "duties.csv")))
    confirm(planner, send(planner, *sent_files(stronger(stronger(base)), "duties.csv")))
    page = planner.get(done.headers["Location"].replace("receipt", "undo"))
    assert "This import can no longer be undone" in words_of(page)
    assert f"was changed again by entry {head().count}" in words_of(page)


def test_a_preview_about_few_people_notes_that_their_records_are_opened(handful, client_as):
    base = register()
    teamless = replace(base, people=(replace(base.people[0], team=""), *base.people[1:]))
    officer = client_as("duty-officer")
    send(officer, *sent_files(teamless, "people.csv"))
    assert [one.people.split() for one in Opening.objects.all()] == [[f"met/{base.people[0].id}"]]


def test_an_auditor_imports_nothing(handful, client_as):
    assert client_as("auditor").get("/import/folder/").status_code == 403


def test_powers_and_policy_of_a_folder_wait_for_a_second_person(handful, client_as):
    base, planner = register(), client_as("planner")
    first, *others = base.powers
    other = replace(base, powers=(replace(first, authority="A new order"), *others[1:]), title="Another title")
    page = send(planner, *sent_files(replace(stronger(base), powers=other.powers, title=other.title)))
    page = planner.post(place_of(page), {"act": "show", "ending": ["powers"]})
    assert "wait until a commander other than you confirms them" in words_of(page)
    left = {"leave": "on"} if 'name="leave"' in page.content.decode() else {}
    done = confirm(planner, page, ending=["powers"], **left)
    assert done.status_code == 302
    assert register() == stronger(base)
    assert "wait for a second person" in words_of(planner.get(done.headers["Location"]))
    (proposal,) = open_rules_proposals()
    confirm_rules(account=account_of("commander"), author=COMMANDER, sequence=proposal.entry.sequence)
    wanted = replace(stronger(base), powers=other.powers, title=other.title)
    assert (register().title, register().duties) == (wanted.title, wanted.duties)
    assert sorted(register().powers, key=repr) == sorted(wanted.powers, key=repr)
    assert verify_ledger().fault == ""


def test_a_start_in_the_past_and_the_faults_in_the_files_are_told_together(planner):
    past = {"since_0": "1", "since_1": "9", "since_2": "2023", "since_3": "12:00"}
    page = send(planner, SimpleUploadedFile("duties.csv", b"nothing\n"), **past)
    assert (page.status_code, len(faults_of(page))) == (422, 2)
    assert "From when must not be in the past: what has happened stays as it is" in faults_of(page)
