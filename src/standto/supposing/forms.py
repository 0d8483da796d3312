"""The forms of what-if sentences: each with its pattern, an example, its meaning, and the change that it supposes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from re import Pattern

from standto.model.event import (
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
from standto.supposing.event_forms import (
    Build,
    authority,
    away,
    declaration,
    nobody,
    people,
    standing,
    strength,
    ticket,
)
from standto.supposing.number_forms import fewer, more, number_back, number_returning
from standto.supposing.reading import NUMBER
from standto.supposing.step_forms import VERBS, step


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
_HOME = r"(?:\s+(?:more|people|officers|volunteers|places|members))*"
_NUMBER_OF = (
    rf"(?:{_N}|(?P<all>all|everybody|everyone)){_HOME}"
    rf"(?:\s+(?:of|with|in|from)\s+(?P<of>.+?)|\s+(?P<bare>\S+?){_HOME})?"
)


FORMS: tuple[Form, ...] = (
    _form(
        "N [of SKILL, TEAM or POOL] step back [WHEN]",
        "40 of arv step back",
        "that many more people and places of the home force step back: by default the group whose loss does most harm",
        rf"{_NUMBER_OF}\s+(?:steps?|stepped)\s+back{_REST}",
        number_back,
    ),
    _form(
        "N [of SKILL, TEAM or POOL] return [WHEN]",
        "12 return from Sun 06:00",
        "that many of those who have stepped back return, drawn by the seed",
        rf"{_NUMBER_OF}\s+(?:returns?|returned){_REST}",
        number_returning,
    ),
    _form(
        "PERSON steps back [from SKILL] [WHEN]",
        "m0001 steps back from arv",
        "the person does not count for the skill, or for any",
        rf"{_WHO}\s+(?:steps?|stepped)\s+back{_REST}",
        people(STEPPED_BACK, "from"),
    ),
    _form(
        "PERSON returns [to SKILL] [WHEN]",
        "m0001 returns from Sun 06:00",
        "the person has not stepped back",
        rf"{_WHO}\s+(?:returns?|returned){_REST}",
        people(RETURNED, "to"),
    ),
    _form(
        "PERSON, TEAM, FORCE or POOL away [WHEN]",
        "team c away Sun",
        "people are unavailable, and places are not there",
        rf"{_WHO}(?:{_IS}\s+(?:away|unavailable|not there|not available|absent|on leave)|{_ILL}){_REST}",
        away,
    ),
    _form(
        "nobody from PERSON, TEAM, FORCE, POOL, DUTY or CREW [WHEN]",
        "nobody from kent",
        "the same; a duty or crew is suspended; you may also write without",
        r"(?:nobody\s+(?:from|of|in)|without|no)\s+(?P<who>.+)",
        nobody,
    ),
    _form(
        "PERSON or TEAM available [WHEN]",
        "m0001 available from Sat 18:00",
        "every absence that began before is over; you may also write is back",
        rf"{_WHO}(?:{_IS}\s+available(?:\s+again)?|\s+(?:is|are)\s+back){_REST}",
        people(AVAILABLE),
    ),
    _form(
        "PERSON or TEAM called in [WHEN]",
        "m0001 called in Sat 18:00 to Sun 06:00",
        "on duty, whatever the pattern or the rota says",
        rf"{_WHO}{_IS}\s+called\s+in{_REST}",
        people(CALLED_IN),
    ),
    _form(
        "PERSON or TEAM stood off [WHEN]",
        "m0001 stood off Sun",
        "off duty, whatever the pattern or the rota says",
        rf"{_WHO}{_IS}\s+stood\s+off{_REST}",
        people(STOOD_OFF),
    ),
    _form(
        "PERSON or TEAM on call [within N minutes] [WHEN]",
        "m0001 on call within 30 minutes Sun",
        "on duty with that readiness, or at once, at times when nothing else has them on duty",
        rf"{_WHO}{_IS}\s+on\s+call(?:,?\s+(?:with)?in\s+{_N}\s*min(?:ute)?s?)?{_REST}",
        people(ON_CALL),
    ),
    _form(
        "authority of PERSON withdrawn [for SKILL] [WHEN]",
        "authority of m0001 withdrawn for arv",
        "the force suspends the ticket; restored gives it back",
        rf"(?:(?:the\s+)?authority\s+of\s+{_WHO}|(?P<whose>.+?)(?:'s)?\s+authority){_IS}\s+(?P<verb>withdrawn|restored){_REST}",
        authority,
    ),
    _form(
        "PERSON gains or loses SKILL [WHEN]",
        "m0001 gains ctsfo",
        "the person holds a ticket for the skill, or holds none",
        rf"{_WHO}\s+(?P<verb>gains?|gets?|holds?|loses?)\s+(?P<what>.+)",
        ticket,
    ),
    _form(
        "DUTY needs N [WHEN]",
        "ct-response needs 16",
        "its strength is that number",
        rf"{_WHO}\s+needs?\s+(?:only\s+)?{_N}(?:\s+(?:people|officers|places))?{_REST}",
        strength,
    ),
    _form(
        "DUTY or CREW suspended [WHEN]",
        "ct-response suspended Sun",
        "it does not stand; you may also say that a crew is off",
        rf"{_WHO}{_IS}\s+(?:suspended|off|closed|cancelled){_REST}",
        standing(DUTY_SUSPENDED),
    ),
    _form(
        "DUTY or CREW resumed [WHEN]",
        "ct-response resumed",
        "it is not suspended; you may also say that a crew is back",
        rf"(?:{_WHO}{_IS}\s+(?:resumed|resumes|reopened|reopens|not\s+suspended)|(?P<crew>(?:crew|duty)\s.+?){_IS}\s+(?:back|on)){_REST}",
        standing(DUTY_RESUMED),
    ),
    _form(
        "DECLARATION declared [WHEN]",
        "attack declared from Sat 18:00",
        "the declaration is in force",
        rf"{_WHO}{_IS}\s+declared{_REST}",
        declaration(DECLARED),
    ),
    _form(
        "DECLARATION ends [WHEN]",
        "attack ends Sun 06:00",
        "the declaration is not in force",
        rf"{_WHO}{_IS}\s+(?:ends|ended|over){_REST}",
        declaration(ENDED),
    ),
    _form(
        "POOL is asked, offers, confirms, arrives, is released, declines or withdraws [N] [AT]",
        "kent-arv withdraws",
        "places of an aid pool take that step: N of them, or all that the step takes first",
        rf"(?:(?P<before>{NUMBER})\s+of\s+)?{_WHO}{_IS}\s+(?P<verb>{VERBS})(?:\s+{_N}(?:\s+places)?(?=\s|,|$)(?![:/]))?{_REST}",
        step,
    ),
    _form(
        "POOL is requested, agrees, deploys, declines or stands down [N] [AT]",
        "mod-support deploys 20 at Sat 18:00",
        "the same for places of a military pool",
        r"(?!)",
        step,
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
