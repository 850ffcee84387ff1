"""How far an answer hangs on numbers that nobody knows well: an ensemble over their ranges, and the ones that drive it one at a time."""
