"""The settings in words, section by section, from the text of `scenario.toml`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from standto.model.policies import Policy
from standto.model.words import STATES, USUAL, VERBS
from standto.model.working_time import AT_LEAST, WorkingTime
from standto_desk.components.spoken import id_words
from standto_desk.presenting.registers.rows_of_tables import parsed

Lines = dict[str, str]
"""Each setting of a section by its name, in words."""

POLICY: dict[str, str] = {
    "look_ahead_hours": "Hours that a review looks ahead",
    "reserve": "Spare places",
    "hold_hours": "Hours that a reason to let help go must last",
    "answer_hours": "Hours that an unanswered request counts as coming",
    "review_hours": "Hours between reviews, at most",
    "stale_hours": "Hours after which a figure is old",
    "rest_hours": "Hours of rest before and after a call-in",
    "call_in_share": "Share of people off duty who are counted on to come",
    "call_in_notice_hours": "Hours of notice of a call-in",
    "call_in_from_rota": "People with a row of the rota may be called in",
    "approve_own": "The account that proposed a step may also approve it",
}
"""The settings of the policy."""
REST: dict[str, str] = {
    "rules": "Set of rules",
    "unrested": "People in a stint that breaks a rule",
    "break_hours": "Hours of time off that end a stint",
}
_MEASURES = {
    "stint-hours": "length of a stint, in hours",
    "rest-before": "hours of rest before a stint",
    "hours-in": "hours of work in {days} days",
    "rest-in": "longest rest in {days} days, in hours",
    "run": "stints in a row",
    "night-run": "night stints in a row",
}
_WORDS = {
    "person": "One volunteer",
    "people": "Several volunteers",
    "aid": "Help from other forces",
    "contingency": "Help of last resort",
    "recorder": "The role that records who steps back",
    "marking": "Marking of a report to command",
    "public_marking": "Marking of a report to the public",
}


class SettingsSection(NamedTuple):
    """A section of the settings: its title, what it is, and what reads it from the parsed settings."""

    title: str
    about: str
    lines: Callable[[Mapping[str, Any]], Lines]


def settings_lines(section: str, settings: str) -> Lines:
    """Return a section of the settings in words; empty if there are no settings."""
    return SETTINGS_SECTIONS[section].lines(parsed(settings)) if settings else {}


def _plan(held: Mapping[str, Any]) -> Lines:
    return {
        "Title": held["title"],
        "Time zone": held["timezone"],
        "Plan starts": _moment(held["starts"]),
        "Plan ends": _moment(held["ends"]),
        "Home force": held["home"],
    }


def _policy(held: Mapping[str, Any]) -> Lines:
    given, usual = held.get("policy", {}), Policy()
    return {
        words: _value(given[key]) if key in given else f"{_value(getattr(usual, key))}, as usual"
        for key, words in POLICY.items()
    }


def _approvers(held: Mapping[str, Any]) -> Lines:
    given, usual = held.get("policy", {}).get("approvers", {}), Policy().approvers
    found = {}
    for kind in usual:
        posts = [id_words(post) for post in given.get(kind, usual[kind])]
        found[_APPROVED[kind]] = (" and ".join(posts) or "nobody") + ("" if kind in given else ", as usual")
    return found


_APPROVED = {
    "aid": "Asking for aid",
    "contingency": "Requesting and deploying help of last resort",
    "stand-down": "Letting help go",
}


def _rest(held: Mapping[str, Any]) -> Lines:
    given, usual = held.get("working_time", {}), WorkingTime()
    found = {"Set of rules": given.get("rules", "") or "none"}
    unrested = given.get("unrested", usual.unrested)
    found[REST["unrested"]] = "count" if unrested == "count" else "do not count"
    found[REST["break_hours"]] = _value(given.get("break_hours", usual.break_hours))
    return found | {f"Rule {rule['id']}": _rule(rule) for rule in given.get("rule", ())}


def _rule(rule: Mapping[str, Any]) -> str:
    """Return a rule on rest in words, with what follows if it is broken."""
    measure = _MEASURES[rule["measure"]].format(days=_value(rule.get("days", "")))
    least = rule["measure"] in AT_LEAST
    bound = f"at least {_value(rule.get('min'))}" if least else f"at most {_value(rule.get('max'))}"
    teams = f", for {', '.join(rule['teams'])}" if rule.get("teams") else ""
    source = f" ({rule['source']})" if rule.get("source") else ""
    return f"{measure}: {bound}{teams}; if it is broken: {rule['effect']}{source}"


def _words(held: Mapping[str, Any]) -> Lines:
    given = held.get("words", {})
    found = {words: given[key] if key in given else f"{getattr(USUAL, key)}, as usual" for key, words in _WORDS.items()}
    for key, usual in (("steps", VERBS), ("states", STATES)):
        found |= {f"{id_words(one).capitalize()}": said for one, said in given.get(key, {}).items() if one in usual}
    return found


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _moment(value: Any) -> str:
    return f"{value:%-d %B %Y, %H:%M}"


SETTINGS_SECTIONS: dict[str, SettingsSection] = {
    "plan": SettingsSection("Plan", "The name of the plan, its time zone, its period and the home force.", _plan),
    "policy": SettingsSection("Policy", "The numbers that a review uses.", _policy),
    "approvers": SettingsSection("Approvers", "The posts that approve each kind of step.", _approvers),
    "rest": SettingsSection("Rules of rest", "The rules on working time that a rota keeps.", _rest),
    "words": SettingsSection("Words", "What pages and reports call people, help and steps.", _words),
}
"""The sections of the settings by their names in addresses, in the order of the page."""


def changed_lines(before: Lines, after: Lines) -> Iterator[tuple[str, str, str]]:
    """Yield each setting that differs, with its words before and after; blank where it was not set."""
    for name in [*after, *(one for one in before if one not in after)]:
        if before.get(name) != after.get(name):
            yield name, before.get(name, ""), after.get(name, "")
