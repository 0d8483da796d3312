"""From workbooks as they come to a scenario folder, by a mapping that is a file."""
