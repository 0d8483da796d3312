"""Every rule, by the name of its test."""

from __future__ import annotations

from tests.ladder.clauses.aid import ASK
from tests.ladder.clauses.call_ins import CALL_IN
from tests.ladder.clauses.contingency import DEPLOY, REMAINING, REQUEST
from tests.ladder.clauses.reminders import COVERED, NEXT, NOTICES
from tests.ladder.clauses.steps_down import RELEASE, STAND_DOWN

RULES = {
    "call-in": CALL_IN,
    "ask-aid": ASK,
    "request-contingency": REQUEST,
    "deploy-contingency": DEPLOY,
    "stand-down-contingency": STAND_DOWN,
    "release-aid": RELEASE,
    "reminders": NOTICES,
    "remaining": REMAINING,
    "next_review": NEXT,
    "covered": COVERED,
}
