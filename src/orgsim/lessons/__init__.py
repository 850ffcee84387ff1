"""Lessons: a story, a bet, paired futures, and what came out; one page for a browser without a network."""
