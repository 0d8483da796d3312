"""Reading the people that a process is about: forces, teams and capabilities, and the weights of some of them."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from standto.assuming.known_names import KnownNames, no_such
from standto.assuming.processes import Among, Weight
from standto.scenario.cells import shown

if TYPE_CHECKING:
    from standto.scenario.toml_section import TomlSection

AMONG = ("forces", "teams", "capabilities")
"""The keys that say whom a process is about."""
MOST_WEIGHT, MOST_WEIGHTS = 100, 5
"""The greatest weight, and the most weights of one process."""
MOST_TOGETHER = 2**32 - 1
"""The most that the weights of all people may sum to, so that chances from them are exact."""


def among_of(section: TomlSection, known: KnownNames) -> Among:
    """Return the people that the process of a table is about."""
    forces = _known(section, "forces", "force", known.forces)
    for force in forces:
        if force in known.forces and force != known.home:
            what = f"is about the home force alone: write {known.home!r}, or leave the key out"
            section.fault("forces", f"{shown(force)} is another force, and a process {what}")
    return Among(forces, _teams(section, known), _known(section, "capabilities", "capability", known.capabilities))


def weights_of(section: TomlSection, known: KnownNames) -> tuple[Weight, ...]:
    """Return the weights of a process: the tables ``weight`` inside it."""
    found = []
    for each in section.sections("weight"):
        each.allow((*AMONG, "weight"))
        if not any(key in each for key in AMONG):
            each.fault("weight", f"is for nobody: write one or more of {', '.join(AMONG)}")
        found.append(Weight(among_of(each, known), _weight(each)))
    if len(found) > MOST_WEIGHTS:
        section.fault("weight", f"there are {len(found)} weights: write {MOST_WEIGHTS} at most")
    most = MOST_TOGETHER // max(known.most, 1)
    if (times := prod(one.weight for one in found)) > most:
        what = f"write weights that multiply to {most:,} at most"
        section.fault("weight", f"the weights make some {times:,} times as likely as others: {what}")
    return tuple(found)


def _weight(section: TomlSection) -> int:
    value = section.needed("weight")
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_WEIGHT:
        if value is not None:
            section.fault(
                "weight",
                f"{shown(str(value))} is not allowed: write a whole number from 1 to {MOST_WEIGHT}, without quotes",
            )
        return 1
    return value


def _teams(section: TomlSection, known: KnownNames) -> tuple[str, ...]:
    teams = _texts(section, "teams")
    for team in teams:
        if team in known.others_teams:
            section.fault("teams", f"{shown(team)} is a team of another force: write teams of {known.home!r}")
        elif team not in known.teams:
            section.fault("teams", no_such(team, "team", known.teams))
    return teams


def _known(section: TomlSection, key: str, what: str, known: frozenset[str]) -> tuple[str, ...]:
    names = _texts(section, key)
    for name in names:
        if name not in known:
            section.fault(key, no_such(name, what, known))
    return names


def _texts(section: TomlSection, key: str) -> tuple[str, ...]:
    """Return a list of different texts."""
    names = section.texts(key)
    if len(set(names)) < len(names):
        section.fault(key, "names one twice: write each once")
    return tuple(dict.fromkeys(names))
