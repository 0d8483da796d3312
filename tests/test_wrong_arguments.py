"""Every argument of every public function and method: a value of the wrong type is one clear error, never silent."""

from __future__ import annotations

import inspect
from functools import cache

import pytest

import standto
from standto import (
    StandtoError,
    compare,
    cover,
    margin,
    outlook,
    read_scenario,
    relief,
    replay,
    situation_of,
    statement,
)
from standto.assuming import assumed
from standto.model.doors import Supposable

WRONG = (object(), b"x", {"no such": 1}, [1.5])
"""Values that no argument takes: bytes look like a text, and the last two cannot be hashed."""
CHANGES = {
    "with_stepped_back": (3,),
    "with_pool": ("guests",),
    "with_step": ("southhaven-crew", "arrived"),
    "with_strength": ("slipway", 2),
    "without": ("slipway",),
    "with_events": ({},),
}


@cache
def station():
    return read_scenario("lifeboat")


@cache
def right(name):
    """Return positional arguments that a function takes, and those that it needs by name."""
    boats = station()
    nothing = assumed(name="none", by="planner", at=boats.horizon.start, processes=())
    answers = {
        "compare": lambda: (boats, boats),
        "draw_comparison": lambda: (compare(boats, boats),),
        "draw_cover": lambda: (cover(boats),),
        "draw_ladder": lambda: (replay(boats),),
        "draw_margin": lambda: (margin(boats, runs=None),),
        "draw_outlook": lambda: (outlook(boats, assumptions=nothing, futures=1),),
        "draw_relief": lambda: (relief(boats, capability=boats.capabilities[0].id),),
        "draw_statement": lambda: (statement(boats),),
        "import_workbooks": lambda: (["rota.csv"], "rota.toml"),
        "outlook_report": lambda: (outlook(boats, assumptions=nothing, futures=1),),
        "read_scenario": lambda: ("lifeboat",),
        "statement_report": lambda: (statement(boats),),
        "suggest_mapping": lambda: (["rota.csv"],),
        "what_if": lambda: (boats, "3 step back"),
        "write_scenario": lambda: (boats, "never-written"),
    }
    start = boats.horizon.start
    nothing = assumed(name="none", by="planner", at=start, processes=())
    named = {
        "candidates": {"duty": boats.crews[0].id, "at": start},
        "cost_of_waiting": {"assumptions": nothing, "moments": ["+3h"]},
        "outlook": {"assumptions": nothing},
        "review": {"at": start},
        "review_ahead": {"assumptions": nothing, "moments": ["+3h"]},
        "screen_assumptions": {"assumptions": nothing},
        "sitrep": {"at": start},
        "value_of_help": {"assumptions": nothing},
    }
    return answers.get(name, lambda: (boats,))(), named.get(name, {})


def faults_of(function, name, positional, named):
    """Return the calls with one wrong argument each that are accepted, or whose error does not name the argument."""
    found = []
    for place, parameter in enumerate(inspect.signature(function).parameters.values()):
        for wrong in WRONG:
            if parameter.kind is parameter.KEYWORD_ONLY:
                args, given = positional, {**named, parameter.name: wrong}
            else:
                args, given = [*positional[:place], wrong, *positional[place + 1 :]], named
            try:
                function(*args, **given)
                said = "accepted"
            except StandtoError as error:
                said = str(error)
            except Exception as error:  # noqa: BLE001 -- any other error is a fault, to list with the others
                said = repr(error)
            if parameter.name.removesuffix("s") not in said:
                found.append(f"{name}({parameter.name}={wrong!r}): {said}")
    return found


FUNCTIONS = [name for name in standto.__all__ if inspect.isfunction(getattr(standto, name))]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_says_which_argument_is_wrong(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert faults_of(getattr(standto, name), name, *right(name)) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("of", [station, lambda: situation_of(station())], ids=["scenario", "situation"])
@pytest.mark.parametrize("name", CHANGES)
def test_a_method_says_which_argument_is_wrong(name, of):
    row = {"force": "southhaven", "capabilities": "helm", "count": 1} if name == "with_pool" else {}
    assert faults_of(getattr(of(), name), name, CHANGES[name], row) == []


def test_every_method_that_supposes_is_tried():
    assert set(CHANGES) == {name for name in vars(Supposable) if not name.startswith("_")}


@pytest.mark.parametrize("small", [1, 0, -1, None])
def test_numbers_of_one_person_are_never_for_the_public(small):
    with pytest.raises(StandtoError, match=r"^small: -?\w+ is not a whole number of 2 or more$"):
        standto.statement_report(statement(station()), audience="public", small=small)
