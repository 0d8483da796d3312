"""The causes of a place-hour short, in the order in which their reasons are lifted."""

from __future__ import annotations

from dataclasses import dataclass

from standto.model.event import (
    AUTHORISATION_ENDED,
    AUTHORITY_WITHDRAWN,
    DECLARED,
    ENDED,
    STEPPED_BACK,
    STOOD_OFF,
    UNAVAILABLE,
)
from standto.model.ladder import (
    AID_ASKED,
    AID_CONFIRMED,
    AID_OFFERED,
    CONTINGENCY_AGREED,
    CONTINGENCY_REQUESTED,
)
from standto.register.reason_names import (
    ELSEWHERE,
    NOT_CURRENT,
    NOT_PERMITTED,
    NOT_PRESENT,
    NOT_READY,
    NOT_RESTED,
    OFF_SHIFT,
)


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause of place-hours short.

    Attributes
    ----------
    id, name
        Its name in files, and in words.
    meaning
        What would have filled the place-hours.
    reasons
        The reasons not to count that it stands for; the cause lifts all of them.
    kinds
        The kinds of events behind it.
    """

    id: str
    name: str
    meaning: str
    reasons: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


TOO_FEW = "too-few"
HELP_NOT_HERE = "help-not-here"
OFF_BY_ROTA = "off-duty"

CAUSES = (
    Cause(
        STEPPED_BACK,
        "stepped back",
        "People and places that had stepped back would have filled it.",
        (STEPPED_BACK,),
        (STEPPED_BACK,),
    ),
    Cause(
        AUTHORITY_WITHDRAWN,
        "authority withdrawn",
        "People whose authority the force had withdrawn would have filled it.",
        (AUTHORITY_WITHDRAWN,),
        (AUTHORITY_WITHDRAWN,),
    ),
    Cause(
        UNAVAILABLE,
        "absent",
        "People who were unavailable would have filled it: on leave, sick, in training or on limited duties.",
        (UNAVAILABLE,),
        (UNAVAILABLE,),
    ),
    Cause(
        NOT_RESTED,
        "not rested",
        "People whom the rules on working time left out would have filled it.",
        (NOT_RESTED,),
    ),
    Cause(
        HELP_NOT_HERE,
        "help not there yet",
        "Help that was asked for, offered, agreed or confirmed, but did not count yet, would have filled it.",
        (NOT_PRESENT,),
        (AID_ASKED, AID_OFFERED, AID_CONFIRMED, CONTINGENCY_REQUESTED, CONTINGENCY_AGREED),
    ),
    Cause(
        NOT_PERMITTED,
        "not permitted",
        "People and places that the law did not permit the task would have filled it.",
        (NOT_PERMITTED,),
        (DECLARED, ENDED),
    ),
    Cause(
        OFF_BY_ROTA,
        "off by rota",
        "People and places would have filled it that were off shift, not ready soon enough, or on duty elsewhere.",
        (OFF_SHIFT, NOT_READY, ELSEWHERE),
        (STOOD_OFF,),
    ),
    Cause(
        NOT_CURRENT,
        "ticket not current",
        "People whose ticket had lapsed, or had not begun, would have filled it.",
        (NOT_CURRENT,),
        (AUTHORISATION_ENDED,),
    ),
    Cause(TOO_FEW, "too few ever qualified", "Nobody on the books would have filled it, whatever else had been so."),
)
"""Every cause, in the order in which reasons are lifted; nothing is lifted for the last."""

CAUSE_INDEX = {cause.id: place for place, cause in enumerate(CAUSES)}

CAUSE_OF = {reason: cause.id for cause in CAUSES for reason in cause.reasons}
"""The cause that each reason not to count belongs to."""
