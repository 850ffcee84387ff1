"""People: skills, engagement, levels, promotions, seats and posts; the same rules with work and without."""
