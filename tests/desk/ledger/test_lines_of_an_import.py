"""The lines that `standto import --entries` writes, entered into the ledger that the folder came from."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from standto.importing.onto.laying_onto import laid_onto
from standto.importing.onto.lines_to_append import ledger_lines
from standto.model.crews import Crew, Seat
from standto.model.people import Authorisation, Capability, Person
from standto.model.rotas import RotaRow
from standto.model.time import BEGINNING, FOREVER, Period
from standto.scenario import write_scenario
from standto_desk.book.situations import scenario_at
from standto_desk.ledger.json_lines import JsonLine, enter_lines
from tests.desk.ledger.starting import ANA, HOUR, MINUTE, NOON, started

TABLES = ("capabilities", "people", "authorisations", "rota", "duties", "crews", "seats", "pools", "forces")


def entered(now, **tables):
    """Lay tables onto the ledger's scenario, enter the lines, and return both scenarios after it."""
    base = scenario_at(now)
    new = replace(base, events=(), **tables)
    laid = laid_onto(base, new, since=now)
    keys = count()
    lines = [JsonLine(1, line.encode()) for line in ledger_lines(base, laid, lambda: f"import-{now}-{next(keys)}")]
    answers = [answer for _, answer in enter_lines(lines, author=ANA, now=now, place="lines")]
    assert [one for answer in answers for one in answer if not hasattr(one, "sequence")] == []
    return laid.scenario, scenario_at(now + MINUTE)


def test_the_ledger_is_as_the_folder_would_be(database, tmp_path):
    started()
    now = NOON + HOUR
    helm, hand = Seat("boat", "full", "helm", ("crew",), 1), Seat("boat", "full", "hand", ("crew",), 2)
    limited = Seat("boat", "limited", "helm", ("crew",), 1)
    first = {
        "capabilities": (Capability("arv"), Capability("crew")),
        "people": (Person("m1", "met", ""), Person("m3", "met", "")),
        "authorisations": (
            Authorisation("m1", "arv", Period(BEGINNING, now + 48 * HOUR)),
            Authorisation("m3", "crew", Period(BEGINNING, FOREVER)),
        ),
        "rota": (
            RotaRow("m1", Period(now + HOUR, now + 9 * HOUR), "patrol"),
            RotaRow("m3", Period(now + HOUR, now + 9 * HOUR)),
        ),
        "crews": (Crew("boat", "patrol", "limited"),),
        "seats": (helm, hand, limited),
    }
    second = first | {
        "rota": (RotaRow("m1", Period(now + 3 * HOUR, now + 9 * HOUR), "patrol"),),
        "crews": (Crew("boat", "patrol", "full"),),
        "seats": (helm, replace(hand, strength=3)),
    }
    for moment, tables in ((now, first), (now + 2 * HOUR, second)):
        folder, ledger = entered(moment, **tables)
        for name in TABLES:
            assert sorted(getattr(ledger, name), key=repr) == sorted(getattr(folder, name), key=repr), name
    write_scenario(ledger, tmp_path / "sound")
