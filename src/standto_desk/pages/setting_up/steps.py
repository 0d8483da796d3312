"""The steps of setting up: the name, the question and the answer of each."""

from __future__ import annotations

from typing import NamedTuple

from standto.wording import counted
from standto_desk.pages.setting_up.kept_answers import DUTIES, FORCE, POLICY, POWERS, SHEET, STEPS, TEAMS, SetUpAnswers

TITLES = {
    FORCE: "Your force",
    TEAMS: "Teams",
    SHEET: "Rota and register",
    DUTIES: "Duties",
    POWERS: "Powers",
    POLICY: "Policy",
}
ABOUT = {
    FORCE: "Its name, and the clocks that it goes by.",
    TEAMS: "People who work the same pattern.",
    SHEET: "Your workbook with the rota and people's skills.",
    DUTIES: "What has to be covered, and by how many people.",
    POWERS: "Which other forces may help, and under which law.",
    POLICY: "How far we look ahead, and who approves help.",
}


class StepLine(NamedTuple):
    """A step in the list: its name, title and text, and what was answered; blank if it is not done."""

    step: str
    title: str
    about: str
    answered: str


def step_lines(answers: SetUpAnswers) -> list[StepLine]:
    """Return every step in order."""
    return [StepLine(step, TITLES[step], ABOUT[step], _answered(answers, step)) for step in STEPS]


def _answered(answers: SetUpAnswers, step: str) -> str:
    if step not in answers.steps:
        return ""
    given = answers.of(step)
    if step == SHEET:
        people = int(given.get("counts", {}).get("people", 0))
        return counted(people, "person", "people") if people else "No sheet"
    words = {
        FORCE: lambda: str(given["name"]),
        TEAMS: lambda: counted(len(given["teams"]), "team") if given["teams"] else "None typed",
        DUTIES: lambda: counted(len(given["duties"]), "duty", "duties"),
        POWERS: lambda: (
            counted(len(given["kinds"]), "kind of force", "kinds of forces") if given["listed"] else "No rules"
        ),
        POLICY: lambda: f"{given['look_ahead_hours']} hours ahead",
    }
    return words[step]()
