"""What if: supposed changes beside today, kept under a name and compared."""
