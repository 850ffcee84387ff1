"""Work: demand, plans, what teams do with their weeks, and what becomes of what they launch."""
