"""The core of the organisation once more, as ordinary Mesa agents: attributes, lists and dicts, nothing compiled, nothing shared with the engine.

Written from ``docs/model.md``: its schedule, its entities, its rules and its parameters. Where that page says what a rule does and not by
which formula, the formula is the one stated beside the engine's rule; the data structures, the order of the code and every line are new.

covered   market, quarterly planning and top-ups, attention, desks (pools, chains of approval, patience, cover for vacant posts),
          delivery, questions, capabilities (reuse, builds, duplicates, outdating), dependencies and complaints, beliefs, ties and trust,
          news, launches and rollbacks
left out  reorganisations, events, raters, shifts, mergers, stopping, coaching, engagement, leaving, hiring, promotions: ``model.refuse``
          says so when a scenario has any of them switched on
"""
