"""The rota of a month: who is on duty on which day, and what has changed since people were last told."""
