"""No request breaks the desk: every route, as every role that gets in, with what no person types."""

from __future__ import annotations

import logging
import os

import pytest
from django.test import override_settings

from standto_desk.access.roles import Role
from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.scenario_import import import_scenario
from tests.desk.access.routes import ROUTES
from tests.desk.hostile.busy import begun_by, browsers_of, make_busy
from tests.desk.hostile.sending import Attack
from tests.desk.weekends import SATURDAY, few

WHO = [*(role.value for role in Role), "no role", "nobody"]
SEED = int(os.environ.get("HOSTILE_SEED", "7"))
"""By which the values are chosen; another seed tries others."""
MOST = int(os.environ.get("HOSTILE_VALUES", "12"))
"""How many of the values each field is sent as the first that gets in; all of them take half an hour."""


def first_in(route: str) -> str:
    """The first that gets in at a route: as it everything is tried there, as the others that get in some."""
    return next((who for who in WHO if who in ROUTES[route]), "")


def attacked(who: str, most: int, least: int) -> Attack:
    """What came of sending everything as somebody."""
    make_busy()
    attack = Attack(
        browsers_of(who),
        lambda client: begun_by(client, who),
        each=lambda route: 0 if who not in ROUTES[route] else most if who == first_in(route) else least,
        seed=SEED,
    )
    logging.disable(logging.CRITICAL)
    try:
        with override_settings(STANDTO_SECOND_FACTOR="optional"):
            attack.run()
    finally:
        logging.disable(logging.NOTSET)
    print(attack.sent, *attack.broken.values(), sep="\n")
    return attack


@pytest.mark.slow
@pytest.mark.parametrize("who", WHO)
def test_nothing_that_anybody_sends_breaks_a_page(handful, who):
    attack = attacked(who, MOST, 1)
    assert (list(attack.broken), attack.unclear) == ([], {})
    assert attack.sent > 100


@pytest.mark.slow
@pytest.mark.parametrize("who", WHO)
def test_nothing_that_anybody_sends_breaks_a_page_on_postgresql(postgres_desk, who):
    scenario = few().scenario
    import_scenario(scenario, author=Author("tests", "", ""), now=scenario.horizon.start)
    start_demo_clock(at=scenario.instant(SATURDAY))
    attack = attacked(who, MOST // 4, 1)
    assert (list(attack.broken), attack.unclear) == ([], {})
    assert attack.sent > 100
