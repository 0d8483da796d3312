"""What more places would buy: the gap that is left with each place or person more."""
