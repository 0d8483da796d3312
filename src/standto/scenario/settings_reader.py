"""Reading `scenario.toml`: the title, the horizon, the home force, the shifts, the patterns and the policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from standto.model.policies import Policy
from standto.model.shifts import REST, Pattern, Shift
from standto.model.time import DAY, Period
from standto.model.words import Vocabulary
from standto.model.working_time import WorkingTime
from standto.model.zone import Zone
from standto.scenario.cells import is_id, shown
from standto.scenario.faults import Faults
from standto.scenario.file_text import NotText
from standto.scenario.known_ids import Ids, KnownIds
from standto.scenario.layout import FORMAT, SETTINGS
from standto.scenario.policy_reader import read_policy
from standto.scenario.toml_section import TomlSection, parsed
from standto.scenario.words_reader import read_words
from standto.scenario.working_time_reader import RuleTeams, read_working_time

_UTC = Zone("UTC")
_SOMETIME = Period(0, 1)
_LONGEST = 3_700 * DAY


@dataclass(frozen=True)
class Settings:
    """The contents of `scenario.toml`, with stand-ins for values that have a fault."""

    title: str = ""
    zone: Zone = _UTC
    horizon: Period = _SOMETIME
    home: str = ""
    home_line: int = 1
    shifts: tuple[Shift, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    policy: Policy = field(default_factory=Policy)
    working_time: WorkingTime = field(default_factory=WorkingTime)
    rule_teams: tuple[RuleTeams, ...] = ()
    words: Vocabulary = field(default_factory=Vocabulary)


_KEYS = (
    "format", "title", "timezone", "starts", "ends", "home", "shift", "pattern", "policy", "working_time", "words",
)  # fmt: skip


def read_settings(data: bytes, known: KnownIds, faults: Faults) -> Settings:
    """Return the settings in the bytes of `scenario.toml`; add shifts, patterns and the home force to `known`."""
    try:
        document, lines = parsed(data)
    except NotText as error:
        faults.add(SETTINGS, str(error), line=error.line)
        known.shifts.complete = known.patterns.complete = False
        return Settings()
    top = TomlSection(document, (), lines, faults)
    top.allow(_KEYS)
    _check_format(top)
    zone = _zone(top)
    known.home = top.text("home", needed=True)
    if known.home and not is_id(known.home):
        top.fault("home", f"{shown(known.home)} is not an id")
    working_time, rule_teams = read_working_time(top.section("working_time"))
    return Settings(
        title=top.text("title", needed=True),
        zone=zone,
        horizon=_horizon(top, zone),
        home=known.home,
        home_line=top.line("home"),
        shifts=tuple(_shift(section, known.shifts) for section in top.sections("shift")),
        patterns=tuple(_pattern(section, known) for section in top.sections("pattern")),
        policy=read_policy(top.section("policy")),
        working_time=working_time,
        rule_teams=rule_teams,
        words=read_words(top.section("words")),
    )


def _check_format(top: TomlSection) -> None:
    """Note a format that this program does not read."""
    version = top.needed("format")
    if version is not None and (version != FORMAT or not isinstance(version, int) or version is True):
        top.fault("format", f"{version!r} is not allowed: this program reads format = {FORMAT}")


def _zone(top: TomlSection) -> Zone:
    name = top.text("timezone", needed=True)
    try:
        return Zone(name) if name else _UTC
    except (ValueError, KeyError, OSError):
        top.fault("timezone", f"no time zone {shown(name)}: write an IANA name such as 'Europe/London'")
        return _UTC


def _horizon(top: TomlSection, zone: Zone) -> Period:
    starts, ends = (top.instant(key, zone) for key in ("starts", "ends"))
    if starts is None or ends is None:
        return _SOMETIME
    if ends <= starts:
        top.fault("ends", "is not after starts: the horizon is [starts, ends)")
    elif ends - starts > _LONGEST:
        top.fault("ends", f"is more than {_LONGEST // DAY:,} days after starts, the longest horizon")
    return Period(starts, ends)


def _shift(section: TomlSection, ids: Ids) -> Shift:
    section.allow(("id", "starts", "ends", "ready_minutes"))
    name = _new_id(section, ids)
    if name == REST:
        section.fault("id", f"{REST!r} is reserved: it means no shift")
    return Shift(name, _clock(section, "starts"), _clock(section, "ends"), section.whole("ready_minutes"))


def _clock(section: TomlSection, key: str) -> time:
    value = section.needed(key)
    try:
        found = time.fromisoformat(value) if isinstance(value, str) and ":" in value else value
    except ValueError:
        found = None
    if not isinstance(found, time) or found.tzinfo is not None:
        if value is not None:
            section.fault(key, f'{shown(str(value))} is not a time of day: write one as "07:00"')
        return time()
    return found


def _pattern(section: TomlSection, known: KnownIds) -> Pattern:
    section.allow(("id", "anchor", "cycle"))
    name = _new_id(section, known.patterns)
    anchor = section.needed("anchor")
    if anchor is not None and (not isinstance(anchor, date) or isinstance(anchor, datetime)):
        section.fault("anchor", "is not a date: write it without quotes, as 2023-09-18")
    cycle = section.texts("cycle", needed=True)
    for entry in dict.fromkeys(cycle):
        if entry != REST and not known.shifts.allow(entry):
            section.fault("cycle", f"no shift {shown(entry)}: allowed are the ids of the shifts and {REST!r}")
    return Pattern(name, anchor if isinstance(anchor, date) else date(2000, 1, 1), cycle)


def _new_id(section: TomlSection, ids: Ids) -> str:
    """Return the id of a shift or a pattern, which must differ from the ids before it."""
    name = section.text("id", needed=True)
    if name and not is_id(name):
        section.fault("id", f"{shown(name)} is not an id: write small letters, digits, '.', '_' and '-'")
    if name and (line := ids.get(name)):
        section.fault("id", f"repeated id {shown(name)}: it is the {ids.what} on {ids.file}:{line}")
    ids.complete = ids.complete and bool(name)
    ids.setdefault(name, section.line("id"))
    return name
