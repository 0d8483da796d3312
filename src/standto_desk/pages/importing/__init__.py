"""Importing workbooks: uploaded, shown in a preview, and entered once somebody has confirmed it."""
