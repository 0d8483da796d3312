"""The steps that a review can recommend and a post decides, and the approvers of each."""

from __future__ import annotations

CALL_IN = "call-in"
ASK_AID = "ask-aid"
REQUEST = "request-contingency"
DEPLOY = "deploy-contingency"
STAND_DOWN = "stand-down-contingency"
RELEASE = "release-aid"
OVERDUE = "answer-overdue"
ENDS_EARLY = "help-ends-early"
STALE = "figure-stale"
CONFLICT = "figures-conflict"
REVIEW_DUE = "review-due"

CHANGES = (CALL_IN, ASK_AID, REQUEST, DEPLOY, STAND_DOWN, RELEASE)
"""The steps that change which people are called on."""

HELP_CALLS = (ASK_AID, REQUEST, DEPLOY)
"""The steps that call on help; they make sense only for a pool that could fill a duty."""

REVIEW_STEPS = (*CHANGES, OVERDUE, ENDS_EARLY, STALE, CONFLICT, REVIEW_DUE)
"""Every step, in the order in which a review lists them."""

NOT = "not-"
"""The prefix of a step that a decision decides against."""
NO_CHANGE = "no-change"
"""The decision to change nothing."""

APPROVERS = {
    ASK_AID: "aid",
    REQUEST: "contingency",
    DEPLOY: "contingency",
    STAND_DOWN: "stand-down",
    RELEASE: "stand-down",
}
"""Which of `Policy.approvers` a step goes to."""
