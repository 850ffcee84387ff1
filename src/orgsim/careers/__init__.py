"""Careers: what a ladder does to people, on paper and simulated; outcomes, fairness, pictures, and rates from dated histories."""
