"""What-ifs: changes to a scenario that are supposed and never recorded, in words and as methods."""
