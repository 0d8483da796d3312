"""The scenario of the weekend, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.scenario import Scenario
from standto.scenario.generating.absence import absences_of
from standto.scenario.generating.draws import Draws
from standto.scenario.generating.plausible import in_order
from standto.scenario.generating.volunteers import tickets_of, volunteers_of
from tools.london import decided, reported, setting
from tools.london.calendar import DAYS, HORIZON, ZONE
from tools.london.params import SEED, WeekendParams
from tools.london.stepping_back import step_backs_and_returns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.model.event import Event
    from standto.scenario.generating.volunteers import Volunteer

TITLE = "London, September 2023 (requirements, teams and people invented)"
CHOSEN = WeekendParams()
"""The parameters of the sample."""


def weekend(params: WeekendParams = CHOSEN, seed: int = SEED) -> Scenario:
    """Return the weekend of September 2023: reported steps and figures, in an invented force.

    Parameters
    ----------
    params
        All invented numbers; by default those of the sample.
    seed
        The seed of the random draws; by default the sample's.

    Returns
    -------
    Scenario
        The same for the same arguments. Its title says what is invented, so that every output says it too.
    """
    volunteers = volunteers_of(Draws(seed, "people"), setting.levels(params), setting.TEAMS, "m")
    return Scenario(
        title=TITLE,
        zone=ZONE,
        horizon=HORIZON,
        home=setting.HOME,
        forces=setting.FORCES,
        duties=setting.duties(params),
        shifts=setting.SHIFTS,
        patterns=(setting.PATTERN,),
        capabilities=setting.CAPABILITIES,
        teams=setting.TEAMS,
        people=tuple(volunteer.person for volunteer in volunteers),
        authorisations=tickets_of(Draws(seed, "tickets"), volunteers, DAYS),
        pools=setting.pools(params),
        powers=setting.POWERS,
        events=_events(params, seed, volunteers),
        sources=reported.SOURCES,
    )


def _events(params: WeekendParams, seed: int, volunteers: Sequence[Volunteer]) -> tuple[Event, ...]:
    return in_order(
        [
            *absences_of(Draws(seed, "absences"), volunteers, DAYS, setting.rates(params)),
            *step_backs_and_returns(seed, volunteers, params),
            *decided.decisions(),
            *decided.moves(setting.lent(params)),
            *reported.claims_and_statements(),
        ]
    )
