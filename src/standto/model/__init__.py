"""What exists: frozen records, and time. No input, no output, no rules of the engines."""
