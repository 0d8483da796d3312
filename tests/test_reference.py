"""The tables of the reference are held to the tables that the program goes by."""

from __future__ import annotations

import inspect
import json
import re
from dataclasses import fields
from pathlib import Path

import standto
from standto import register
from standto.assuming.assumed_numbers import NUMBERS
from standto.cli import main as cli
from standto.cli.parser_parts import leaves, subparsers_of, told_actions
from standto.model.ladder import AID_STEPS, CONTINGENCY_STEPS
from standto.model.policies import Policy
from standto.model.time import BEGINNING
from standto.model.words import VERBS, Vocabulary
from standto.scenario.event_rules import POOL_RULES, RULES
from standto.scenario.layout import EVENTS, TABLES

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
PAGE = REFERENCE / "scenario-folder.md"
ALWAYS = {"id", "occurred", "recorded", "event", "subject", "source"}


def section(title: str) -> str:
    """The text below a heading, up to the next one of its level or above."""
    text = PAGE.read_text(encoding="utf-8")
    level, start = next(
        (len(found[1]), found.end()) for found in re.finditer(r"(?m)^(#+) (.+)$", text) if found[2] == title
    )
    rest = text[start:]
    following = re.search(rf"(?m)^#{{1,{level}}} ", rest)
    return rest[: following.start()] if following else rest


def rows(text: str) -> list[list[str]]:
    """The rows of the first table in a text, without its head."""
    table = re.search(r"(?m)^\|.*\n\|[-|: ]+\n((?:\|.*\n)+)", text)
    assert table is not None
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[1].splitlines()]


def names(cell: str) -> list[str]:
    """The names in backquotes."""
    return re.findall(r"`([^`]+)`", cell)


def test_every_table_is_documented_with_its_columns_in_order():
    for file, table in TABLES.items():
        cells = [row[0] for row in rows(section(f"`{file}`"))]
        told = [name.strip("* ") for cell in cells for name in cell.split(", ")]
        assert told == list(table.columns), file
        bold = {name for cell in cells for name in re.findall(r"\*\*(\w+)\*\*", cell)}
        assert bold == table.needed, file


def test_every_event_is_documented_with_its_cells():
    told = {}
    for kinds, subject, needs, may in rows(section("`events.csv`").split("Beside id,")[1]):
        home_pool = subject == "a home pool"
        for kind in POOL_RULES if home_pool else names(kinds):
            told[kind, home_pool] = needs, may
    assert set(told) == {(kind, False) for kind in RULES} | {(kind, True) for kind in POOL_RULES}
    for (kind, home_pool), (needs, may) in told.items():
        rule = POOL_RULES[kind] if home_pool else RULES[kind]
        words = set(re.findall(r"\w+", f"{needs} {may}")) & set(EVENTS.columns) - ALWAYS
        assert words == set(EVENTS.columns) - ALWAYS - rule.refuses - {"recorded"}, kind
        if kind != "report":
            assert set(needs.split(", ")) - {""} - ALWAYS == rule.needs - ALWAYS, kind


def test_the_ladder_is_documented_step_by_step():
    told = [(event, into, names(sources)) for event, into, sources in rows(section("Steps of the ladder"))]
    steps = {**AID_STEPS, **CONTINGENCY_STEPS}
    assert told == [(f"`{kind}`", f"`{step.into}`", list(step.sources)) for kind, step in steps.items()]


def test_the_policy_is_documented_with_its_defaults():
    policy = Policy()
    text = section("The policy")
    told = {names(key)[0]: json.loads(default) for key, default, *_ in rows(text)}
    assert told == {each.name: getattr(policy, each.name) for each in fields(Policy) if each.name != "approvers"}
    posts = {
        names(key)[0]: tuple(re.findall(r'"([^"]+)"', default))
        for key, default, _ in rows(text.split("names the posts")[1])
    }
    assert posts == policy.approvers


def test_the_words_are_documented_with_their_defaults():
    first, _, second = section("The words").partition("| key of")
    keys, verbs = rows(first), rows(f"| key of{second}")
    usual = Vocabulary()
    pairs = (zip(names(key), names(default), strict=False) for key, default, _ in keys)
    plain = [each.name for each in fields(Vocabulary) if each.name not in ("steps", "states")]
    assert [pair for each in pairs for pair in each] == [(name, getattr(usual, name)) for name in plain]
    assert {key.strip("`"): verb.strip("`") for key, verb in verbs} == VERBS


def written(name: str) -> str:
    """How a name is called, as the reference writes it: without annotations."""
    called = getattr(standto, name, None) or getattr(register, name)
    signature = inspect.signature(called)
    bare = [each.replace(annotation=inspect.Parameter.empty) for each in signature.parameters.values()]
    text = str(signature.replace(parameters=bare, return_annotation=inspect.Signature.empty))
    return name + text.replace("'", '"').replace(str(BEGINNING), "BEGINNING")


def test_the_library_is_documented_with_its_signatures():
    page = (REFERENCE / "library.md").read_text(encoding="utf-8")
    told = re.findall(r"(?m)^\| `((\w+)\([^`]*\))` \|", page)
    assert [signature for signature, _ in told] == [written(name) for _, name in told]
    functions = {name for name in standto.__all__ if inspect.isfunction(getattr(standto, name))}
    assert functions - {name for _, name in told} == set()


def test_every_option_of_every_command_is_in_the_reference():
    page = (REFERENCE / "command-line.md").read_text(encoding="utf-8")
    of_all, missing = {"-h", "--help", "--color", "--colour", "--quiet", "--all", "--json"}, []
    for name in cli.commands():
        told = page.partition(f"\n## standto {name}\n")[2].partition("\n## ")[0]
        assert told, f"standto {name} has no section"
        for leaf in leaves(subparsers_of(cli.parser_for([name]))[name]):
            options = {option for action, _, _ in told_actions(leaf) for option in action.option_strings}
            missing += [(leaf.prog, option) for option in sorted(options - of_all) if option not in told]
    assert missing == []


def test_the_limits_of_assumed_numbers_say_which_are_whole():
    text = (REFERENCE / "assumptions.md").read_text(encoding="utf-8")
    told = re.findall(r"(?m)^\| \*\*`(\w+)`\*\* \|.*\| whole, [^|]*\|$", text)
    assert sorted(told) == sorted(key for table in NUMBERS.values() for key, number in table.items() if number.whole)
