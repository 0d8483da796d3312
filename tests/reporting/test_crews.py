"""Crews and readiness in a report to command: the lifeboat station, at noon on its worst day."""

from __future__ import annotations

import json

import pytest

from standto.cli.main import main


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Return the report to command in each format, as text."""
    folder = tmp_path_factory.mktemp("report")
    asked = ["sitrep", "lifeboat", "--at", "2024-07-10T12:00", "--audience", "command", "--runs", "20"]
    found = {}
    for ending in ("json", "md", "html"):
        path = folder / f"report.{ending}"
        assert main([*asked, "--previous", "2024-07-09T12:00", "-o", str(path)]) == 0
        found[ending] = path.read_text(encoding="utf-8")
    return found


def test_the_report_has_each_crew_with_its_state_since_when_and_why(written):
    alb, ilb = json.loads(written["json"])["crews"]
    assert [alb[key] for key in ("crew", "state", "needs", "since", "covered", "hours")] == [
        "alb", "limited", "limited", "2024-07-10T08:15:00+01:00", True, 0.0,
    ]  # fmt: skip
    assert (ilb["state"], ilb["covered"], ilb["since"]) == ("off", False, "2024-07-10T09:00:00+01:00")
    assert [(one["from"], one["state"]) for one in ilb["stretches"]] == [
        ("2024-07-10T12:00:00+01:00", "off"),
        ("2024-07-10T17:15:00+01:00", "full"),
        ("2024-07-11T08:15:00+01:00", "off"),
    ]
    assert ilb["stretches"][0]["why"][0]["lack"] == (
        "only 5 volunteers for 6 places of its helm and crew and of All-weather boat, which comes first,"
    )


def test_the_report_says_what_is_covered_how_soon(written):
    lines = json.loads(written["json"])["readiness"]
    assert [(line["minutes"], line["covered"]) for line in lines] == [(0, False), (5, False), (10, False), (20, True)]
    assert "- Within 20 minutes: covered, all the time." in written["md"]


def test_the_documents_show_crews_by_state(written):
    assert "**Warning:** Short now: Inshore boat (off)." in written["md"]
    assert "| Inshore boat, now | limited | off" in written["md"]
    assert "- Inshore boat is off: only 5 volunteers for 6 places" in written["md"]
    assert "Each crew now, and until Thu 11 Jul 12:00" in written["html"]


def test_a_report_without_crews_and_readiness_does_not_speak_of_them(tmp_path):
    path = tmp_path / "report.json"
    asked = ["sitrep", "london-2023", "--at", "2023-09-25T12:00", "--audience", "command", "--runs", "20"]
    assert main([*asked, "-o", str(path)]) == 0
    assert {"crews", "readiness"}.isdisjoint(json.loads(path.read_text(encoding="utf-8")))
