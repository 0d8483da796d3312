"""Pure numbers over windows, shared by every engine: gaps, their proofs, assignments, and critical sets.

Read it in this order:

1. `parts` splits windows into *parts*: duties that share people with each other only. People who can do the same duties
   of a part are one *kind*. Duties that the same kinds can do are one *group*. Windows with the same numbers for a part
   are one *problem*. (`bit_sets` has the sets.)
2. `transform` looks at every set of groups at once; `filling` fills places one by one, along alternating paths.
3. `gaps` finds the gap of each duty by either of them, or by `cells` of duties with people to themselves
   (`gaps_in_cells`); `bottlenecks` are the proofs.
4. `solving` shares the filled places out among forces (`shares`); `answers` puts the parts together, window by window.
5. `critical_sets` finds the duties that fail first, by the transform or by an `integer_program` (solved by `highs`);
   `levels` does so for the duties up to each criticality.
6. `breaking` finds the sets that break when some home people have gone; `leading` keeps those that can break first.
7. `crewing` takes what duties and crews need, in order, and gives the state of each crew: each step asks whether some
   seats can be filled beside what was taken, by every set of groups (`slack_by_set`) or by `slack_by_paths`.
   `crew_order` puts the seats of all states into their order.
8. `losses` bounds the gap after a number of people have gone, whoever they are: by every set, in cells, or by shares;
   `cheapest_filling` finds the fewest who must stay.
9. `queries` answers single questions: gaps alone, the places of each force, the proofs of one window, the worst case of
   some duties.
"""
