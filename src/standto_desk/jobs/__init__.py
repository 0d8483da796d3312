"""Long work as jobs: kept in the database, leased to one worker at a time, cancelled and resumed."""
