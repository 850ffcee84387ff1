"""Headroom: what an omniscient or omnipotent version of each function of an organisation would add, and what designs capture of it.

oracle      what an oracle is
settings    oracles that change parameters, switches or the number of engineers
hands       oracles that intervene in the run, week by week or quarter by quarter
allocation  the hand that moves engineers to where they are worth most
catalog     every oracle by name
play        a future in which an oracle takes part
plan        designs with and without each oracle, in the same futures
answers     what there is to gain, and who gets it, with intervals

Oracles are the one place where the truth is read: that is their use. They live beside the engine, act between its weeks through its own
rules, and their runs are audited like all others.
"""
