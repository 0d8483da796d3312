"""Writing in the log: events, the tasks that follow from them with their owner and time, and marking them as done."""
