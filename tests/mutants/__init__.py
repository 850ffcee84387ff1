"""Mutation testing of the rules: ``make mutants`` or ``python -m tests.mutants``.

Each mutant is the package with one point of ``engine/mechanisms`` changed: a comparison, an operator, a constant, a switch, a statement
left out. A mutant that no test notices is a rule that no test holds.

points    where a module can be mutated, and what it becomes
trial     one mutant against the tests, in a process of its own
page      the survivors on docs/reliability.md
"""
