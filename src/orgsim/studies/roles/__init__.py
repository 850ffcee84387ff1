"""What the articles on the roles claim, aspect by aspect, beside the data of a scenario and what the studies measured.

claims    the articles' claims in orgsim's own words, and which published readings bear on each
evidence  claims, data and readings put together
"""
