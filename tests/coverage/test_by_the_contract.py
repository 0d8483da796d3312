"""Cover and margin of whole random scenarios, against plain code that follows the contract to the letter."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from standto.coverage import cover, margin
from standto.coverage.stepping import NONE_LEFT
from standto.model.time import HOUR
from standto.register import situation_of
from tests.coverage.test_stepping_back import plausible
from tests.kernel import brute
from tests.kernel.test_margin_numbers import expected
from tests.kernel.worlds import windows_of
from tests.register import oracle
from tests.register.scenarios import questions

BASES = st.sampled_from(("confirmed", "confirmed", "offered", "present", "none"))


class Asked:
    """A question with its known events, and its windows, each by name and as numbers."""

    def __init__(self, question, basis):
        self.scenario, at, known_at, declarations, self.last, ready = question
        self.basis = basis
        self.situation = situation_of(self.scenario, at=at, known_at=known_at, assume=declarations, ready=ready)
        self.known = oracle.KnownEvents(self.scenario, at if known_at is None else known_at, declarations, ready)
        self.start, end = self.scenario.horizon
        self.start = self.start if at is None else at
        self.until = end if self.last is None else self.last
        self.windows = oracle.windows(self.known, self.start, self.until, basis)
        self.forces = sorted(self.scenario.forces, key=lambda force: force.tier)
        self.duties = sorted(self.scenario.duties, key=lambda duty: duty.criticality)
        self.force_of = {one.id: one.force for one in (*self.scenario.people, *self.scenario.pools)}

    def numbers(self, window):
        """Return a window as numbers: a class for each person and each pool."""
        names = [force.id for force in self.forces]
        supply = [(name, 1, can) for name, can in window.people.items()]
        supply += [(name, number, can) for name, (number, can) in window.places.items()]
        classes = [
            (
                names.index(self.force_of[name]),
                sum(1 << place for place, duty in enumerate(self.duties) if duty.id in can),
            )
            for name, _, can in supply
        ]
        return windows_of(
            classes,
            [[number for _, number, _ in supply]],
            [[window.required.get(duty.id, -1) for duty in self.duties]],
            [duty.criticality for duty in self.duties],
            len(names),
        )

    def names(self, places):
        return [self.duties[place].id for place in places]

    def power_of(self, force_id, duty_id, instant):
        """Return the id of the first power that permits help to do a duty."""
        if self.scenario.powers is None:
            return None
        kind, duty = self.scenario.force[force_id].kind, self.scenario.duty[duty_id]
        declared = oracle.declared(self.known, instant)
        return next(
            power.id
            for power in self.scenario.powers
            if power.permitted
            and power.kind == kind
            and power.task in ("*", duty.task)
            and power.site in ("*", duty.site)
            and (not power.when or power.when in declared)
            and power.period.start <= instant < power.period.until
        )

    def iso(self, instant):
        return self.scenario.zone.iso(instant)


def window_json(asked, window):
    """Return a window in the form of the contract, without its assignments."""
    numbers = asked.numbers(window)
    table = brute.best_table(numbers, 0)
    lines = []
    for place, duty in enumerate(asked.duties):
        if duty.id in window.required:
            filled = {force.id: row[place] for force, row in zip(asked.forces, table, strict=True) if row[place]}
            lines.append(
                {
                    "duty": duty.id,
                    "criticality": duty.criticality,
                    "required": window.required[duty.id],
                    "filled": filled,
                    "gap": window.required[duty.id] - sum(filled.values()),
                }
            )
    return {
        "from": asked.iso(window.start),
        "until": asked.iso(window.until),
        "covered": not any(line["gap"] for line in lines),
        "declared": sorted(oracle.declared(asked.known, window.start)),
        "duties": lines,
        "bottlenecks": [
            {
                "criticality": criticality,
                "duties": asked.names(duties),
                "required": required,
                "eligible": eligible,
                "short": required - eligible,
                "not_counted": oracle.not_counted(
                    asked.known, window.start, [asked.duties[place] for place in duties], asked.basis
                ),
            }
            for criticality, duties, required, eligible in brute.bottlenecks(numbers, 0)
        ],
    }


def check_witness(asked, window, found, lines):
    """Check that a witness uses each person once and each pool within its places, for duties they can do."""
    used, filled = {}, {}
    for line in lines:
        name = line.get("person") or line["pool"]
        can = window.people[name] if "person" in line else window.places[name][1]
        assert (line["duty"] in can, line["count"] > 0) == (True, True)
        assert line["force"] == asked.force_of[name]
        used[name] = used.get(name, 0) + line["count"]
        filled[line["duty"], line["force"]] = filled.get((line["duty"], line["force"]), 0) + line["count"]
        keys = ["duty", "force", "person" if "person" in line else "pool", "count"]
        if line["force"] == asked.scenario.home:
            assert list(line) == keys
        else:
            assert list(line) == [*keys, "power"]
            assert line["power"] == asked.power_of(line["force"], line["duty"], window.start)
    assert all(number <= (window.places[name][0] if name in window.places else 1) for name, number in used.items())
    wanted = {(line["duty"], force): count for line in found["duties"] for force, count in line["filled"].items()}
    assert filled == wanted
    assert lines == sorted(lines, key=lambda line: in_order(asked, line))


def in_order(asked, line):
    """Return a sort key: by duty, then force, then people before pools, each as listed."""
    people, pools = ([one.id for one in table] for table in (asked.scenario.people, asked.scenario.pools))
    return (
        [duty.id for duty in asked.duties].index(line["duty"]),
        [force.id for force in asked.forces].index(line["force"]),
        "pool" in line,
        pools.index(line["pool"]) if "pool" in line else people.index(line["person"]),
    )


@settings(max_examples=150)
@given(question=questions(people=4, events=10, real=True), basis=BASES)
def test_cover_follows_the_contract(question, basis):
    asked = Asked(question, basis)
    answer = cover(asked.situation, until=asked.last, basis=basis, assignments=True)
    found = answer.as_json()
    for window, got in zip(asked.windows, found["windows"], strict=True):
        witness = got.pop("assignments")
        assert got == window_json(asked, window)
        check_witness(asked, window, got, witness)
    short = [got for got in found["windows"] if not got["covered"]]
    hours = {
        duty.id: sum(
            line["gap"] * (window.until - window.start)
            for window, got in zip(asked.windows, found["windows"], strict=True)
            for line in got["duties"]
            if line["duty"] == duty.id
        )
        for duty in asked.duties
    }
    assert found["summary"] == {
        "covered": not short,
        "first_gap": short[0]["from"] if short else None,
        "gap_hours": {duty: round(total / HOUR, 2) for duty, total in hours.items() if total},
    }
    assert [(one["force"], one["register"]) for one in found["reports"]] == [
        (event.subject, number) for event, number in oracle.claims(asked.known, asked.until)
    ]
    assert answer.covered is not bool(short)
    assert max(map(len, answer.summary().splitlines())) <= 100
    assert len(answer.summary().splitlines()) <= 48


@settings(max_examples=100)
@given(question=questions(people=5, events=8, real=True), basis=BASES)
def test_the_margin_follows_the_contract(question, basis):
    asked = Asked(question, basis)
    assume(sum(number for window in asked.windows for number, _ in window.places.values()) < 9 * len(asked.windows))
    found = margin(asked.situation, until=asked.last, basis=basis, runs=20).as_json()
    wanted = []
    for window in asked.windows:
        numbers = asked.numbers(window)
        for criticality in sorted({duty.criticality for duty in asked.duties if duty.id in window.required}):
            critical = expected(numbers, 0, criticality)
            line = {"from": asked.iso(window.start), "until": asked.iso(window.until), "criticality": criticality}
            line["worst_case"] = None if critical is None else critical.worst_case
            line["critical"] = critical and {
                "duties": asked.names(critical.duties), "eligible": critical.eligible, "required": critical.required
            }  # fmt: skip
            wanted.append(line)
    assert [{key: value for key, value in line.items() if key != "random"} for line in found["margins"]] == wanted
    for line in found["summary"]:
        check_least(asked, line, wanted)


def check_least(asked, line, margins):
    """Check that the summary of a criticality follows from the windows and the register."""
    duties = [duty for duty in asked.duties if duty.criticality <= line["criticality"]]
    people, places = oracle.register(asked.known, asked.start, asked.until, duties)
    assert line["register"] == len(people) + sum(places.values())
    # If no duty of just this criticality stands in a window, its margin is that of the criticality before.
    last = {}
    for one in margins:
        if one["criticality"] <= line["criticality"]:
            last[one["from"]] = one
    cases = [one for one in last.values() if one["worst_case"] is not None]
    first = min(cases, key=lambda one: one["worst_case"]) if cases else dict.fromkeys(("worst_case", "from", "until"))
    assert [line[key] for key in ("worst_case", "from", "until")] == [
        first[key] for key in ("worst_case", "from", "until")
    ]


@settings(max_examples=60)
@given(question=questions(people=5, events=8, real=True))
def test_the_random_margin_of_the_register_is_that_of_every_order(question):
    asked = Asked(question, "confirmed")
    answer = margin(asked.situation, until=asked.last, runs=400)
    for least in answer.least:
        duties = [duty for duty in asked.duties if duty.criticality <= least.criticality]
        people, places = oracle.register(asked.known, asked.start, asked.until, duties)
        members = [*sorted(people), *((pool, place) for pool in sorted(places) for place in range(places[pool]))]
        assume(len(members) <= 8)
        whole = [0] * (len(members) + 1)
        for going in product((False, True), repeat=len(members)):
            gone = {member for member, goes in zip(members, going, strict=True) if goes}
            whole[len(gone)] += all(still_covered(asked, window, duties, gone) for window in asked.windows)
        if not whole[0]:
            assert least.random == NONE_LEFT
        elif whole[-1]:
            assert least.random is None
        else:
            survive = [Fraction(number, comb(len(members), gone)) for gone, number in enumerate(whole)]
            shares = [one - other for one, other in zip(survive, [*survive[1:], 0], strict=True)]
            assert plausible(least.random, shares, 400)


def still_covered(asked, window, duties, gone):
    """Return whether a window stays covered when some of the register have stepped back at the beginning."""
    wanted = [duty.id for duty in duties if duty.id in window.required]
    able = [
        {wanted.index(duty) for duty in can if duty in wanted}
        for name, can in window.people.items()
        if name not in gone
    ]
    for pool, (number, can) in window.places.items():
        left = sum((pool, place) not in gone for place in range(number))
        able.extend([{wanted.index(duty) for duty in can if duty in wanted}] * left)
    return brute.covered([(0, can) for can in able], [window.required[duty] for duty in wanted])


@settings(max_examples=20)
@given(question=questions(real=True))
def test_the_same_question_gives_the_same_answer(question):
    asked = Asked(question, "confirmed")
    again = Asked(question, "confirmed")
    one, other = (cover(each.situation, until=each.last, assignments=True) for each in (asked, again))
    assert (one.as_json(), one.summary(), one.rows()) == (other.as_json(), other.summary(), other.rows())
    first, second = (margin(each.situation, until=each.last, runs=50) for each in (asked, again))
    assert (first.as_json(), first.summary(), first.rows()) == (second.as_json(), second.summary(), second.rows())
