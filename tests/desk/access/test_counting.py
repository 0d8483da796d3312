"""An attack by counting: copies of a desk that differ by one person must look the same to a viewer."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from standto import cover
from standto.model.event import PERSON_KINDS
from standto.model.time import HOUR, MINUTE
from standto.scenario.generating import generate
from standto_desk.access.models import Account
from standto_desk.access.roles import Role
from standto_desk.picture.showing import picture_at
from standto_desk.presenting.coarsening import whole_days
from tests.desk.access.copies import LEAVES, Copies, classes
from tests.desk.access.routes import ROUTES, address_of
from tests.desk.people import client_of
from tests.desk.reading_pages import words_of

LATER = 3 * HOUR + 5 * MINUTE
"""A time at which viewers see the hour in which somebody stepped back."""
PLACES = 5
QUICK = {"unavailable"}
KINDS = [
    kind if kind in QUICK else pytest.param(kind, marks=pytest.mark.slow)
    for kind in sorted(PERSON_KINDS - {"returned"})
]
"""Each kind costs a walk over every page, so that one is fast."""


@pytest.fixture(scope="module")
def copies_of_thirty(empty_sqlite, tmp_path_factory) -> Copies:
    """A force of thirty in four teams, with help that can be asked for."""
    whole = generate(people=30, days=5, duties=4, teams=4, seed=0)
    # A duty without strength leaves room: the loss of some people opens a gap, and that of others does not.
    duties = [replace(duty, strength=0) if duty.id == "ct-response" else duty for duty in whole.duties]
    scenario = replace(whole, duties=tuple(duties))
    hour = scenario.zone.hour(scenario.horizon.start + 30 * HOUR)
    return Copies(scenario, empty_sqlite, tmp_path_factory.mktemp("copies"), hour=hour)


@pytest.fixture
def copies(copies_of_thirty) -> Copies:
    """The same force, before any page was opened."""
    copies_of_thirty.opened.clear()
    return copies_of_thirty


@pytest.fixture
def lent(copies) -> str:
    """A pool of another force."""
    kinds = {force.id: force.kind for force in copies.scenario.forces}
    return next(pool.id for pool in copies.scenario.pools if kinds[pool.force] == "police")


def home(copies: Copies) -> list[str]:
    """The ciphers of the force."""
    return [person.id for person in copies.scenario.people if person.force == copies.scenario.home]


def seen_in(copies: Copies, people: list[str], role: str, lent: str, **when):
    """A role's view of a copy for each of some people, and of one in which nobody has stepped back."""
    seen = {}
    for who in ("nobody", *people):
        copies.made([] if who == "nobody" else [who], lent=lent)
        seen[who] = copies.seen_by(role, **when)
    return seen


def test_the_attack_bites_where_numbers_are_seen(copies, lent):
    seen = seen_in(copies, home(copies)[:2], "planner", lent, following=False)
    assert len(classes(seen)) == 3
    assert ["/" in first.differs_in(second) for first, second in combinations(seen.values(), 2)] == [True] * 3


def test_within_the_hour_a_viewer_cannot_tell_that_somebody_stepped_back(copies, lent):
    seen = seen_in(copies, home(copies)[:1], "viewer", lent)
    assert [seen["nobody"].differs_in(one) for one in seen.values()] == [[]] * 2
    asked = {address_of(route) for route, allowed in ROUTES.items() if Role.VIEWER in allowed and "<" not in route}
    assert {one for one in asked if not LEAVES.search(one)} <= copies.opened
    assert {f"/ladder/{lent}/", "/health/", "/?screen=wall"} <= copies.opened


@pytest.mark.slow
def test_in_a_force_of_thirty_no_copy_tells_a_viewer_who_stepped_back(copies, lent):
    within, later = {}, {}
    for who in ("nobody", *home(copies)):
        copies.made([] if who == "nobody" else [who], lent=lent)
        within[who], later[who] = copies.seen_by("viewer"), copies.seen_by("viewer", after=LATER)
    assert len(within) == 31
    assert classes(within) == [frozenset(within)]
    assert len([who for who in home(copies) if opens_a_gap(copies, who)]) == 5
    assert classes(later) == [frozenset(later)]


def test_whoever_alone_opens_a_gap_looks_to_a_viewer_like_everybody_else(empty_sqlite, tmp_path):
    whole = generate(people=20, days=5, duties=3, teams=4, seed=5)
    *others, last = whole.duties
    scenario = replace(whole, duties=(*others, replace(last, strength=0)))
    copies = Copies(scenario, empty_sqlite, tmp_path, hour=scenario.zone.hour(scenario.horizon.start + 30 * HOUR))
    (alone,) = [who for who in home(copies) if opens_a_gap(copies, who)]
    other = next(who for who in home(copies) if who != alone)
    seen = []
    for people in ([], [other], [alone]):
        copies.made(people)
        seen.append(copies.seen_by("viewer", after=LATER))
    assert [seen[0].differs_in(one) for one in seen] == [[]] * 3
    said = words_of(client_of(Account.objects.get(username="viewer")).get("/"))
    assert "Cover is tight ◆ Tight Duties may each lack fewer than 5 places" in said
    assert "At worst, fewer than 5 more people before a duty has a gap. Or a duty already has a gap" in said


def opens_a_gap(copies: Copies, who: str) -> bool:
    """Whether a duty would lack a place, on a day that pages show, if somebody stepped back."""
    copies.made([who])
    picture = picture_at(copies.hour + LATER - 5 * MINUTE)
    start, until = whole_days(picture.situation, picture.at)
    return bool(cover(replace(picture.situation, at=start), until=until).gap.any())


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_else_that_happens_to_one_person_is_told_either(copies, lent, kind):
    somebody = home(copies)[1]
    tickets = [one.capability for one in copies.scenario.authorisations if one.person == somebody]
    capability = tickets[0] if kind.startswith("authoris") else ""
    nobody = copies.seen_of_nobody("viewer", after=LATER, lent=lent)
    copies.made([somebody], kind=kind, capability=capability, lent=lent)
    assert nobody.differs_in(copies.seen_by("viewer", after=LATER)) == []


def test_a_number_that_comes_to_the_threshold_is_told_after_the_hour_and_not_before(copies, lent):
    people = home(copies)
    seen = {}
    for number in (PLACES - 1, PLACES):
        copies.made(people[:number], lent=lent)
        seen[number] = copies.seen_by("viewer"), copies.seen_by("viewer", after=LATER)
    assert seen[PLACES - 1][0].differs_in(seen[PLACES][0]) == []
    assert "/" in seen[PLACES - 1][1].differs_in(seen[PLACES][1])


def test_only_viewers_are_kept_from_numbers(copies):
    from standto_desk.access.permission import ACTIONS, Action

    looking = {role for role in Role if Action.SEE_COUNTS in ACTIONS[role] and Action.SEE_NUMBERS not in ACTIONS[role]}
    assert looking == {Role.VIEWER}
