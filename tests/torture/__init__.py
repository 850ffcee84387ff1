"""Attacks on what orgsim promises: ``make torture`` or ``python -m tests.torture``; docs/reliability.md keeps what they found.

Each attack is a module of ``attacks`` with ``ATTACK``: a sentence that says what must hold, how many cases there are, and a function that
does one case and raises ``BrokenError`` when the promise was broken. A case depends on the seed, the attack and its number alone (but for the
moment at which a signal arrives), so ``--only NAME --case N`` does it again.

attack    what an attack is
crew      does the cases in some processes at once, and notices those that die or hang
commands  command lines in forked processes: orgsim is loaded once, so that a command costs milliseconds
worlds    the designs that are attacked
forest    mutates trees of plain data, by their structure, and text
checks    what must be true of whatever is accepted
page      docs/reliability.md
"""
