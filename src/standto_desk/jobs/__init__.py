"""Long work that outlives a restart: queued, leased to one worker at a time, cancelled and resumed."""
