"""The core of the organisation once more, as ordinary Mesa agents: attributes, lists and dicts, nothing compiled, no code of the engine.

Written from ``docs/model.md``: its schedule, its entities, its rules and its parameters. That page says what a rule does and not by which
formula, so the formulas are those stated beside the engine's rules; the data structures, the order of the code and every line are new.
That makes it a second opinion on how the rules are carried out and put together, less so on the formulas themselves.

covered   market, quarterly planning and top-ups, attention, desks (pools, chains of approval, patience, cover for vacant posts),
          rights that act in all of these (planners, a say on scope, those consulted and those informed), delivery, questions,
          capabilities (reuse, builds, duplicates, upkeep, outdating), dependencies and complaints, beliefs (those who watch the market,
          advice, announcements, what talk loses), ties and trust, news and noticing, launches and rollbacks
left out  reorganisations, events, raters, exploration and its budget, roadmaps of features, gates, shifts, mergers, stopping, coaching,
          engagement, leaving (of engineers, too), hiring and with it what newcomers are told, promotions, products and journeys,
          moving markets and views of them, effects elsewhere and joint work, diminishing returns, maps of objectives, what is older than
          the run, and what the scenario names: ``model.refuse`` says so when a scenario has any of them switched on

``engine_side`` hands the reference the engine's market and luck, so that the two can be compared event by event; without it the
reference has a market (``market.Dice``) and luck (``luck.OwnLuck``) of its own.
"""
