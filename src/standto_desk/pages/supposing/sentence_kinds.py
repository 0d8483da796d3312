"""The kinds of change that forms write sentences for."""

from __future__ import annotations

from standto_desk.pages.supposing.plan_sentence_forms import (
    DeclarationSentenceForm,
    DutySentenceForm,
    HelpSentenceForm,
    PlacesSentenceForm,
    StepBackSentenceForm,
)
from standto_desk.pages.supposing.rota_sentence_forms import PersonSentenceForm, TeamSentenceForm
from standto_desk.pages.supposing.sentence_form import SentenceForm

KINDS: dict[str, type[SentenceForm]] = {
    "step-back": StepBackSentenceForm,
    "help": HelpSentenceForm,
    "places": PlacesSentenceForm,
    "duty": DutySentenceForm,
    "declaration": DeclarationSentenceForm,
    "team": TeamSentenceForm,
    "person": PersonSentenceForm,
}
"""The form of each kind of change, by the word in its address."""
ABOUT_PEOPLE = "person"
"""The kind that only accounts that see people may open."""
