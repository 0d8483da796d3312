"""Charts of answers, each a function that returns a figure."""
