"""What-ifs against folders that are edited by hand: what is supposed inside its time, and what was there outside it."""

from __future__ import annotations

import csv
import warnings
from dataclasses import replace
from io import StringIO
from itertools import count, pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from standto import cover, read_scenario, situation_of, what_if, write_scenario
from standto.model.time import HOUR
from tests.register.scenarios import GRID, questions

STATES = {"home": "available", "military": "deployed", "police": "arrived", "other": "arrived"}
_folder = count()


def numbers(answer):
    """Return the edges of the windows, and in each the numbers of every duty: required, unfilled, filled by force."""
    found = []
    for window in answer.as_json()["windows"]:
        duties = {line["duty"]: (line["required"], line["gap"], line["filled"]) for line in window["duties"]}
        crews = {line["crew"]: (line["state"], line["filled"]) for line in window.get("crews", ())}
        found.append((window["from"], duties, crews))
    return found


def at(answer, instant):
    """Return the numbers of an answer at an instant."""
    starts = answer.windows.starts.tolist()
    row = max(place for place, start in enumerate(starts) if start <= instant)
    return numbers_of_row(answer)[row]


def numbers_of_row(answer):
    """Return the numbers of each window, and keep them with the answer."""
    if "numbers" not in answer.__dict__:
        answer.__dict__["numbers"] = [(duties, crews) for _, duties, crews in numbers(answer)]
    return answer.__dict__["numbers"]


class Hand:
    """The files of a scenario, edited as text."""

    def __init__(self, scenario, root):
        self.folder = root / str(next(_folder))
        write_scenario(scenario, self.folder)

    def rows(self, file):
        path = self.folder / file
        return list(csv.DictReader(StringIO(path.read_text(encoding="utf-8")))) if path.exists() else []

    def write(self, file, rows, *columns):
        heading = list(dict.fromkeys([*(name for row in rows for name in row), *columns]))
        with (self.folder / file).open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, heading, restval="")
            writer.writeheader()
            writer.writerows(rows)

    def add(self, file, **cells):
        self.write(file, [*self.rows(file), cells])

    def drop(self, file, *columns, where):
        self.write(file, [row for row in self.rows(file) if not where(row)], *columns)

    def drop_events(self, where):
        """Drop events, and the corrections of them."""
        gone = {row["id"] for row in self.rows("events.csv") if where(row) and row.get("id")}
        columns = ("occurred", "event", "subject")
        self.drop("events.csv", *columns, where=where)
        self.drop("events.csv", *columns, where=lambda row: row["event"] == "correction" and row["subject"] in gone)

    def read(self):
        return read_scenario(self.folder)


def of_duty(draw, duty):
    """Return sentences about a duty, each with the edit that makes it so throughout."""
    strength = draw(st.integers(0, 4))

    def stronger(hand):
        rows = [row | ({"strength": strength} if row["duty"] == duty else {}) for row in hand.rows("duties.csv")]
        hand.write("duties.csv", rows)
        hand.drop_events(lambda row: row["event"] == "strength-changed" and row["subject"] == duty)

    def suspended(hand):
        hand.drop_events(lambda row: row["event"] in ("duty-resumed", "duty-suspended") and row["subject"] == duty)
        hand.add("events.csv", occurred="1990-01-01T00:00Z", event="duty-suspended", subject=duty)

    return [(f"duty {duty} needs {strength}", stronger), (f"duty {duty} suspended", suspended)]


def of_person(person, skill):
    """Return sentences about a person, each with the edit that makes it so throughout."""
    kinds = ("authorised", "authorisation-ended")

    def away(hand):
        hand.drop("authorisations.csv", "person", "capability", where=lambda row: row["person"] == person)
        hand.drop_events(lambda row: row["event"] in kinds and row["subject"] == person)

    def back(hand):
        mine = {"person": person, "capability": skill}
        hand.drop("authorisations.csv", *mine, where=lambda row: mine.items() <= row.items())
        own = {"subject": person, "capability": skill}
        hand.drop_events(lambda row: row["event"] in kinds and own.items() <= row.items())

    return [(f"person {person} away", away), (f"person {person} steps back from {skill}", back)]


def of_pool(pool):
    """Return a sentence about a pool, with the edit that makes it so throughout."""
    kinds = ("aid-", "contingency-", "stepped-back", "returned", "decision")

    def gone(hand):
        hand.drop("pools.csv", "pool", "force", "capabilities", "count", where=lambda row: row["pool"] == pool)
        hand.drop_events(lambda row: row["event"].startswith(kinds) and row["subject"] == pool)

    return [(f"nobody from pool {pool}", gone)]


def of_declaration(name):
    """Return a sentence about a declaration, with the edit that makes it so throughout."""

    def declared(hand):
        hand.drop_events(lambda row: row["event"] in ("declared", "ended") and row["subject"] == name)
        hand.add("events.csv", occurred="1990-01-01T00:00Z", event="declared", subject=name)

    return [(f"declaration {name} declared", declared)]


def of_places(number, skill, force):
    """Return a sentence about more places, with the edit that makes it so throughout."""
    cells = {"force": force.id, "capabilities": skill, "count": number, "state": STATES[force.kind]}
    lent = "" if force.kind == "home" else "lent "
    return [
        (
            f"+{number} {lent}{skill}{f' by {force.id}' if lent else ''}",
            lambda hand: hand.add("pools.csv", pool="more", **cells),
        )
    ]


@st.composite
def changes(draw, scenario):
    """Draw a sentence without its time, and the edit that makes it so throughout."""
    skill = draw(st.sampled_from(scenario.capabilities)).id
    found = of_places(draw(st.integers(1, 3)), skill, draw(st.sampled_from(scenario.forces)))
    if scenario.duties:
        found += of_duty(draw, draw(st.sampled_from(scenario.duties)).id)
    if scenario.people:
        found += of_person(draw(st.sampled_from(scenario.people)).id, skill)
    if scenario.pools:
        found += of_pool(draw(st.sampled_from(scenario.pools)).id)
    if scenario.declarations:
        found += of_declaration(draw(st.sampled_from(scenario.declarations)))
    return draw(st.sampled_from(found))


@st.composite
def suppositions(draw, **sizes):
    """Draw a question, a change, and the time of the change."""
    question = draw(questions(**sizes))
    scenario = question.scenario
    sentence, edit = draw(changes(scenario))
    start, end = scenario.horizon
    moments = [moment for moment in (start + int(hours * HOUR) for hours in GRID) if start <= moment < end]
    since = draw(st.sampled_from([None, *moments]))
    begins = since if since is not None else (question.at if question.at is not None else start)
    until = draw(st.sampled_from([None, *(moment for moment in moments if moment > begins)]))
    return question, sentence, edit, since, until


def told(zone, since, until):
    return "".join(
        (
            f" from {zone.iso(since)}" if since is not None else "",
            f" until {zone.iso(until)}" if until is not None else "",
        )
    )


def check(supposition, root):
    question, sentence, edit, since, until = supposition
    scenario, start, known, assumed, _, ready = question
    given = {"at": start, "known_at": known, "assume": assumed, "ready": ready}
    before = situation_of(scenario, **given)
    supposed = what_if(before, sentence + told(scenario.zone, since, until))
    hand = Hand(scenario, root)
    edit(hand)
    by_hand = hand.read()
    assume(set(assumed) <= set(by_hand.declarations))
    inside, outside = cover(situation_of(by_hand, **given)), cover(before)
    answer = cover(supposed.after)
    begins = before.period.start if since is None else since
    ends = before.period.until if until is None else until
    edges = {*(one for each in (answer, inside, outside) for one in each.windows.starts.tolist()), begins, ends}
    for instant in sorted(edge for edge in edges if edge in before.period):
        expected = inside if begins <= instant < ends else outside
        assert at(answer, instant) == at(expected, instant), (sentence, scenario.zone.iso(instant))


@settings(max_examples=40)
@given(suppositions())
def test_a_change_is_so_in_its_time_and_nothing_changes_outside(tmp_path_factory, supposition):
    check(supposition, tmp_path_factory.getbasetemp())


@settings(max_examples=20)
@given(suppositions(real=True, crewed=True))
def test_so_it_is_with_rotas_readiness_and_crews(tmp_path_factory, supposition):
    check(supposition, tmp_path_factory.getbasetemp())


@pytest.mark.slow
def test_many_changes_are_so_in_their_time(tmp_path_factory):
    @settings(max_examples=200)
    @given(suppositions(real=True, crewed=True))
    def many(supposition):
        check(supposition, tmp_path_factory.getbasetemp())

    many()


@st.composite
def rows_of_events(draw, scenario):
    """Draw rows of events as a planner would write them into the file."""
    start = scenario.horizon.start
    rows = []
    for _ in range(draw(st.integers(1, 3))):
        occurred = scenario.zone.iso(start + int(draw(st.sampled_from(GRID[2:])) * HOUR))
        kinds = [("strength-changed", scenario.duties, {"count": "2"}), ("unavailable", scenario.people, {})]
        kinds += [("stepped-back", scenario.people, {}), ("duty-suspended", scenario.duties, {})]
        kind, table, cells = draw(st.sampled_from([one for one in kinds if one[1]]))
        rows.append({"occurred": occurred, "event": kind, "subject": draw(st.sampled_from(table)).id, **cells})
    return rows


@settings(max_examples=20)
@given(st.data())
def test_events_supposed_of_a_scenario_are_rows_at_the_end_of_its_file(tmp_path_factory, data):
    scenario = data.draw(questions()).scenario
    assume(scenario.people or scenario.duties)
    rows = data.draw(rows_of_events(scenario))
    hand = Hand(scenario, tmp_path_factory.getbasetemp())
    for row in rows:
        hand.add("events.csv", **row)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert scenario.with_events(*rows) == hand.read()


def test_a_change_after_another_sees_it(tmp_path):
    scenario = read_scenario("london-2023")
    both = what_if(scenario, "ct-response needs 16", "ct-response needs 20 from Sat 18:00").understood
    assert both[1] == "ct-response needs 20 instead of 16, from 2023-09-23T18:00:00+01:00 until the end"
    starts = [scenario.horizon.start, scenario.instant("2023-09-23T18:00"), scenario.horizon.until]
    windows = what_if(scenario, "ct-response needs 16", "ct-response needs 20 from Sat 18:00").situation.windows()
    ct = [duty.id for duty in scenario.duties_in_order].index("ct-response")
    for (start, until), strength in zip(pairwise(starts), (16, 20), strict=True):
        rows = (windows.starts >= start) & (windows.starts < until)
        assert set(windows.required[rows, ct].tolist()) == {strength}


@settings(max_examples=40)
@given(st.data())
def test_changes_one_after_another_are_as_if_folded_afresh(data):
    question = data.draw(questions(real=True, crewed=True))
    scenario, start, known, assumed, _, ready = question
    given_ = {"at": start, "known_at": known, "assume": assumed, "ready": ready}
    before = situation_of(scenario, **given_)
    sentences = [data.draw(changes(scenario))[0] for _ in range(3)]
    together = what_if(before, *sentences)
    one_by_one = before
    for sentence in sentences:
        one_by_one = what_if(one_by_one, sentence).after
    afresh = situation_of(replace(together.scenario, digest=""), **given_)
    shown = [numbers(cover(situation)) for situation in (together.after, one_by_one, afresh)]
    assert shown[0] == shown[1] == shown[2]
    assert together.scenario == one_by_one.scenario
