"""The picture of a moment, drawn once for all its readers: cover, margin and review, and the numbers beside them.

`showing` draws it. `headcounts` has people by state as numbers; `people` and `own_records` have one person's state, for
those who may see it.
"""
