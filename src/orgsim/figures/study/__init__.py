"""Figures of a whole study: gains case by case, over one setting, which design is best over two, and what drives a difference."""
