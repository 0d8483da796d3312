"""The demonstration: the weekend in a ledger, a clock of its own, and an account of every role."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from django.db import transaction

from standto.assuming.assumptions_reader import assumption_names
from standto.model.time import BEGINNING, HOUR, MINUTE
from standto.scenario import read_scenario
from standto.scenario.folder import locate
from standto_desk.access.account_changes import choose_password, make_account
from standto_desk.access.appointing import appoint, mark_post
from standto_desk.access.models import Account
from standto_desk.access.roles import Role
from standto_desk.acts.looking_ahead.assumption_sets import keep_set
from standto_desk.alerts.rounds import run_round
from standto_desk.clock import demo_clock, now
from standto_desk.clock.setting import set_demo_clock, start_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.scenario_import import import_scenario
from standto_desk.picture.showing import moment_now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.scenario import Scenario


WEEKEND = "london-2023"
FIRST_SHOWN = 42 * HOUR
"""The clock's first time after the scenario's start."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An account of the demonstration: its name, role and post, and the actions to try with it."""

    username: str
    role: Role
    post: str
    does: str


def samples(post: str) -> tuple[Sample, ...]:
    """Return the accounts of a demonstration whose steps one post approves."""
    return (
        Sample("volunteer", Role.VOLUNTEER, "", "sees their own record, steps back and returns"),
        Sample("viewer", Role.VIEWER, "", "sees counts"),
        Sample("duty-officer", Role.DUTY_OFFICER, "duty-officer", "records"),
        Sample("planner", Role.PLANNER, "planner", "drafts proposals"),
        Sample("commander", Role.COMMANDER, post, f"decides, as {post}"),
        Sample("commander-2", Role.COMMANDER, "", f"can take over the post {post}"),
        Sample("auditor", Role.AUDITOR, "", "reads everything, changes nothing"),
        Sample("administrator", Role.ADMINISTRATOR, "", "manages accounts and settings"),
        Sample("administrator-2", Role.ADMINISTRATOR, "", "confirms what the other administrator does to accounts"),
    )


def make_demonstration() -> list[str]:
    """Make the demonstration in an empty database, unless it exists; return lines for its user."""
    if demo_clock() is not None:
        return ["", "This demonstration already exists. Its accounts and passwords were printed when it was made."]
    scenario = read_scenario(WEEKEND)
    with transaction.atomic():
        start_demo_clock(at=scenario.horizon.start - MINUTE)
        import_scenario(scenario, author=Author("demonstration", "", scenario.home), now=now())
        set_demo_clock(at=scenario.horizon.start + FIRST_SHOWN)
        made = list(_accounts(scenario))
        _keep_assumptions(scenario)
    # The first page shows the alerts that wait, however soon somebody opens it.
    run_round(moment_now())
    width = max(len(sample.username) for sample, _ in made)
    return [
        "",
        "This is a demonstration: the weekend of September 2023, with its own clock. There is no second factor.",
        "Sample accounts, with passwords that are shown only once:",
        "",
        *(f"  {sample.username:{width}}  {password}  {sample.does}" for sample, password in made),
        "",
        f"The volunteer is {_somebody(scenario)}.",
    ]


def _accounts(scenario: Scenario) -> Iterator[tuple[Sample, str]]:
    """Make the accounts as the command line would; yield each with its password."""
    home, approvers = scenario.home, scenario.policy.approvers
    (own_post, *_) = approvers["aid"]
    for post in sorted({post for posts in approvers.values() for post in posts} - {own_post}):
        mark_post(by=None, post=post, force=home, outside=True)
    for sample in samples(own_post):
        password = token_urlsafe(9)
        cipher = _somebody(scenario) if sample.role is Role.VOLUNTEER else ""
        account, _ = make_account(by=None, username=sample.username, force=home, roles=[sample.role], cipher=cipher)
        choose_password(account=account, password=password)
        if sample.post:
            appoint(by=None, account=account, post=sample.post, force=home, start=BEGINNING)
        yield sample, password


def _keep_assumptions(scenario: Scenario) -> None:
    """Keep the assumptions that come with the weekend, as its planner would."""
    planner = Account.objects.get(username="planner")
    author = Author(str(planner.pk), "planner", scenario.home)
    for name in assumption_names(WEEKEND):
        text = (locate(WEEKEND) / "assumptions" / f"{name}.toml").read_text(encoding="utf-8")
        keep_set(account=planner, author=author, text=text, scenario=scenario, at=now(), key=f"demonstration-{name}")


def _somebody(scenario: Scenario) -> str:
    """Return the cipher of a person of the home force who holds a ticket."""
    holders = {each.person for each in scenario.authorisations}
    return next(person.id for person in scenario.people if person.force == scenario.home and person.id in holders)
