"""Outlooks: sliders for what is assumed, and how likely each duty is covered if it holds; kept, compared and shown."""
