"""The settings on forms, part by part: the policy, rest, words, and the desk's own title, zone and days."""

from __future__ import annotations

from standto.model.policies import Policy
from standto.model.words import STATES, USUAL, VERBS
from standto_desk.pages.register import change_choices as offers
from standto_desk.pages.register.change_columns import AskedColumn
from standto_desk.pages.register.change_kinds import CHOICE, LINES, MOMENT, TEXT

_POLICY = Policy()


def _hours(label: str, key: str, hint: str = "") -> AskedColumn:
    return AskedColumn(label, TEXT, f"{hint} Leave blank for {getattr(_POLICY, key):g}.".strip())


def _yes_no(label: str, key: str) -> AskedColumn:
    usual = "yes" if getattr(_POLICY, key) else "no"
    return AskedColumn(label, CHOICE, "", offers.optional(f"As usual: {usual}", offers.yes_no))


def _posts(label: str, step: str) -> AskedColumn:
    usual = ", ".join(_POLICY.approvers[step])
    return AskedColumn(label, LINES, f"The id of a post on each line. Leave blank for {usual}.")


PARTS: dict[str, tuple[str, dict[str, AskedColumn]]] = {
    "policy": (
        "Policy and approvers",
        {
            "policy.look_ahead_hours": _hours("Hours that a review looks ahead", "look_ahead_hours"),
            "policy.reserve": _hours("Spare people that each duty keeps", "reserve"),
            "policy.hold_hours": _hours("Hours that a reason to let help go must last", "hold_hours"),
            "policy.answer_hours": _hours("Hours that an unanswered request counts as coming", "answer_hours"),
            "policy.review_hours": _hours("Hours between reviews at most", "review_hours"),
            "policy.stale_hours": _hours("Hours after which a figure or request is flagged as old", "stale_hours"),
            "policy.rest_hours": _hours("Hours that a call-in leaves free before and after", "rest_hours"),
            "policy.call_in_share": _hours("Share of people who come when called in", "call_in_share", "From 0 to 1."),
            "policy.call_in_notice_hours": _hours("Hours of notice of a call-in", "call_in_notice_hours"),
            "policy.call_in_from_rota": _yes_no("May people on the rota be called in?", "call_in_from_rota"),
            "policy.approve_own": _yes_no("May the account that proposed a step approve it?", "approve_own"),
            "policy.approvers.aid": _posts("Posts that approve asking for aid", "aid"),
            "policy.approvers.contingency": _posts("Posts that approve contingency help", "contingency"),
            "policy.approvers.stand-down": _posts("Posts that approve standing down", "stand-down"),
        },
    ),
    "rest": (
        "Rules of rest",
        {
            "working_time.rules": AskedColumn(
                "Set of rules", CHOICE, "", offers.optional("No set", offers.sets_of_rules)
            ),
            "working_time.unrested": AskedColumn(
                "People in a stint that breaks a rule",
                CHOICE,
                "",
                offers.optional("As usual: they count", offers.unrested),
            ),
            "working_time.break_hours": AskedColumn(
                "Shortest time off that ends a stint, in hours", TEXT, "Leave blank for 3."
            ),
        },
    ),
    "words": (
        "Words",
        {
            "words.person": AskedColumn("One volunteer", TEXT, f"Leave blank for {USUAL.person}."),
            "words.people": AskedColumn("Several volunteers", TEXT, f"Leave blank for {USUAL.people}."),
            "words.aid": AskedColumn("Help from other forces", TEXT, f"Leave blank for {USUAL.aid}."),
            "words.contingency": AskedColumn("Help of last resort", TEXT, f"Leave blank for {USUAL.contingency}."),
            "words.recorder": AskedColumn("The role that records", TEXT, f"Leave blank for {USUAL.recorder}."),
            "words.marking": AskedColumn("Marking of reports to command", TEXT, f"Leave blank for {USUAL.marking}."),
            "words.public_marking": AskedColumn(
                "Marking of reports to the public", TEXT, f"Leave blank for {USUAL.public_marking}."
            ),
            **{
                f"words.steps.{step}": AskedColumn(f"Verb for “{verb}”", TEXT, "Leave blank to keep it.")
                for step, verb in VERBS.items()
            },
            **{
                f"words.states.{state}": AskedColumn(f"Word for the state “{words}”", TEXT, "Leave blank to keep it.")
                for state, words in STATES.items()
            },
        },
    ),
    "desk": (
        "Title, time zone and days",
        {
            "title": AskedColumn("Title"),
            "timezone": AskedColumn("Time zone", TEXT, "Such as Europe/London."),
            "starts": AskedColumn("The plan starts", MOMENT),
            "ends": AskedColumn("The plan ends", MOMENT),
        },
    ),
}
"""The parts of the settings by their place in addresses: the heading, and the columns that the form asks for."""

SETTINGS_LABELS = {key: asked.label for _, columns in PARTS.values() for key, asked in columns.items()}
"""The label of every key of the settings."""
