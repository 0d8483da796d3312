"""No option is ignored in silence: one that has no effect beside others is refused at once, with its name."""

from __future__ import annotations

import pytest

from standto.cli.main import commands, fill, main
from standto.cli.option_pairs import pairs_of
from standto.cli.parser_parts import leaves, options_of
from standto.cli.parsing import CommandParser

NOWHERE = "no-such-folder"
"""A folder that is not there: these refusals come before anything is read."""
AT = ("--at", "2024-03-02T00:00")
SUPPOSING = ("cover", "margin", "relief", "rest", "compare", "review", "candidates")
SHOWING = (*SUPPOSING, "check", "rates", "replay", "outlook")
REFUSED = [
    (f"outlook {NOWHERE} --json -o x.md", {"--json"}),
    (f"outlook {NOWHERE} --all -o x.md", {"--all"}),
    (f"outlook {NOWHERE} --runs 5", {"--runs"}),
    (f"outlook {NOWHERE} --futures 5 --future 5", {"--future"}),
    (f"outlook {NOWHERE} --future 1 --runs 5 --keep x --value", {"--runs", "--keep", "--value"}),
    (f"outlook {NOWHERE} --part 1/2 --runs 5 --all", {"--runs", "--all", "--part"}),
    (f"outlook {NOWHERE} --part 1/2 --error 0.1 --future 1 -ox", {"--error", "--future", "-o"}),
    ("outlook merge 1.part --json --output=x.md", {"--json"}),
    ("outlook merge 1.part --workers 2 --runs 9", {"--workers", "--runs"}),
    ("outlook merge 1.part --executor inline --cluster local:2 --keep x", {"--executor", "--cluster", "--keep"}),
    *((f"{command} {NOWHERE} --what-if-seed 1", {"--what-if-seed"}) for command in SUPPOSING),
    (f"sitrep {NOWHERE} --audience command -o x.md --what-if-seed 1", {"--what-if-seed"}),
    (f"sitrep {NOWHERE} --audience public -o x.md --runs 5 --seed 1", {"--runs", "--seed"}),
    (f"sitrep {NOWHERE} --audience=public -o x.md --previous now --what-if x", {"--previous", "--what-if"}),
    (f"cover {NOWHERE} --json --csv", {"--csv"}),
    *((f"{command} {NOWHERE} --json --all", {"--all"}) for command in SHOWING),
    (f"cover {NOWHERE} --csv --all", {"--all"}),
    (f"cover {NOWHERE} --csv --assignments", {"--assignments"}),
    (f"rates {NOWHERE} --by planner", {"--by"}),
    (f"export {NOWHERE} --calendar x --force", {"--force"}),
    ("import x.csv --suggest --key k --rejects r.csv", {"--key", "--rejects"}),
    (f"statement {NOWHERE} --audience public --trace", {"--trace"}),
    (f"statement {NOWHERE} --audience command --format csv --trace", {"--trace"}),
    ("account invite --force home --people p --again --team t --mail", {"--again", "--team"}),
]
NEEDED = {"outlook": AT, "review": AT, "sitrep": AT, "candidates": (*AT, "--duty", "gate")}
"""The options that a command must have."""


@pytest.mark.parametrize(("line", "options"), REFUSED, ids=[line for line, _ in REFUSED])
def test_an_option_that_would_be_ignored_is_refused_by_its_name_with_every_other_one(line, options, capsys):
    words = line.split()
    needed = () if words[1] == "merge" else NEEDED.get(words[0], ())
    assert main([*words, *needed]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert {each.partition(":")[0] for each in captured.err.splitlines()} == options


def test_pairs_name_options_of_their_own_command():
    for path in {path for _, path in commands().values()}:
        parser = CommandParser()
        fill(parser, path)
        for leaf in leaves(parser):
            pairs = pairs_of(leaf)
            named = {option for option, other, _ in pairs.excludes} | {other for _, other, _ in pairs.excludes}
            named |= {one for option, others, _ in pairs.needs for one in (option, *others)}
            named = {option.partition("=")[0] for option in named}
            assert named <= {action.option_strings[0] for action in options_of(leaf).values()}


def test_what_a_report_to_the_public_leaves_out_has_its_place_in_one_to_command(tmp_path):
    more = ("--previous", "2023-09-23T06:00", "--runs", "5", "--seed", "1")
    words = ("sitrep", "london-2023", "--at", "2023-09-23T12:00", "-o", str(tmp_path / "report.json"))
    assert main([*words, *more, "--audience", "command"]) == 0


def test_a_value_that_looks_like_an_option_is_none(capsys):
    assert main(["cover", NOWHERE, "--what-if=--json", "--csv"]) == 2
    assert "does not go with" not in capsys.readouterr().err
