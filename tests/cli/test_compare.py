"""`standto compare`: what it tells about each answer names the answer and the option."""

from __future__ import annotations

from standto.cli.main import main


def test_moments_are_told_back_under_the_options_that_gave_them(capsys):
    words = ["compare", "lifeboat", "--at", "Fri 12:00", "--b-at", "Sat 12:00", "--until", "Sun"]
    assert main(words) in (0, 1)
    assert capsys.readouterr().err.splitlines() == [
        "A: --at: Fri 12:00 is 2024-07-12T12:00:00+01:00",
        "A: --until: Sun is 2024-07-14T00:00:00+01:00",
        "B: --b-at: Sat 12:00 is 2024-07-13T12:00:00+01:00",
        "B: --until: Sun is 2024-07-14T00:00:00+01:00",
    ]


def test_a_fault_names_the_option_that_the_answer_has_of_its_own(capsys):
    assert main(["compare", "lifeboat", "--b-known-at", "nowhen", "--b-basis", "hope"]) == 2
    faults = capsys.readouterr().err.splitlines()
    assert [line.partition(": '")[0] for line in faults] == ["B: --b-known-at", "B: --b-basis"]


def test_a_fault_of_both_answers_names_the_option_that_both_have(capsys):
    assert main(["compare", "lifeboat", "--basis", "hope", "--b-at", "Sat 12:00"]) == 2
    assert capsys.readouterr().err.startswith("A: --basis: 'hope' is not allowed")
