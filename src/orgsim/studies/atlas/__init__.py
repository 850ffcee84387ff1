"""The atlas of designs: three generated companies in every environment, held against what was expected before any of it was run.

companies     the companies, by size
expectations  what should come out, and why
"""
