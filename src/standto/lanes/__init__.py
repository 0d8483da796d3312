"""Gaps and the use of help in many futures side by side: pure whole numbers, compiled, with futures as lanes.

The room knows neither scenarios nor futures: it takes the duties that each kind of supply can do, the number of each
kind and the requirement of each duty in every lane. It returns gaps and places filled by tier. Read it in this order:

1. `lane_splitting` splits duties into parts, groups and runs.
2. `row_program` has the operations on rows of lanes; `judging_program` writes the program that judges a vector of
   lanes, and has the formulas. `lane_planning` puts all of it into a plan, once; none of this needs a compiler.
3. `vectors` has the operations as the processor does them; `row_following` follows a program.
4. `lane_judging` judges lanes by a plan; `lane_proof` finds the smallest set of duties that proves the gap of a lane.
"""
