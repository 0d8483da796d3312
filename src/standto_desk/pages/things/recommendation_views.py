"""The page of a recommendation: its windows, its proofs, the law that permits it, and past decisions."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from standto.ladder import Recommendation
from standto.ladder.lines import advice_lines
from standto.model.duties import Power
from standto.model.scenario import Scenario
from standto.model.steps import NOT, REVIEW_STEPS
from standto.wording import Names, shortage
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.pages.things.board_now import decisions_about, exact_board_for
from standto_desk.presenting.drawing import Drawing
from standto_desk.presenting.kept_advice import in_words


@require_safe
@needs(Action.SEE_NUMBERS)
def recommendation(request: HttpRequest, name: str) -> HttpResponse:
    """Show a recommendation of the last review, and every decision about the same step and subject."""
    drawing = exact_board_for(request.user)
    step, subject = _parts(name, drawing.picture.scenario)
    found = next((one for one in drawing.picture.review.recommendations if one.id == name), None)
    scenario = drawing.picture.scenario
    context = {
        "board": drawing.board,
        "words": in_words(name, scenario),
        "subject": subject,
        "pool": subject if subject in scenario.pool else "",
        "decisions": decisions_about(subject, Names.of(scenario).subject(subject), frozenset({step, f"{NOT}{step}"})),
        "may_plan": may(request.user, Action.PLAN),
        "may_decide": may(request.user, Action.DECIDE),
        **(_recommended(drawing, found) if found else {"one": None}),
    }
    return render(request, "things/recommendation.html", context)


def _parts(name: str, scenario: Scenario) -> tuple[str, str]:
    """Return the step and the subject in a recommendation's id."""
    step, _, rest = name.partition(":")
    subject = rest.partition(":")[0]
    known = {*scenario.pool, *scenario.duty, *scenario.force, *(crew.id for crew in scenario.crews)}
    if step not in REVIEW_STEPS or subject not in known:
        raise Http404
    return step, subject


def _recommended(drawing: Drawing, found: Recommendation) -> dict[str, Any]:
    """Return a recommendation that holds now: in words, its windows, its proofs and the powers that permit it."""
    scenario = drawing.picture.scenario
    names = Names.of(scenario)
    return {
        "one": next(one for one in advice_lines(drawing.picture.review, named=True) if one.ids == (found.id,)),
        "windows": found.windows or (),
        "duties": [(duty, names.duties[duty]) for duty in found.duties or ()],
        "proofs": list(dict.fromkeys(_proof(one, names) for one in found.bottlenecks)),
        "powers": _powers(scenario, found),
    }


def _proof(one: Any, names: Names) -> str:
    words = shortage(
        one.required, [names.duties[duty] for duty in one.duties], one.eligible, one.not_counted, names.words
    )
    return f"{words[0].upper()}{words[1:]}."


def _powers(scenario: Scenario, found: Recommendation) -> list[Power]:
    """Return the power that permits it first, then the others that bear on its duties."""
    if found.pool is None or not found.duties:
        return []
    kind = scenario.force[scenario.pool[found.pool].force].kind
    duties = [scenario.duty[duty] for duty in found.duties]
    bearing = [one for one in scenario.powers or () if any(one.bears_on(kind, duty) for duty in duties)]
    return sorted(bearing, key=lambda one: one.id != found.power)
