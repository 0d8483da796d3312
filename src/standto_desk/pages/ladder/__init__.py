"""The pages of the ladder: each pool as a thread of steps and answers, and the way from advice to a step."""
