"""The picture of a moment: cover, margin and review, drawn once for everybody who looks.

`showing.picture_now` and `showing.picture_at` draw it; the other modules say one thing of it each, as plain data:
`duties.duty_lines` (each duty over the look-ahead, gaps first), `pools.pool_lines` (help by state),
`headcounts.headcount` and `headcounts.capability_counts` (people by state, in numbers), `people.people_states`,
`people.person_state` and `people.stepped_back_since` (who is in which state, for those alone who may see it).
"""
