"""Pure numbers over windows, shared by every engine: gaps, proofs, assignments, and what breaks first."""
