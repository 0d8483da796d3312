"""Importing on the desk: workbooks in, a preview, and entries once somebody has confirmed it."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from standto.model.rotas import RotaRow
from standto.model.time import DAY, HOUR, MINUTE, Period
from standto_desk.access.account_cache import AccountCache
from standto_desk.access.models import Opening
from standto_desk.acts import import_plans
from standto_desk.acts.import_plans import plan_of, start_of_import
from standto_desk.book.referenced_events import referenced_scenario
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock, start_demo_clock
from standto_desk.jobs.working import Worker
from standto_desk.kit.workbooks import reading
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.pages.importing.conftest import APART
from tests.desk.pages.importing.workbooks import (
    FRIDAY,
    MAPPING,
    ROTA,
    as_csv,
    as_xlsx,
    changed,
    confirm,
    instant,
    key_file_of,
    key_of,
    mapping_in,
    send,
)
from tests.desk.people import account_of, client_of
from tests.desk.random_tokens import without_tokens
from tests.desk.reading_pages import faults_of, hidden, words_of
from tests.importing.messy import messy_workbooks


@pytest.fixture
def officer(desk, client_as):
    """A duty officer of an empty desk, on the Friday before the rota begins."""
    start_demo_clock(at=instant(FRIDAY))
    return client_as("duty-officer")


@pytest.fixture
def in_use(officer):
    """A desk into which the small workbook was imported: its officer, and the key file."""
    page = send(officer, as_xlsx())
    key = key_file_of(officer, page)
    assert confirm(officer, page).status_code == 302
    return officer, key


def again(in_use, rows, **more):
    """Send a rota to a desk in use, with its key file."""
    officer, key = in_use
    return send(officer, as_xlsx(rows), key_file=SimpleUploadedFile("key.csv", key), **more)


def drafted(after=0):
    """The entries after one: table or kind, step, and the cells of a row."""
    made = Entry.objects.filter(sequence__gt=after).order_by("sequence")
    return [(one.kind, one.step, json.loads(one.body) if one.body else {}) for one in made]


@APART
def test_a_first_import_fills_an_empty_desk_and_gives_the_key_file(officer):
    page = send(officer, as_xlsx())
    assert "2 people have new ciphers" in words_of(page)
    assert head().count == 0
    rows = [line.split(",") for line in key_file_of(officer, page).decode().splitlines()]
    assert sorted(person for person, _ in rows[1:]) == ["0815 BX", "4711 AR"]
    done = confirm(officer, page)
    assert "12 entries" in words_of(officer.get(done.headers["Location"]))
    scenario = referenced_scenario(now())
    assert {one.id for one in scenario.people} == {cipher for _, cipher in rows[1:]}
    assert (len(scenario.rota), len(scenario.authorisations), len(scenario.events)) == (3, 2, 1)
    assert not verify_ledger().fault


def test_without_a_mapping_one_is_suggested_and_the_second_try_imports(officer):
    week = [[*row, *days] for row, days in zip(ROTA, (["25/09/2023", "26/09/2023"], "EN", "RE"), strict=True)]
    page = send(officer, as_csv(week), mapping="")
    mapping = mapping_in(page)
    assert page.status_code == 200
    assert 'home = "met"' in mapping
    assert "We have suggested a mapping" in words_of(page)
    preview = send(officer, as_csv(week), mapping=mapping)
    assert "Check the import" in words_of(preview)
    assert confirm(officer, preview).status_code == 302


def test_the_mapping_is_saved_as_a_file_and_taken_from_one(officer):
    saved = officer.post("/import/", {"act": "save", "mapping": MAPPING})
    assert saved.headers["Content-Disposition"] == 'attachment; filename="mapping.toml"'
    file = SimpleUploadedFile("mapping.toml", saved.content)
    assert "Check the import" in words_of(send(officer, as_csv(), mapping="", mapping_file=file))


def test_what_does_not_fit_is_listed_by_cell_and_given_as_a_table_and_nothing_typed_is_lost(officer):
    page = send(officer, as_xlsx(changed(D2="Q?", E3="D/X")))
    assert page.status_code == 422
    assert '"Q?" is not a code' in words_of(page)
    assert "Rota!D2" in words_of(page)
    assert faults_of(page) == ["2 cells or rows do not fit, and nothing was imported"]
    assert mapping_in(page).strip() == MAPPING.strip()
    (address,) = {part for part in page.content.decode().split('"') if part.endswith("/rejects/")}
    table = officer.get(address)
    assert table.content.decode("utf-8-sig").count("\r\n") == 3
    assert head().count == 0


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"mapping": "format = 1\nx = 2"}, "line 2: x"),
        ({"key_file": SimpleUploadedFile("key.csv", b"Anna Anders\n")}, "The key file line 1: is not a key file"),
        ({"key_file": SimpleUploadedFile("key.csv", b"")}, "The selected file is empty"),
        ({"workbooks": [SimpleUploadedFile("rota.pdf", b"%PDF-1.4")]}, "rota.pdf is a PDF document"),
        ({"workbooks": []}, "Choose one or more workbooks"),
        ({"since_0": "1", "since_1": "9", "since_2": "2023", "since_3": "12:00"}, "From when must not be in the past"),
    ],
)
def test_every_fault_is_said_at_its_field(officer, sent, fault):
    books = sent.pop("workbooks", [as_xlsx()])
    page = send(officer, *books, **({"mapping": MAPPING} | sent))
    assert page.status_code == 422
    assert [line for line in faults_of(page) if fault in line]
    assert "Anders" not in page.content.decode()


@APART
def test_a_bomb_is_refused_and_the_desk_goes_on(officer):
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"<workbook/>")
        bomb.writestr("xl/worksheets/sheet1.xml", b" " * 300_000_000)
    page = send(officer, SimpleUploadedFile("rota.xlsx", data.getvalue()))
    assert (page.status_code, len(faults_of(page))) == (422, 1)


@APART
def test_reading_that_takes_too_long_is_stopped(officer, monkeypatch):
    monkeypatch.setattr(reading, "COMMAND", ("/bin/sleep", "20"))
    monkeypatch.setattr(reading, "SECONDS", 0.1)
    assert "take more than" in words_of(send(officer, as_csv()))


def test_a_form_that_is_too_large_is_refused_before_it_is_read(officer):
    with override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=2_000):
        page = send(officer, SimpleUploadedFile("rota.csv", b"x" * 3_000))
    assert page.status_code == 400


def test_the_form_says_how_many_files_it_takes_and_so_does_the_page_that_refuses_more(officer):
    assert "Up to 10 CSV" in words_of(officer.get("/import/"))
    assert send(officer, *[as_csv(name=f"rota-{number}.csv") for number in range(10)]).status_code == 200
    page = send(officer, *[as_csv() for _ in range(17)])
    assert page.status_code == 400
    assert "with up to 16 files" in words_of(page)


def test_a_second_import_shows_and_enters_the_difference_alone(in_use):
    before = head().count
    page = again(in_use, changed(D2="N", E3="E"))
    words = words_of(page)
    assert "new cipher" not in words
    # The early turn became a night, and the leave a turn.
    assert "Rows of the rota 2 0 1 Absences 0 0 1" in words
    assert "As it is Short in" in words
    assert confirm(in_use[0], page).status_code == 302
    kinds = [(kind, step) for kind, step, _ in drafted(before)]
    assert kinds == [("rota", "ended"), ("rota", "set"), ("rota", "set"), ("correction", "")]
    scenario = referenced_scenario(now())
    assert (len(scenario.rota), len(scenario.people)) == (4, 2)
    assert not verify_ledger().fault
    assert "Nothing: the ledger has all of it already" in words_of(again(in_use, changed(D2="N", E3="E")))


def test_an_absence_that_an_import_entered_ends_with_a_later_import(in_use):
    officer, _ = in_use
    page = again(in_use, changed(E2="AL"))
    confirm(officer, page)
    before = head().count
    confirm(officer, again(in_use, ROTA))
    assert sorted(kind for kind, *_ in drafted(before)) == ["correction", "rota"]
    absences = [one for one in referenced_scenario(now()).events if one.kind == "unavailable"]
    assert len(absences) == 2


def test_without_its_key_file_a_later_import_is_refused(in_use):
    page = send(in_use[0], as_xlsx())
    (fault,) = faults_of(page)
    assert fault.startswith("The key file is missing: without it everybody in the workbooks would get a second cipher")
    ciphers = [line.split(",")[1] for line in in_use[1].decode().splitlines()[1:]]
    rows = [ROTA[0], *([cipher, *row[1:]] for cipher, row in zip(ciphers, ROTA[1:], strict=True))]
    assert "Check the import" in words_of(
        send(in_use[0], as_xlsx(rows), mapping=MAPPING + "[ciphers]\nin_sheets = true")
    )


def test_people_who_are_all_new_come_without_a_key_file(in_use):
    strangers = [ROTA[0], ["9876 ZZ", "Zara Zane", "afo", "N", "R"]]
    page = send(in_use[0], as_xlsx(strangers), all_new="on")
    assert "1 person has a new cipher" in words_of(page)


def test_new_people_and_tickets_come_with_a_later_import(in_use):
    before = head().count
    page = again(in_use, [*changed(C2="afo; arv"), ["1234 CY", "Carla Curt", "afo", "N", "R"]], mapping=SPLIT)
    assert "1 person has a new cipher" in words_of(page)
    confirm(in_use[0], page)
    assert [(kind, step) for kind, step, _ in drafted(before)] == [
        ("capabilities", "set"),
        ("people", "set"),
        ("authorisations", "set"),
        ("authorisations", "set"),
        ("rota", "set"),
    ]


SPLIT = MAPPING.replace('ignore = ["Name"]', 'ignore = ["Name"]\nsplit = [";"]')
SPLIT += '[values.capability]\nafo = "afo"\narv = "arv"\n'


def test_what_an_import_may_not_change_is_told_before_it_is_left_out(in_use):
    officer, before = in_use[0], head().count
    page = again(in_use, changed(E3="E"), mapping=MAPPING.replace("strength = 1", "strength = 9"))
    assert "Differences that we would leave out What Number Duties 1" in words_of(page)
    refused = confirm(officer, page)
    assert (refused.status_code, head().count) == (422, before)
    assert "Say that we may leave out the differences listed above" in words_of(refused)
    assert confirm(officer, refused, leave="on").status_code == 302
    assert {kind for kind, *_ in drafted(before)} == {"rota", "correction"}
    assert [duty.strength for duty in referenced_scenario(now()).duties] == [1]


HELP = """
[[force]]
force = "kent"
kind = "police"
[[capability]]
capability = "boat"
[[pool]]
pool = "kent-boat"
force = "kent"
capabilities = "boat"
count = 4
"""


def test_what_an_import_leaves_out_is_a_folder_for_the_page_that_changes_it(in_use, client_as):
    officer = in_use[0]
    mapping = MAPPING.replace("strength = 1", "strength = 9") + HELP
    page = again(in_use, changed(E3="E"), mapping=mapping)
    link = re.search(r'href="(/import/[^"]+/rest/)"', page.content.decode())[1]
    folder = officer.get(link)
    assert folder["Content-Disposition"] == 'attachment; filename="folder.zip"'
    assert officer.get(link).content == folder.content
    with zipfile.ZipFile(BytesIO(folder.content)) as archive:
        assert archive.namelist() == ["forces.csv", "capabilities.csv", "pools.csv", "duties.csv"]
    planner = client_as("planner")
    sent = planner.post("/import/folder/", {"files": [SimpleUploadedFile("folder.zip", folder.content)]})
    preview = planner.get(sent["Location"])
    seen = hidden(preview, "seen")
    assert planner.post(sent["Location"], {"seen": seen}).status_code == 302, words_of(preview)
    found = referenced_scenario(now())
    assert [duty.strength for duty in found.duties] == [9]
    assert [(pool.id, pool.force, pool.count) for pool in found.pools] == [("kent-boat", "kent", 4)]


def test_an_import_that_leaves_nothing_of_a_folder_offers_none(in_use):
    page = again(in_use, changed(E3="E"), mapping=MAPPING)
    assert "/rest/" not in page.content.decode()


def test_the_page_says_what_workbooks_change_and_which_page_changes_the_rest(in_use):
    words = words_of(in_use[0].get("/import/"))
    assert "Duties, crews, pools, forces, sources Import a folder" in words
    assert "Patterns, shifts, policy, rules of rest, words Register" in words


def test_nothing_that_has_happened_changes(in_use):
    set_demo_clock(at=instant("2023-09-23T20:00"))
    before = head().count
    confirm(in_use[0], again(in_use, changed(D2="N", D3="N", E3="N")))
    made = [cells["from"] for kind, _, cells in drafted(before) if kind == "rota"]
    assert min(made) > "2023-09-23T20:00"


def test_an_import_that_would_hold_others_up_for_long_is_refused(in_use, monkeypatch):
    monkeypatch.setattr(import_plans, "MOST", 1)
    page = again(in_use, changed(D2="N"))
    assert "it would make 2 entries, and 1 is the most at a time" in words_of(page)
    assert "Confirm and import" not in words_of(page)


EARLY = MAPPING.replace("[codes]", '[codes]\nV = "06:00-14:00"')


def test_a_day_after_the_sheets_keeps_the_rows_that_begin_before_their_first_shift(in_use):
    rows = changed(D1="25/09/2023", E1="26/09/2023", D2="R", D3="V", E2="V", E3="V")
    confirm(in_use[0], again(in_use, rows, mapping=EARLY))
    before = head().count
    confirm(in_use[0], again(in_use, changed(D2="N")))
    assert [(kind, step) for kind, step, _ in drafted(before)] == [("rota", "ended"), ("rota", "set")]


def test_the_first_day_of_the_sheets_is_replaced_from_its_midnight_on(in_use):
    confirm(in_use[0], again(in_use, changed(D2="V"), mapping=EARLY))
    before = head().count
    confirm(in_use[0], again(in_use, ROTA))
    made = [(step, cells["from"]) for _, step, cells in drafted(before)]
    assert made == [("ended", "2023-09-23T06:00:00+01:00"), ("set", "2023-09-23T07:00:00+01:00")]


def test_sheets_of_the_past_are_refused(in_use):
    set_demo_clock(at=instant("2023-09-25T12:00"))
    page = again(in_use, changed(D2="N"))
    (fault,) = faults_of(page)
    assert fault.startswith("The sheets end on Monday 25 September 2023, ")


def test_an_absence_that_has_begun_counts_from_now_on(in_use):
    set_demo_clock(at=instant("2023-09-23T12:00"))
    before = head().count
    confirm(in_use[0], again(in_use, changed(D2="AL", E2="AL", D3="AL", E3="E")))
    made = Entry.objects.filter(sequence__gt=before, kind="unavailable")
    starts = {one.occurred for one in made}
    assert starts == {instant("2023-09-23T12:00")}


@pytest.mark.parametrize("at", ["2023-09-23T12:00", "2023-09-24T12:00"])
def test_an_absence_that_has_begun_goes_on_while_later_imports_show_it(in_use, at):
    officer, key = in_use
    rows = changed(D2="AL", E2="AL")
    set_demo_clock(at=instant(at))
    confirm(officer, again((officer, key), rows))
    for minute in (2, 40):
        set_demo_clock(at=instant(at) + minute * MINUTE)
        assert "Nothing: the ledger has all of it already" in words_of(again((officer, key), rows))
    page = again((officer, key), changed(D2="R", E2="R"))
    assert re.search(r"Absences 0 0 1\b", words_of(page))


def test_an_import_that_the_ledger_has_overtaken_is_shown_again_and_not_entered(in_use):
    officer, _ = in_use
    page = again(in_use, changed(D2="N"))
    other = again((client_of(account_of("duty-officer")), in_use[1]), changed(D2="R"))
    assert confirm(client_of(account_of("duty-officer")), other).status_code == 422
    second = client_of(account_of("duty-officer"))
    confirm(second, again((second, in_use[1]), changed(D2="R")))
    count = head().count
    stale = confirm(officer, page)
    assert (stale.status_code, head().count) == (409, count)
    assert "The ledger changed after you opened the page" in words_of(stale)
    assert confirm(officer, stale).status_code == 302
    assert head().count > count


def test_an_unrelated_entry_does_not_stop_an_import(in_use):
    from standto_desk.ledger.appending import append
    from standto_desk.ledger.drafts import Author, Draft

    page = again(in_use, changed(D2="N"))
    person = referenced_scenario(now()).people[0].id
    append([Draft("event", "stepped-back", person)], author=Author("x", "", "met"), now=now())
    assert confirm(in_use[0], page).status_code == 302


def test_confirming_twice_enters_once(in_use):
    officer, _ = in_use
    page = again(in_use, changed(D2="N"))
    first = confirm(officer, page)
    count = head().count
    second = confirm(officer, page)
    assert (second.status_code, second.headers["Location"]) == (302, first.headers["Location"])
    assert head().count == count


def test_sent_twice_at_once_it_gives_the_entries_that_the_first_made(in_use):
    from standto_desk.acts.importing import import_onto, plan_import
    from standto_desk.kit.workbooks.kept_imports import kept
    from standto_desk.kit.workbooks.reading import scenario_in
    from standto_desk.ledger.drafts import Author

    officer, _ = in_use
    page = again(in_use, changed(D2="N"))
    found = kept(officer.account, key_of(page))
    sheets = scenario_in(found.settings, found.tables)
    seen = plan_import(sheets, found.window, ending=found.ending).digest
    asked = {"sheets": sheets, "window": found.window, "ending": found.ending, "seen": seen, "key": key_of(page)}
    author = Author(str(officer.account.pk), "", "met")
    first, second = (import_onto(account=officer.account, author=author, **asked) for _ in range(2))
    assert [one.sequence for one in first] == [one.sequence for one in second]


def test_a_preview_is_its_account_s_alone(officer):
    page = send(officer, as_xlsx())
    other = client_of(account_of("duty-officer"))
    assert other.get(f"/import/{key_of(page)}/").status_code == 404
    assert confirm(other, page).status_code == 422
    answer = other.post(f"/import/{key_of(page)}/key/", {"secret": hidden(page, "secret")})
    assert "4711" not in without_tokens(answer.content.decode())
    assert head().count == 0


def test_the_new_key_file_must_be_saved_first(officer):
    page = send(officer, as_xlsx())
    answer = confirm(officer, page, saved="")
    assert (answer.status_code, head().count) == (422, 0)
    assert hidden(answer, "secret") == hidden(page, "secret")


def test_a_preview_that_is_opened_again_gives_no_key_file(officer):
    page = send(officer, as_xlsx())
    opened = officer.get(f"/import/{key_of(page)}/")
    assert "This page cannot give you the key file again" in words_of(opened)
    assert officer.post(f"/import/{key_of(page)}/key/", {"secret": ""}).status_code == 422


def test_a_first_import_is_of_the_account_s_own_force(desk, client_as):
    officer = client_as("duty-officer", force="kent")
    answer = confirm(officer, send(officer, as_xlsx()))
    assert (answer.status_code, head().count) == (422, 0)
    assert "your account is of that force" in words_of(answer)


def test_an_account_of_another_force_gets_nothing(in_use):
    page = again(in_use, changed(D2="N"))
    stranger = client_of(account_of("duty-officer", force="kent"))
    answers = [
        send(stranger, as_xlsx()),
        stranger.get(f"/import/{key_of(page)}/"),
        confirm(stranger, page),
        stranger.post(f"/import/{key_of(page)}/key/", {"secret": "x"}),
    ]
    assert {one.status_code for one in answers} == {403}


def test_a_preview_about_a_few_people_is_noted_as_opened(in_use):
    again(in_use, changed(D2="N"))
    noted = [(one.page, len(one.people.split())) for one in Opening.objects.all()]
    assert noted == [("before recording", 1)]


def test_a_form_kept_when_a_session_ends_keeps_no_secret(officer):
    page = send(officer, as_xlsx())
    secret = hidden(page, "secret")
    officer.cookies.clear()
    mark = hidden(page, "came_from")
    sent = {"seen": "", "secret": secret, "saved": "on", "came_from": mark}
    assert officer.post(f"/import/{key_of(page)}/", sent).status_code == 302
    kept = str(AccountCache("kept-forms").of(str(officer.account.pk)))
    assert ("saved" in kept, secret in kept) == (True, False)


def test_people_of_another_force_are_left_alone(handful):
    base = referenced_scenario(now())
    person = base.people[0]
    foreign = replace(base, people=(replace(person, force="kent"), *base.people[1:]))
    sheets = replace(base, rota=(), events=(), people=(replace(person, team=""),))
    plan = plan_of(foreign, sheets, Period(now() + HOUR, sheets.horizon.until), ending=True, now=now())
    assert (plan.drafts, plan.left["people of other forces"]) == ((), 1)


def test_what_sheets_leave_blank_changes_nothing(handful):
    base, at = referenced_scenario(now()), now()
    sheets = replace(
        base,
        horizon=Period(at, at + DAY),
        forces=tuple(replace(one, name="") for one in base.forces if one.id == base.home),
        teams=tuple(replace(one, pattern="") for one in base.teams),
        capabilities=tuple(replace(one, name="") for one in base.capabilities),
        duties=(), people=(), authorisations=(), events=(), pools=(), powers=None,
    )  # fmt: skip
    plan = plan_of(base, sheets, sheets.horizon, ending=True, now=at)
    assert (plan.drafts, plan.counts, plan.left) == ((), {}, {})


def test_people_on_a_pattern_are_never_off_duty_for_want_of_rows(handful):
    base, at = referenced_scenario(now()), now()
    person = next(one for one in base.people if one.force == base.home)
    start = start_of_import(Period(at, at + DAY), at)
    running = RotaRow(person.id, Period(at - HOUR, at + 5 * HOUR))
    sheets = replace(base, horizon=Period(at - HOUR, at + DAY), people=(person,), rota=(running,), events=())
    plan = plan_of(base, sheets, Period(start, at + DAY), ending=False, now=at)
    assert [row.period for row in plan.after.rota] == [Period(start, at + 5 * HOUR)]
    assert (plan.switched > 0, plan.faults) == (True, ())
    later = replace(
        sheets, horizon=Period(at + HOUR, at + DAY), rota=(RotaRow(person.id, Period(at + HOUR, at + DAY)),)
    )
    (fault,) = plan_of(base, later, later.horizon, ending=False, now=at).faults
    assert "would put them off duty" in fault.what


@pytest.mark.parametrize("kind", ["police", "hospital", "lifeboat"])
def test_messy_workbooks_come_in_as_a_new_user_would_bring_them(officer, kind):
    def books():
        return [SimpleUploadedFile(path.name, path.read_bytes()) for path in messy_workbooks(kind)]

    preview = send(officer, *books(), mapping=mapping_in(send(officer, *books(), mapping="")))
    assert confirm(officer, preview).status_code == 302
    Worker().do_one()  # larger imports are entered by a job
    assert len(referenced_scenario(now()).people) == {"police": 45, "hospital": 60, "lifeboat": 25}[kind]


def test_an_import_works_on_each_database(database):
    start_demo_clock(at=instant(FRIDAY))
    officer = client_of(account_of("duty-officer"))
    page = send(officer, as_xlsx())
    key = key_file_of(officer, page)
    assert confirm(officer, page).status_code == 302
    page = again((officer, key), changed(D2="N"))
    assert confirm(officer, page).status_code == 302
    assert not verify_ledger().fault


def test_a_preview_comes_back_after_its_session_ended(officer):
    page = send(officer, as_xlsx())
    mark = hidden(page, "came_from")
    officer.logout()
    sent = {"seen": "", "secret": hidden(page, "secret"), "saved": "on", "came_from": mark}
    answer = officer.post(f"/import/{key_of(page)}/", sent)
    back = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
    shown = client_of(officer.account).get(back)
    assert urlsplit(back).path == f"/import/{key_of(page)}/"
    assert re.search(r'name="saved"[^>]* checked', shown.content.decode())
    assert "This page cannot give you the key file again" in words_of(shown)


def test_a_time_in_the_past_and_what_is_wrong_with_the_workbooks_are_told_together(officer):
    past = {"since_0": "1", "since_1": "9", "since_2": "2023", "since_3": "12:00"}
    page = send(officer, SimpleUploadedFile("rota.pdf", b"%PDF-1.4"), mapping=MAPPING, **past)
    book, since = faults_of(page)
    assert (page.status_code, book.startswith("rota.pdf is a PDF document")) == (422, True)
    assert since.startswith("From when must not be in the past")


def test_a_time_in_the_past_replaces_no_blank_mapping_by_a_suggestion_that_nobody_sees(officer):
    past = {"since_0": "1", "since_1": "9", "since_2": "2023", "since_3": "12:00"}
    page = send(officer, as_xlsx(), mapping="", **past)
    assert len(faults_of(page)) == 1
    assert mapping_in(page) == ""
