"""Pages speak in the words of the scenario that the ledger holds."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from standto import read_scenario
from standto.model.time import HOUR
from standto.model.words import Vocabulary
from standto_desk.access.roles import Role
from standto_desk.clock import now
from standto_desk.clock.setting import start_demo_clock
from standto_desk.kit.instants import written
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.scenario_import import import_scenario
from tests.desk.access.routes import CLOSED, ROUTES
from tests.desk.reading_pages import words_of
from tests.desk.weekends import few

STATION = Vocabulary(
    person="volunteer",
    people="volunteers",
    aid="loan",
    contingency="flank station",
    recorder="launching hand",
    marking="Station only",
    steps={"deploy-contingency": "launch"},
    states={"requested": "alerted", "standby": "mustered", "deployed": "launched"},
)
FOREIGN = re.compile(r"(?i)police|officer|OFFICIAL|military(?!-support)|mutual aid|contingency (?:requested|agreed)")


@pytest.fixture
def station(desk):
    """A desk with the weekend's people under names that say nothing, in the words of a lifeboat station."""
    whole = few().scenario
    plain = replace(
        whole,
        title="A station",
        words=STATION,
        forces=tuple(replace(force, name="") for force in whole.forces),
        capabilities=tuple(replace(each, name="") for each in whole.capabilities),
        duties=tuple(replace(duty, name="") for duty in whole.duties),
        sources=tuple(replace(each, title="", publisher="") for each in whole.sources),
        events=tuple(replace(event, note="") for event in whole.events if event.kind != "statement"),
        powers=tuple(replace(one, id=f"rule-{n}", authority="") for n, one in enumerate(whole.powers or ())),
    )
    import_scenario(plain, author=Author("tests", "", ""), now=plain.horizon.start)
    start_demo_clock(at=plain.instant("2023-09-25T09:00") - HOUR)
    return plain


def addresses(role: str) -> list[str]:
    """The addresses that a role may open as they are."""
    return [
        f"/{route}"
        for route, roles in ROUTES.items()
        if "<" not in route and roles != CLOSED and role in roles and route not in ("live/", "look-back/entries/file/")
    ]


NOON = {"lifeboat": "2024-07-13T12:00", "on-call": "2024-09-20T11:30", "retained": "2024-03-06T08:30"}
"""When each sample has a gap ahead, and help that is asked for or near."""


@pytest.fixture(params=sorted(NOON))
def sample(request, desk):
    """A desk with one of the samples of other services in it."""
    scenario = read_scenario(request.param)
    import_scenario(scenario, author=Author("tests", "", ""), now=scenario.horizon.start)
    start_demo_clock(at=scenario.instant(NOON[request.param]))
    return scenario


@pytest.mark.parametrize("role", [str(role.value) for role in Role])
def test_no_page_of_a_sample_has_the_words_of_another_service(sample, client_as, role):
    assert_own_words(sample, client_as, role)


@pytest.mark.parametrize("role", [str(role.value) for role in Role])
def test_no_page_has_the_words_of_another_service(station, client_as, role):
    assert_own_words(station, client_as, role)


def assert_own_words(scenario, client_as, role):
    """Visit every page that a role may open as it is, and the pools' pages."""
    client = client_as(role, force=scenario.home, cipher=scenario.people[0].id if role == "volunteer" else "")
    name = client.account.username
    more = ["/record/other/called-in/"] if role == "duty-officer" else []
    if role in ROUTES["ladder/<str:pool>/"]:
        more += [f"/ladder/{pool.id}/" for pool in scenario.pools if pool.force != scenario.home]
    if role == "commander":
        more.append(f"/statement/?since={written(scenario.horizon.start)}&until={written(now())}&audience=command")
    found = {}
    for address in [*addresses(role), *more]:
        page = client.get(address, follow=True)
        if "html" in page.headers.get("Content-Type", ""):
            # A role's id stays what it is in the values of a form.
            markup = page.content.decode().replace(name, "").replace("duty-officer", "")
            if foreign := {*FOREIGN.findall(words_of(page).replace(name, "")), *FOREIGN.findall(markup)}:
                found[address] = foreign
    assert found == {}


def test_the_board_the_ladder_and_the_roles_have_the_scenario_s_own_words(station, client_as):
    client = client_as("duty-officer")
    board = words_of(client.get("/"))
    assert "volunteers could fill" in board
    assert "standby" not in board
    pools = {pool.id for pool in station.pools if station.force[pool.force].kind == "military"}
    thread = words_of(client.get(f"/ladder/{min(pools)}/", follow=True))
    assert "mustered" in thread.lower()
    roles = words_of(client_as("administrator").get("/accounts/new/"))
    assert "Launching hand" in roles
