"""Gaps and the use of help in many futures side by side: pure whole numbers, compiled, with futures as lanes.

The room knows neither scenarios nor futures: it takes the duties that each kind of supply can do, the number of each
kind and the requirement of each duty in every lane. It returns gaps and places filled by tier. Read it in this order:

1. `lane_planning` lays duties and supply out once, and chooses the width of the numbers. It needs no compiler.
2. `vectors` has the operations on rows of 32 lanes; `lane_transform` looks at every set of duty groups with them.
3. `lane_judging` judges lanes; `lane_proof` finds the smallest set of duties that proves the gap of one lane.
"""
