"""Recommendations that speak of duties and forces by their names, for sentences; ids are for programs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from standto.wording import names_of, subject_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from standto.ladder.recommendation import KeptHelp, Recommendation, RemainingGap
    from standto.model.scenario import Scenario


class Naming:
    """What duties and forces are called.

    Parameters
    ----------
    duties
        What each duty is called, by id.
    subjects
        What each subject of a recommendation is called, by id; one that is not there is called by its id.
    """

    def __init__(self, duties: Mapping[str, str], subjects: Mapping[str, str]) -> None:
        self._duties, self._subjects = duties, subjects

    @staticmethod
    def of(scenario: Scenario) -> Naming:
        """Return the names of a scenario."""
        return Naming(names_of(scenario.duties), subject_names(scenario))

    def subject(self, subject: str) -> str:
        """Return what a force, a duty or a pool is called."""
        return self._subjects.get(subject, subject)

    def recommendation(self, one: Recommendation) -> Recommendation:
        """Return a recommendation that speaks of duties and forces by their names."""
        proofs = tuple(
            proof._replace(duties=tuple(self._duties[duty] for duty in proof.duties)) for proof in one.bottlenecks
        )
        duties = None if one.duties is None else tuple(self._duties[duty] for duty in one.duties)
        return replace(one, called=self.subject(one.subject), duties=duties, bottlenecks=proofs)

    def kept(self, one: KeptHelp) -> KeptHelp:
        """Return kept help that speaks of its duty by its name."""
        return one if one.duty is None else replace(one, duty=self._duties[one.duty])

    def remaining(self, one: RemainingGap) -> RemainingGap:
        """Return a gap that speaks of its duty by its name."""
        return one._replace(duty=self._duties[one.duty])
