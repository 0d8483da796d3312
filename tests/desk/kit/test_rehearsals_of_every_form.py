"""Every form of every route with faults: it leaves nothing behind, and nothing that was typed is lost."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest
from django.test import override_settings

from standto_desk.access.roles import Role
from standto_desk.access.write_limits import WRITES
from standto_desk.ledger.models import Entry
from tests.desk.access.routes import ROUTES
from tests.desk.hostile.busy import begun_by, browsers_of, make_busy
from tests.desk.hostile.finding import Form, Page, reach_of
from tests.desk.kit.left_behind import all_there

FAULTY, TYPED = "x\x00", "Some words."
"""What no field takes, and what a field of text does."""
CARRIED = frozenset({"key", "based_on", "came_from"})
"""The fields that a page fills in by itself."""
NOT_SHOWN_AGAIN = re.compile("password|secret|code|cipher|people|person|file|workbooks|anchor")
"""The names of fields that no page shows again: secrets, files and people."""
BOX = re.compile(r'<textarea[^>]*>|<input(?=[^>]* type="(?:text|email|url|number)")[^>]*>')
"""A text box of a form, in HTML."""
ELSEWHERE = ("account/", "clock/")
"""The beginnings of the routes whose forms have no act."""
ROLES = [Role.VOLUNTEER, Role.DUTY_OFFICER, Role.PLANNER, Role.COMMANDER, Role.ADMINISTRATOR]
"""The roles that have forms of their own; every other form is one of theirs."""


def first_in(route: str) -> Role | None:
    """The first role that gets in at a route, as which its forms are sent."""
    return next((role for role in ROLES if role in ROUTES[route]), None)


def with_faults(form: Form) -> Iterator[dict[str, str]]:
    """Yield a form with a fault in each field, in all fields, on an old page, and with a key that was used."""
    whole = dict(form.fields)
    own = [name for name in whole if name not in CARRIED]
    typed = {name: value or TYPED for name, value in whole.items()}
    used = Entry.objects.exclude(key=None).values_list("key", flat=True).first() or ""
    for name in own:
        yield {**whole, name: FAULTY}
        yield {**typed, name: FAULTY}
    if own:
        yield {**whole, **dict.fromkeys(own, FAULTY)}
        carried = {"based_on": "1", "key": used.split("/")[0]}
        for name in {*carried} & {*whole}:
            yield {**whole, own[-1]: FAULTY, name: carried[name]}


def lost_from(answer, sent: dict[str, str]) -> list[str]:
    """The boxes that do not show what was typed into them in the form that came back."""
    body = answer.content.decode()
    forms = [dict(one.fields) for one in Page(answer.request["PATH_INFO"], body).found]
    shown = next((one for one in forms if {*sent} - CARRIED <= {*one}), {})
    names = {*sent} & {*shown} & {*re.findall(r'name="([^"]*)"', " ".join(BOX.findall(body)))}
    return [name for name in names if sent[name] not in (shown[name], FAULTY) and not NOT_SHOWN_AGAIN.search(name)]


def forms_of(who: Role, client) -> Iterator[tuple[str, Form]]:
    """Each form that is sent as a role, with its route."""
    reach = reach_of(client, begun_by(client, who))
    for route in ROUTES:
        if first_in(route) is who and not route.startswith(ELSEWHERE):
            yield from ((route, form) for form in reach.forms[route].values() if form.method == "post")


@pytest.fixture
def quiet():
    """A log without the many forms that are refused, at a desk where one factor is enough."""
    logging.disable(logging.CRITICAL)
    with override_settings(STANDTO_SECOND_FACTOR="optional"):
        yield
    logging.disable(logging.NOTSET)


@pytest.mark.slow
@pytest.mark.parametrize("who", ROLES)
def test_a_form_with_faults_leaves_nothing_behind_and_loses_nothing(handful, quiet, who):
    make_busy()
    client, refused, wrong = browsers_of(who)(), 0, []
    for route, form in forms_of(who, client):
        for fields in with_faults(form):
            WRITES.forget()
            before = all_there()
            answer = client.post(form.address, fields)
            if answer.status_code in (409, 422):
                refused += 1
                lost = lost_from(answer, fields)
                left = [name for name, rows in all_there().tables.items() if rows != before.tables[name]]
                wrong += [(route, fields, lost, left)] if lost or left or all_there() != before else []
            elif answer.status_code >= 500:
                wrong.append((route, fields, answer.status_code))
    print(who, refused, *wrong, sep="\n")
    assert wrong == []
    assert refused
