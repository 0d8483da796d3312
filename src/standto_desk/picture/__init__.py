"""The picture of a moment: cover, margin and review, drawn once for everybody who looks.

`picture_now` and `picture_at` draw it; the other modules say one thing of it each, as plain data:
`duties.duty_lines` (each duty over the look-ahead, gaps first), `pools.pool_lines` (help by state),
`headcounts.headcount` and `headcounts.capability_counts` (people by state, in numbers), `people.people_states`,
`people.person_state` and `people.stepped_back_since` (who is in which state, for those alone who may see it).
The names are looked up when they are used, since Django imports the room before its tables are ready.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.public_names import looked_up_late

if TYPE_CHECKING:
    from standto_desk.picture.drawing import Picture
    from standto_desk.picture.showing import moment_now, picture_at, picture_now

__getattr__ = looked_up_late(
    __name__,
    {"Picture": "drawing", "moment_now": "showing", "picture_at": "showing", "picture_now": "showing"},
)

__all__ = ["Picture", "moment_now", "picture_at", "picture_now"]
