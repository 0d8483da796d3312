"""The ladder: each pool as a thread of steps and answers, and how a recommendation becomes a step."""
