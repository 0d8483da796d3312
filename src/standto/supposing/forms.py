"""The forms of what-if sentences: each with its pattern, an example, its meaning, and the change that it supposes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from re import Match, Pattern

from standto.model.event import (
    AUTHORISATION_ENDED,
    AUTHORISED,
    AUTHORITY_RESTORED,
    AUTHORITY_WITHDRAWN,
    AVAILABLE,
    CALLED_IN,
    DECLARED,
    DUTY_RESUMED,
    DUTY_SUSPENDED,
    ENDED,
    ON_CALL,
    RETURNED,
    STEPPED_BACK,
    STOOD_OFF,
)
from standto.supposing.absences import Absence
from standto.supposing.changes import Change, LineChange, NotSupposable, StrengthChange
from standto.supposing.number_forms import fewer, more, number_back, number_returning
from standto.supposing.pool_changes import PoolStep, steps_of
from standto.supposing.reading import NUMBER, Reading, not_known
from standto.supposing.subjects import CAPABILITY, CREW, DECLARATION, DUTY, FORCE, PERSON, POOL, TEAM, Subject
from standto.wording import listed

Build = Callable[[Reading, Match[str]], list[Change]]


@dataclass(frozen=True)
class Form:
    """One form of sentence.

    Attributes
    ----------
    written
        The form as the documentation writes it: words in capitals stand for something, brackets hold what may be left
        out.
    example
        A sentence of the form, about the sample `london-2023` unless it says otherwise.
    meaning
        What it supposes.
    pattern
        What it must match, in any capitals.
    changes
        The changes that a match supposes.
    """

    written: str
    example: str
    meaning: str
    pattern: Pattern[str]
    changes: Build


def _form(written: str, example: str, meaning: str, pattern: str, changes: Build) -> Form:
    return Form(written, example, meaning, re.compile(pattern, re.IGNORECASE), changes)


_REST = r"(?:,?\s+(?P<rest>.+))?"
_N = rf"(?P<count>{NUMBER})"
_PLUS = rf"(?=\+|.+?\s(?:more|extra|additional)\s)\+?\s*{_N}\s+(?:(?:more|extra|additional)\s+)?"
_WHO = r"(?P<who>.+?)"
_IS = r"(?:\s+(?:is|are|was|were))?"


_ILL = r"(?:\s+(?:is|are|goes?|went|calls? in|phones? in|reports?))?\s+(?:off\s+)?(?:sick|ill)"


def _skill_and_when(reading: Reading, match: Match[str], joint: str) -> tuple[str, str]:
    """Return the skill that follows ``from`` or the like, or no skill, and the rest of the sentence."""
    rest = (match["rest"] or "").strip()
    begins = re.match(rf"(?:{joint})\s+(.+)", rest, re.IGNORECASE)
    if begins is None:
        return "", rest
    words = begins[1].split()
    for length in range(len(words), 0, -1):
        if reading.ground.subjects.known(" ".join(words[:length]), CAPABILITY):
            return reading.one(" ".join(words[:length]), CAPABILITY).id, " ".join(words[length:])
    return "", rest


def _people(kind: str, joint: str = "") -> Build:
    """Return how to build events of a kind about people or teams, with a skill after some words if there are any."""

    def build(reading: Reading, match: Match[str]) -> list[Change]:
        skill, rest = _skill_and_when(reading, match, joint) if joint else ("", match["rest"] or "")
        when = reading.moment(rest) if kind == AVAILABLE else reading.when(rest)
        found: list[Change] = []
        for subject in reading.several(match["who"], PERSON, TEAM):
            people: tuple[Subject, ...] = (subject,)
            if subject.sort == TEAM:
                people = tuple(
                    Subject(PERSON, one.id) for one in reading.ground.scenario.people if one.team == subject.id
                )
            who = f"everybody in {subject}" if subject.sort == TEAM else ""
            count = match.groupdict().get("count")
            found.append(LineChange(kind, people, when, skill, reading.number(count) if count else None, who))
        return found

    return build


def _ticket(reading: Reading, match: Match[str]) -> list[Change]:
    kind = AUTHORISATION_ENDED if match["verb"].casefold().startswith("lose") else AUTHORISED
    skill, rest = reading.leading(match["what"], CAPABILITY)
    when = reading.when(rest)
    return [LineChange(kind, (one,), when, skill.id) for one in reading.several(match["who"], PERSON)]


def _authority(reading: Reading, match: Match[str]) -> list[Change]:
    kind = AUTHORITY_WITHDRAWN if match["verb"].casefold() == "withdrawn" else AUTHORITY_RESTORED
    skill, rest = _skill_and_when(reading, match, "for")
    when = reading.when(rest)
    who = match.groupdict().get("who") or match["whose"]
    return [LineChange(kind, (one,), when, skill) for one in reading.several(who, PERSON)]


def _away(reading: Reading, match: Match[str]) -> list[Change]:
    if re.match(rf"(?:{NUMBER})\s", match["who"], re.IGNORECASE):
        raise NotSupposable(f"which people is not said, so they step back instead: write '{match['who']} step back'")
    when = reading.when(match["rest"] or "")
    return [Absence(one, when) for one in reading.several(match["who"], PERSON, TEAM, FORCE, POOL)]


def _without(reading: Reading, match: Match[str]) -> list[Change]:
    subjects, rest = reading.all_leading(match["who"], PERSON, TEAM, FORCE, POOL, DUTY, CREW)
    when = reading.when(rest)
    return [Absence(one, when) for one in subjects]


def _standing(kind: str) -> Build:
    def build(reading: Reading, match: Match[str]) -> list[Change]:
        when = reading.when(match["rest"] or "")
        who = match["who"] or match.groupdict().get("crew") or ""
        return [LineChange(kind, (one,), when) for one in reading.several(who, DUTY, CREW)]

    return build


def _strength(reading: Reading, match: Match[str]) -> list[Change]:
    duty = reading.one(match["who"], DUTY)
    if re.match(r"(?:more|fewer|less)\b", match["rest"] or "", re.IGNORECASE):
        strength = reading.ground.scenario.duty[duty.id].strength
        raise NotSupposable(f"write how many {duty} needs in all: {strength:,} by its row")
    return [StrengthChange(duty.id, reading.number(match["count"]), reading.when(match["rest"] or ""))]


def _declaration(kind: str) -> Build:
    def build(reading: Reading, match: Match[str]) -> list[Change]:
        return [LineChange(kind, (reading.one(match["who"], DECLARATION),), reading.when(match["rest"] or ""))]

    return build


_STEP_VERBS = {
    "asked": r"asked", "offered": r"offers?|offered", "confirmed": r"confirms?|confirmed",
    "arrived": r"arrives?|arrived",
    "declined": r"declines?|declined", "withdrawn": r"withdraws?|withdrew|withdrawn|pulls? out|pulled out",
    "released": r"released|leaves?|goes? home|went home",
    "requested": r"requested", "agreed": r"agrees?|agreed|on standby", "deployed": r"deploys?|deployed",
    "stood-down": r"stands? down|stood down",
}  # fmt: skip
_VERBS = "|".join(_STEP_VERBS.values())


def _pool(reading: Reading, text: str) -> str:
    """Return the pool that a text means: by its id, or by its force if that has one pool."""
    subjects = reading.ground.subjects
    if subjects.known(text, POOL) or not subjects.known(text, FORCE):
        return reading.one(text, POOL).id
    force = reading.one(text, FORCE).id
    pools = [pool.id for pool in reading.ground.scenario.pools if pool.force == force and not pool.part_of]
    if len(pools) != 1:
        raise not_known(text, f"one pool: {force} has {listed(pools) or 'none'}")
    return pools[0]


def _step(reading: Reading, match: Match[str]) -> list[Change]:
    pool = _pool(reading, match["who"])
    step = next(step for step, verbs in _STEP_VERBS.items() if re.fullmatch(verbs, match["verb"], re.IGNORECASE))
    kind = next((kind for kind in steps_of(reading.ground.scenario, pool) if kind.endswith(f"-{step}")), None)
    if kind is None:
        allowed = listed(list(steps_of(reading.ground.scenario, pool)), "or")
        raise not_known(match["verb"], f"a step of {pool}: its steps are {allowed}")
    count = match["count"] or match["before"]
    return [
        PoolStep(
            pool, kind, reading.number(count) if count else None, reading.moment(match["rest"] or ""), reading.basis
        )
    ]


_HOME = r"(?:\s+(?:more|people|officers|volunteers|places|members))*"

FORMS: tuple[Form, ...] = (
    _form(
        "N [of SKILL, TEAM or POOL] step back [WHEN]",
        "40 of arv step back",
        "that many more people and places of the home force step back: by default the group whose loss does most harm",
        rf"(?:{_N}|(?P<all>all|everybody|everyone)){_HOME}(?:\s+(?:of|with|in|from)\s+(?P<of>.+?)|\s+(?P<bare>\S+?){_HOME})?"
        rf"\s+(?:steps?|stepped)\s+back{_REST}",
        number_back,
    ),
    _form(
        "N [of SKILL, TEAM or POOL] return [WHEN]",
        "12 return from Sun 06:00",
        "that many of those who have stepped back return, drawn by the seed",
        rf"(?:{_N}|(?P<all>all|everybody|everyone)){_HOME}(?:\s+(?:of|with|in|from)\s+(?P<of>.+?)|\s+(?P<bare>\S+?){_HOME})?"
        rf"\s+(?:returns?|returned){_REST}",
        number_returning,
    ),
    _form(
        "PERSON steps back [from SKILL] [WHEN]",
        "m0001 steps back from arv",
        "the person does not count for the skill, or for any",
        rf"{_WHO}\s+(?:steps?|stepped)\s+back{_REST}",
        _people(STEPPED_BACK, "from"),
    ),
    _form(
        "PERSON returns [to SKILL] [WHEN]",
        "m0001 returns from Sun 06:00",
        "the person has not stepped back",
        rf"{_WHO}\s+(?:returns?|returned){_REST}",
        _people(RETURNED, "to"),
    ),
    _form(
        "PERSON, TEAM, FORCE or POOL away [WHEN]",
        "team c away Sun",
        "people are unavailable, and places are not there",
        rf"{_WHO}(?:{_IS}\s+(?:away|unavailable|not there|not available|absent|on leave)|{_ILL}){_REST}",
        _away,
    ),
    _form(
        "nobody from PERSON, TEAM, FORCE, POOL, DUTY or CREW [WHEN]",
        "nobody from kent",
        "the same; a duty or crew is suspended; you may also write without",
        r"(?:nobody\s+(?:from|of|in)|without|no)\s+(?P<who>.+)",
        _without,
    ),
    _form(
        "PERSON or TEAM available [WHEN]",
        "m0001 available from Sat 18:00",
        "every absence that began before is over; you may also write is back",
        rf"{_WHO}(?:{_IS}\s+available(?:\s+again)?|\s+(?:is|are)\s+back){_REST}",
        _people(AVAILABLE),
    ),
    _form(
        "PERSON or TEAM called in [WHEN]",
        "m0001 called in Sat 18:00 to Sun 06:00",
        "on duty, whatever the pattern or the rota says",
        rf"{_WHO}{_IS}\s+called\s+in{_REST}",
        _people(CALLED_IN),
    ),
    _form(
        "PERSON or TEAM stood off [WHEN]",
        "m0001 stood off Sun",
        "off duty, whatever the pattern or the rota says",
        rf"{_WHO}{_IS}\s+stood\s+off{_REST}",
        _people(STOOD_OFF),
    ),
    _form(
        "PERSON or TEAM on call [within N minutes] [WHEN]",
        "m0001 on call within 30 minutes Sun",
        "on duty with that readiness, or at once, at times when nothing else has them on duty",
        rf"{_WHO}{_IS}\s+on\s+call(?:,?\s+(?:with)?in\s+{_N}\s*min(?:ute)?s?)?{_REST}",
        _people(ON_CALL),
    ),
    _form(
        "authority of PERSON withdrawn [for SKILL] [WHEN]",
        "authority of m0001 withdrawn for arv",
        "the force suspends the ticket; restored gives it back",
        rf"(?:(?:the\s+)?authority\s+of\s+{_WHO}|(?P<whose>.+?)(?:'s)?\s+authority){_IS}\s+(?P<verb>withdrawn|restored){_REST}",
        _authority,
    ),
    _form(
        "PERSON gains or loses SKILL [WHEN]",
        "m0001 gains ctsfo",
        "the person holds a ticket for the skill, or holds none",
        rf"{_WHO}\s+(?P<verb>gains?|gets?|holds?|loses?)\s+(?P<what>.+)",
        _ticket,
    ),
    _form(
        "DUTY needs N [WHEN]",
        "ct-response needs 16",
        "its strength is that number",
        rf"{_WHO}\s+needs?\s+(?:only\s+)?{_N}(?:\s+(?:people|officers|places))?{_REST}",
        _strength,
    ),
    _form(
        "DUTY or CREW suspended [WHEN]",
        "ct-response suspended Sun",
        "it does not stand; you may also say that a crew is off",
        rf"{_WHO}{_IS}\s+(?:suspended|off|closed|cancelled){_REST}",
        _standing(DUTY_SUSPENDED),
    ),
    _form(
        "DUTY or CREW resumed [WHEN]",
        "ct-response resumed",
        "it is not suspended; you may also say that a crew is back",
        rf"(?:{_WHO}{_IS}\s+(?:resumed|resumes|reopened|reopens|not\s+suspended)|(?P<crew>(?:crew|duty)\s.+?){_IS}\s+(?:back|on)){_REST}",
        _standing(DUTY_RESUMED),
    ),
    _form(
        "DECLARATION declared [WHEN]",
        "attack declared from Sat 18:00",
        "the declaration is in force",
        rf"{_WHO}{_IS}\s+declared{_REST}",
        _declaration(DECLARED),
    ),
    _form(
        "DECLARATION ends [WHEN]",
        "attack ends Sun 06:00",
        "the declaration is not in force",
        rf"{_WHO}{_IS}\s+(?:ends|ended|over){_REST}",
        _declaration(ENDED),
    ),
    _form(
        "POOL is asked, offers, confirms, arrives, is released, declines or withdraws [N] [AT]",
        "kent-arv withdraws",
        "places of an aid pool take that step: N of them, or all that the step takes first",
        rf"(?:(?P<before>{NUMBER})\s+of\s+)?{_WHO}{_IS}\s+(?P<verb>{_VERBS})(?:\s+{_N}(?:\s+places)?(?=\s|,|$)(?![:/]))?{_REST}",
        _step,
    ),
    _form(
        "POOL is requested, agrees, deploys, declines or stands down [N] [AT]",
        "mod-support deploys 20 at Sat 18:00",
        "the same for places of a military pool",
        r"(?!)",
        _step,
    ),
    _form(
        "+N lent SKILL [by FORCE] [WHEN]",
        "+10 lent arv from Sat 18:00",
        "a new pool of places that are here, of the named force or of the first that may do a duty with the skill",
        rf"{_PLUS}lent\s+(?P<what>.+)",
        more,
    ),
    _form(
        "+N SKILL or POOL [WHEN]",
        "+5 arv",
        "a new pool of the home force, or more places like those of a pool, here",
        rf"{_PLUS}(?P<what>.+)",
        more,
    ),
    _form(
        "-N SKILL or POOL [WHEN]",
        "-5 arv",
        "that many people of the skill step back, or that many places of a pool are released",
        rf"[-\N{{EN DASH}}]\s*{_N}\s+(?P<what>.+)",
        fewer,
    ),
)
"""Every form of sentence, in the order in which they are tried."""
