"""What the record says about donors: how many pools answered, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from standto.model.ladder import (
    AID_ASKED,
    AID_CONFIRMED,
    AID_DECLINED,
    AID_WITHDRAWN,
    CONTINGENCY_AGREED,
    CONTINGENCY_DECLINED,
    CONTINGENCY_REQUESTED,
)

if TYPE_CHECKING:
    from standto.model.time import Instant
    from standto.register import Situation

ASKED, CONFIRMED = (AID_ASKED, CONTINGENCY_REQUESTED), (AID_CONFIRMED, CONTINGENCY_AGREED)
DECLINED = (AID_DECLINED, CONTINGENCY_DECLINED)


class DonorRecord(NamedTuple):
    """Numbers of pools of other forces, up to a time.

    Attributes
    ----------
    asked
        Pools that were asked for places or requested.
    confirmed, declined
        Pools that confirmed or agreed, and that declined, at any time.
    withdrawn
        Pools whose confirmed places were withdrawn.
    """

    asked: int
    confirmed: int
    declined: int
    withdrawn: int


def donor_record(situation: Situation, until: Instant) -> DonorRecord:
    """Return what the record says about donors up to an instant."""
    home = situation.scenario.home
    help_pools = {pool.id for pool in situation.scenario.pools if pool.force != home}

    def pools(*kinds: str) -> int:
        """Return how many pools have an event of some kinds."""
        found = (each for each in situation.events(*kinds) if each.occurred <= until)
        return len({each.subject for each in found} & help_pools)

    return DonorRecord(pools(*ASKED), pools(*CONFIRMED), pools(*DECLINED), pools(AID_WITHDRAWN))
