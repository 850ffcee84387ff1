"""Headroom of the shipped companies, held against the bands that were set before any design was compared.

bands     what there should be to gain, per cent of realised value, and why
measured  what there is
"""
