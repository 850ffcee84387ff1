"""Experiments: which runs to make, making them so that nothing is lost, and reading a paired answer out of them."""
