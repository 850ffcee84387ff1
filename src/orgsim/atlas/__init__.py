"""Which design would be right in which world: the library of designs in several environments, paired with today.

environments  worlds as data: what each sets over a company, one file each in ``environments/``
plan          the designs that fit a company, in every environment
answers       effects, winners and regrets
"""
