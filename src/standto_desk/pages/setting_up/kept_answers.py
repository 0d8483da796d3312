"""The answers of an administrator so far: kept for a day for the account, with ciphers and without names."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from standto_desk.access.account_cache import AccountCache
from standto_desk.access.models import Account
from standto_desk.kit.workbooks.kept_imports import packed, put_alone, unpacked

DAY = 24 * 3600
FORCE, TEAMS, SHEET, DUTIES, POWERS, POLICY = "force", "teams", "sheet", "duties", "powers", "policy"
STEPS = (FORCE, TEAMS, SHEET, DUTIES, POWERS, POLICY)
"""The steps before everything is entered, in their order."""
_ANSWERS = AccountCache("setting-up")


@dataclass(frozen=True)
class SetUpAnswers:
    """The answers of an administrator so far.

    Attributes
    ----------
    steps
        The answers of each step that is done.
    """

    steps: dict[str, Any] = field(default_factory=dict)

    def of(self, step: str) -> dict[str, Any]:
        """Return the answers of a step; none if it is not done."""
        found: dict[str, Any] = self.steps.get(step) or {}
        return found

    def with_step(self, step: str, given: dict[str, Any]) -> SetUpAnswers:
        """Return these answers with those of a step."""
        return replace(self, steps={**self.steps, step: given})

    @property
    def next(self) -> str | None:
        """The first step that is not done."""
        return next((step for step in STEPS if step not in self.steps), None)


def answers_of(account: Account) -> SetUpAnswers:
    """Return the answers of an account; none if it has given none in the last day."""
    text = next(iter(_ANSWERS.of(str(account.pk)).values()), None)
    return SetUpAnswers() if text is None else SetUpAnswers(**unpacked(text))


def keep_answers(account: Account, answers: SetUpAnswers) -> None:
    """Keep the answers of an account for a day."""
    put_alone(_ANSWERS, account, packed(asdict(answers)), seconds=DAY)


def forget_answers(account: Account) -> None:
    """Forget the answers of an account."""
    for key in _ANSWERS.of(str(account.pk)):
        _ANSWERS.drop(str(account.pk), key, seconds=DAY)
