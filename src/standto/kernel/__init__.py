"""Pure numbers over windows, shared by every engine: gaps, their proofs, assignments, and critical sets."""
