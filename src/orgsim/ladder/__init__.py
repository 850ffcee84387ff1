"""Career ladders: what they say, what follows from them on paper, and what history says about rates of promotion."""
