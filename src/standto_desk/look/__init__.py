"""How pages look: templates, macros and words; knows nothing of duties."""
