"""The rota of a month: the people on duty by day, and the changes since people were last told."""
