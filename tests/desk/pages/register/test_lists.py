"""The lists of the register: what they hold, filtered and sorted, who may open them, and what they leave behind."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from itertools import product

import pytest

from standto.model.people import Person
from standto.scenario.table_writer import table_rows
from standto.sheets.workbook_reader import sheets_in
from standto_desk.access.models import Opening
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.scenario_import import import_scenario
from standto_desk.ledger.tables import SCENARIO
from standto_desk.presenting.registers.table_names import LISTED, TABLE_NAMES, column_name
from tests.desk.people import account_of, client_of
from tests.desk.random_tokens import addresses_of
from tests.desk.reading_pages import words_of
from tests.desk.weekends import SATURDAY, few

TABLES = [name for name in KEPT if name != SCENARIO]
PLAIN = [name for name in TABLES if not KEPT[name].of_people]
OF_PEOPLE = [name for name in TABLES if KEPT[name].of_people]


def rows_in_file(client, table: str, query: str = "") -> list[dict[str, str]]:
    """The rows of a list as its file gives them."""
    answer = client.get(f"/register/{table}/file/csv/?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def entered(scenario, table: str) -> list[dict[str, str]]:
    """The rows of a table as the scenario's own writer writes them."""
    for layout, rows in table_rows(scenario):
        if layout.file == f"{table}.csv":
            return [dict(zip(layout.columns, cells, strict=True)) for cells in rows]
    return []


def test_every_table_and_every_column_has_a_name():
    assert sorted(TABLE_NAMES) == sorted(TABLES)
    named = {column_name(table, column) for table in TABLES for column in KEPT[table].columns}
    assert "" not in named
    assert [table for table, columns in LISTED.items() if not set(columns) <= set(KEPT[table].columns)] == []


def holds_every_row(weekend, officer) -> None:
    for table in TABLES:
        if f"{table}.csv" in {layout.file for layout, _ in table_rows(weekend.scenario)}:
            assert rows_in_file(officer, table) == entered(weekend.scenario, table)
    shifts = [(shift.id, f"{shift.starts:%H:%M}", f"{shift.ends:%H:%M}") for shift in weekend.scenario.shifts]
    assert [(one["id"], one["starts"], one["ends"]) for one in rows_in_file(officer, "shifts")] == shifts


def test_each_list_has_every_row_of_its_table(weekend):
    holds_every_row(weekend, client_of(account_of("duty-officer")))


def test_both_databases_list_the_same(database):
    weekend = few()
    import_scenario(weekend.scenario, author=Author("tests", "", ""), now=weekend.scenario.horizon.start)
    start_demo_clock(at=weekend.at(SATURDAY))
    officer = client_of(account_of("duty-officer"))
    holds_every_row(weekend, officer)
    assert [officer.get(f"/register/{table}/").status_code for table in TABLES] == [200] * len(TABLES)


def test_people_are_filtered_by_team_and_by_the_tickets_that_are_current(weekend):
    officer, scenario, at = client_of(account_of("duty-officer")), weekend.scenario, weekend.at(SATURDAY)
    current = {(one.person, one.capability) for one in scenario.authorisations if at in one.period}
    teams, skills = ["", "team-a", "team-c"], ["", *(one.id for one in scenario.capabilities)]
    for team, skill in product(teams, skills):
        expected = [
            one.id for one in scenario.people if team in ("", one.team) and (not skill or (one.id, skill) in current)
        ]
        found = rows_in_file(officer, "people", f"team={team}&capability={skill}")
        assert [one["person"] for one in found] == expected


def test_a_list_is_sorted_by_numbers_as_numbers_and_by_names_without_capitals(weekend):
    officer, duties = client_of(account_of("duty-officer")), weekend.scenario.duties
    by_strength = [one.id for one in sorted(duties, key=lambda duty: duty.strength)]
    by_name = [one.id for one in sorted(duties, key=lambda duty: duty.label.casefold())]
    down = [one.id for one in sorted(duties, key=lambda duty: duty.strength, reverse=True)]
    for query, expected in (
        ("sort=strength", by_strength),
        ("sort=strength&order=down", down),
        ("sort=duty", by_name),
    ):
        assert [one["duty"] for one in rows_in_file(officer, "duties", query)] == expected
        page = client_of(account_of("planner")).get(f"/register/duties/?{query}").content.decode()
        assert re.findall(r'<th scope="row"[^>]*><a [^>]*href="/register/duties/([^"]+)/"', page) == expected


def test_tickets_are_sorted_by_time_with_those_without_end_last(weekend):
    officer, tickets = client_of(account_of("duty-officer")), weekend.scenario.authorisations
    found = rows_in_file(officer, "authorisations", "sort=until")
    assert [(one["person"], one["capability"]) for one in found] == [
        (one.person, one.capability) for one in sorted(tickets, key=lambda ticket: ticket.period.until)
    ]


def test_a_text_is_found_in_ids_and_in_names_whatever_its_capitals(weekend):
    planner, scenario = client_of(account_of("planner")), weekend.scenario
    for text in ("GUARD", "site-a", "support", "nothing of the kind"):
        names = {one.id: one.name for one in scenario.capabilities}
        expected = [
            one.id
            for one in scenario.duties
            if any(
                text.casefold() in words.casefold()
                for words in (one.id, one.name, one.task, one.site, *(names[each] for each in one.capabilities))
            )
        ]
        assert [one["duty"] for one in rows_in_file(planner, "duties", f"find={text}")] == expected


def test_the_pages_of_a_list_hold_each_row_once_and_their_links_keep_the_filter(weekend):
    officer = client_of(account_of("duty-officer"))
    expected = [one.id for one in weekend.scenario.people if one.team == "team-b"]
    found, address = [], "/register/people/?team=team-b"
    while address:
        page = officer.get(address).content.decode()
        found += re.findall(r'<th scope="row"[^>]*><a [^>]*>(m\d+)</a>', page)
        onward = re.search(r'href="([^"]+)" rel="next"', page)
        address = onward and onward[1].replace("&amp;", "&")
    assert found == expected


def test_a_person_is_found_by_a_part_of_their_cipher_and_no_address_holds_it(weekend):
    officer = client_of(account_of("duty-officer"))
    answer = officer.post("/register/people/", {"cipher": "M012"})
    assert (answer.status_code, answer["Location"]) == (302, "/register/people/?found=1")
    page = officer.get(answer["Location"])
    expected = [one.id for one in weekend.scenario.people if "m012" in one.id]
    assert re.findall(r'<th scope="row"[^>]*><a [^>]*>(m\d+)</a>', page.content.decode()) == expected
    assert [address for address in addresses_of(page) if "m012" in address.lower()] == []


def test_no_page_about_people_has_a_cipher_in_an_address(weekend):
    officer = client_of(account_of("duty-officer"))
    for table in OF_PEOPLE:
        page = officer.get(f"/register/{table}/")
        assert [address for address in addresses_of(page) if re.search(r"(?i)m\d{4}", address)] == []


@pytest.mark.parametrize("role", ["planner", "commander", "auditor"])
def test_roles_that_do_not_keep_people_see_their_number_alone(handful, role):
    reader = client_of(account_of(role))
    overview = reader.get("/register/").content.decode()
    assert [f"/register/{table}/" in overview for table in OF_PEOPLE] == [False] * len(OF_PEOPLE)
    assert f"{len(handful.scenario.people)}" in words_of(reader.get("/register/"))
    closed = [f"/register/{table}/{more}" for table in OF_PEOPLE for more in ("", "file/csv/", "file/xlsx/")]
    assert [reader.get(address).status_code for address in closed] == [403] * len(closed)
    assert [reader.get(f"/register/{table}/").status_code for table in PLAIN] == [200] * len(PLAIN)


@pytest.mark.parametrize("role", ["viewer", "volunteer", "administrator"])
def test_other_roles_read_no_register(handful, role):
    reader = client_of(account_of(role))
    addresses = ["/register/", "/register/settings/", *(f"/register/{table}/" for table in TABLES)]
    assert [reader.get(address).status_code for address in addresses] == [403] * len(addresses)


def test_a_duty_officer_reads_the_people_of_their_own_force_alone(desk):
    weekend = few()
    lent = Person("k0001", "kent")
    scenario = replace(weekend.scenario, people=(*weekend.scenario.people, lent))
    import_scenario(scenario, author=Author("tests", "", ""), now=scenario.horizon.start)
    start_demo_clock(at=weekend.at(SATURDAY))
    officer, foreign = client_of(account_of("duty-officer")), client_of(account_of("duty-officer", force="kent"))
    assert "k0001" not in [one["person"] for one in rows_in_file(officer, "people")]
    assert len(rows_in_file(officer, "people")) == len(weekend.scenario.people)
    assert foreign.get("/register/people/").status_code == 403


def test_whose_rows_a_reader_sees_is_noted_for_auditors(handful):
    officer = client_of(account_of("duty-officer"))
    shown = [one.id for one in handful.scenario.people]
    officer.get("/register/people/")
    assert [one for _, one in Opening.objects.latest("pk").persons] == sorted(shown[:50])
    officer.get("/register/people/file/xlsx/")
    last = Opening.objects.latest("pk")
    assert ([one for _, one in last.persons], last.page) == (sorted(shown), "register")


def test_a_workbook_holds_the_same_rows_as_text_and_no_formula(handful):
    answer = client_of(account_of("planner")).get("/register/duties/file/xlsx/")
    assert answer["Content-Disposition"] == 'attachment; filename="duties.xlsx"'
    (sheet,) = sheets_in("duties.xlsx", answer.content)
    columns, *rows = ([str(cell or "") for cell in row] for row in sheet.rows)
    assert [dict(zip(columns, row, strict=True)) for row in rows] == entered(handful.scenario, "duties")


def test_a_filter_that_no_list_offers_is_said_at_its_field(handful):
    page = words_of(client_of(account_of("planner")).get("/register/duties/?capability=none-such"))
    assert "Choose one from the list" in page


def test_a_list_at_another_moment_has_the_rows_in_force_then(handful):
    planner = client_of(account_of("planner"))
    assert rows_in_file(planner, "duties", "at=1999-01-01T00:00:00Z") == entered(handful.scenario, "duties")


def test_a_list_of_people_asks_few_questions_of_the_database(weekend, django_queries):
    officer = client_of(account_of("duty-officer"))
    officer.get("/register/people/")
    with django_queries() as queries:
        officer.get("/register/people/?sort=team&page=7")
    assert len(queries) < 45


def test_a_desk_with_nothing_in_it_says_so(desk):
    planner = client_of(account_of("planner"))
    assert "Nobody has entered anything yet" in words_of(planner.get("/register/"))
    assert [planner.get(f"/register/{table}/").status_code for table in PLAIN] == [200] * len(PLAIN)
