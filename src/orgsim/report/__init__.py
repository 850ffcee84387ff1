"""The report of a comparison: one HTML file that leads with the answer, says why, and opens and prints without a network."""
