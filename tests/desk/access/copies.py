"""The attack by counting: copies of one desk, each with a different person stepped back, as one account sees them.

Whoever knows the people of a small force can think out what each of them would change. Copies do the same by machine:
what two copies show alike cannot be told apart, however much somebody knows.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection
from django.test import override_settings

from standto.model.scenario import Scenario
from standto.model.time import HOUR, MINUTE
from standto_desk.access.models import Account
from standto_desk.acts.free_text import Rationale
from standto_desk.acts.known_facts import AlreadyKnown
from standto_desk.acts.proposing import Plan, propose_step
from standto_desk.acts.stepping_back import step_back
from standto_desk.clock import now
from standto_desk.clock.reading import forget_demo_clocks
from standto_desk.clock.setting import set_demo_clock, start_demo_clock
from standto_desk.kit.instants import written
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.scenario_import import import_scenario
from standto_desk.pages.board.keeping import keep_last_board
from tests.desk.access.routes import ROUTES, address_of
from tests.desk.databases import point_at
from tests.desk.people import account_of, client_of
from tests.desk.recorded import record_for_people

CHANGING = re.compile(
    rb'name="(csrfmiddlewaretoken|came_from)" value="[^"]*"'
    rb"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}"
    rb"|<p data-session-seconds=.*?</p>",
    re.DOTALL,
)
"""Values that are random for each form and request, and the end of a session by the real clock."""
OWN = frozenset({"X-Request-ID", "Set-Cookie", "Date", "Content-Length"})
"""The length is that of the body, which is compared without its random parts."""
LOOKED, STEPPED, PROPOSED, ATTACKED = 50 * MINUTE, 70 * MINUTE, 85 * MINUTE, 100 * MINUTE
"""The times at which the account reads the pages, from the hour before somebody steps back."""
LEAVES = re.compile(r"^/(account/|static/|live/|board/seen/|clock/(play|set|go-on)/|statement/prepare/$)")
"""Pages that show nothing about others, or that act; streams are tested with a server of their own.

What `statement/prepare/` makes is the file that `statement/file/` sends, which is read here.
"""


@dataclass(frozen=True)
class Seen:
    """An account's view of one copy: a digest of each answer, by request."""

    answers: dict[str, str]

    def differs_in(self, other: Seen) -> list[str]:
        """The requests whose answers differ, or that only one copy answered."""
        asked = dict.fromkeys((*self.answers, *other.answers))
        return [one for one in asked if self.answers.get(one) != other.answers.get(one)]


class Copies:
    """A desk and its copies."""

    def __init__(self, scenario: Scenario, empty: Path, folder: Path, *, hour: int) -> None:
        self.scenario, self.hour = scenario, hour
        self.path, self._template = folder / "copy.sqlite3", folder / "template.sqlite3"
        self.kept = folder / "board.html"
        self.opened: set[str] = set()
        self._of_nobody: dict[tuple[str, int, str], Seen] = {}
        shutil.copy(empty, self._template)
        point_at(f"sqlite:///{self._template}")
        import_scenario(scenario, author=Author("tests", "", ""), now=scenario.horizon.start)
        start_demo_clock(at=hour + LOOKED)
        for person in scenario.people:
            if person.force == scenario.home:
                account_of("volunteer", force=scenario.home, cipher=person.id, username=f"v-{person.id}")
        account_of("duty-officer", force=scenario.home, username="duty-officer")
        for role in ("viewer", "planner"):
            client_of(account_of(role, force=scenario.home, username=role)).get("/")
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    def made(self, people: Iterable[str], *, kind: str = "stepped-back", capability: str = "", lent: str = "") -> None:
        """Make a copy in which something has happened to some people, and a step was proposed after that.

        Parameters
        ----------
        people
            Who steps back by themselves, or to whom a duty officer records that something else happened.
        kind, capability
            What happened, and for which capability where it needs one.
        lent
            The pool that is proposed to be asked; blank: nothing is proposed.
        """
        connection.close()
        for left in self.path.parent.glob("copy.sqlite3*"):
            left.unlink()
        shutil.copy(self._template, self.path)
        point_at(f"sqlite:///{self.path}")
        forget_demo_clocks()
        set_demo_clock(at=self.hour + STEPPED)
        if kind == "stepped-back":
            for person in people:
                account = Account.objects.get(username=f"v-{person}")
                step_back(account=account, author=self._author(account))
        elif people := list(people):
            officer = Account.objects.get(username="duty-officer")
            given = {"kind": kind, "people": people, "capability": capability}
            try:
                record_for_people(account=officer, author=self._author(officer), **given)
            except AlreadyKnown:
                # Pages leave out facts that are already known; the command line enters them.
                drafts = [Draft("event", kind, person, capability=capability) for person in people]
                append(drafts, author=Author("command-line", "", ""), now=now())
        if lent:
            set_demo_clock(at=self.hour + PROPOSED)
            planner = Account.objects.get(username="planner")
            plan = Plan("ask-aid", lent, count=1, rationale=Rationale(information="To be sure.", conditions="Later."))
            propose_step(account=planner, author=self._author(planner), plan=plan, key="asked")

    def seen_of_nobody(self, role: str, *, after: int = ATTACKED, lent: str = "") -> Seen:
        """Return an account's view of a copy in which nothing happened; it is read once."""
        key = role, after, lent
        if key not in self._of_nobody:
            self.made([], lent=lent)
            self._of_nobody[key] = self.seen_by(role, after=after)
        return self._of_nobody[key]

    def _author(self, account: Account) -> Author:
        """The author of an entry."""
        return Author(str(account.pk), "", self.scenario.home)

    @override_settings(STANDTO_PUBLIC_REPORTS=True)
    def seen_by(self, role: str, *, after: int = ATTACKED, following: bool = True) -> Seen:
        """Return an account's view of the copy at a time, on every page that it may open, with those for the public.

        Parameters
        ----------
        following
            Whether every link is followed as well. Whoever plans can go from month to month without end.
        """
        set_demo_clock(at=self.hour + after)
        client = client_of(Account.objects.get(username=role))
        answers: dict[str, str] = {}
        waiting = list(self._addresses(after))
        while waiting:
            asked = waiting.pop()
            if asked in answers or LEAVES.search(asked):
                continue
            answer = client.get(asked)
            heads = {name: text for name, text in answer.items() if name not in OWN}
            body = CHANGING.sub(b"", answer.getvalue())
            self.opened |= {asked} if answer.status_code == 200 else set()
            answers[asked] = sha256(repr((answer.status_code, sorted(heads.items()), body)).encode()).hexdigest()
            if following and answer.get("Content-Type", "").startswith("text/html"):
                waiting += re.findall(r'href="(/[^"#?]*)"', body.decode())
        if role == "viewer":
            keep_last_board(self.kept)
            answers["the last board, kept as a file"] = sha256(self.kept.read_bytes()).hexdigest()
        return Seen(answers)

    def _addresses(self, after: int) -> Iterator[str]:
        """Yield the address of every route, numbers that might be guessed, and look-back at many moments."""
        yield from ("/?screen=wall", *map(address_of, ROUTES), *self._moments(after))
        yield from (f"{page}{number}/" for page in NUMBERED for number in NUMBERS)

    def _moments(self, after: int) -> Iterator[str]:
        """Yield the addresses of look-back: single moments, moments as known at others, and pairs of them."""
        times = [self.hour + minutes * MINUTE for minutes in (0, 65, 71, 86, 120, 180)]
        there = [time for time in times if time <= self.hour + after]
        yield from (f"/look-back/?{urlencode({'at': written(time)})}" for time in there)
        for first, second in combinations(there, 2):
            yield f"/look-back/?{urlencode({'at': written(first), 'known': written(second)})}"
            yield f"/look-back/changes/?{urlencode({'start': written(first), 'until': written(second)})}"


NUMBERED = ("/ladder/proposals/", "/look-back/decisions/", "/look-back/entries/", "/ladder/proposals/nth/", "/alerts/")
NUMBERS = range(1, 4)


def classes(seen: dict[str, Seen]) -> list[frozenset[str]]:
    """Return the copies that look the same, together; the largest classes first."""
    alike: defaultdict[tuple[tuple[str, str], ...], set[str]] = defaultdict(set)
    for copy, one in seen.items():
        alike[tuple(sorted(one.answers.items()))].add(copy)
    return sorted(map(frozenset, alike.values()), key=len, reverse=True)


__all__ = ["ATTACKED", "HOUR", "Copies", "Seen", "classes"]
