"""The picture of a moment, drawn once for all readers: cover, margin and review, and the numbers beside them.

`showing` draws it. `headcounts` counts people by state; `people` and `own_records` give one person's state to readers
who may see it.
"""
