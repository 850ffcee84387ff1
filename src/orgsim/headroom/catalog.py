"""Every oracle, in the order in which they are shown."""

from orgsim.engine.blueprint import Blueprint
from orgsim.errors import InputError
from orgsim.headroom import hands, settings
from orgsim.headroom.allocation import allocate
from orgsim.headroom.oracle import EVERY_WEEK, Oracle, Where
from orgsim.scenario.problems import listed, nearest


def unless(reason: str, *, off: str = "", zero: str = "") -> Where:
    """Return a condition that gives `reason` where a switch is `off` or a parameter is `zero`."""

    def why(blueprint: Blueprint) -> str:
        parameters = blueprint.parameters[0]
        missing = (off and not parameters[off]) or (zero and parameters[zero] == 0.0)
        return reason if missing else ""

    return why


def either(*conditions: Where) -> Where:
    """Return the first reason that one of several conditions gives."""
    return lambda blueprint: next(filter(None, (why(blueprint) for why in conditions)), "")


def _one_objective(blueprint: Blueprint) -> str:
    return "" if len(blueprint.weights) > 1 else "there is only one objective"


def _one_domain(blueprint: Blueprint) -> str:
    return "" if len(blueprint.domains) > 1 else "there is only one domain"


def _unrelated(blueprint: Blueprint) -> str:
    return "" if blueprint.related.any() else "no domain is close to another"


def _one_team(blueprint: Blueprint) -> str:
    return "" if blueprint.team_plan.active.sum(axis=1).max() > 1 else "there is only one team"


def _no_engineers(blueprint: Blueprint) -> str:
    if len(blueprint.budget_plan):
        return "there is a budget, which would keep posts open for the engineers that come on top"
    return "" if blueprint.team_plan.engineers.sum() > 0 else "there are no engineers"


def _nothing_to_answer(blueprint: Blueprint) -> str:
    parameters = blueprint.parameters[0]
    asked = parameters.approvals or parameters.exceptions or parameters.dependencies or parameters.portfolio
    return "" if asked or parameters.consolidation else "nobody is asked for anything"


ORACLES = (
    Oracle(
        "halved-errors",
        "cases judged with half the error",
        "Everybody who judges a case errs half as far.",
        within="perfect-cases",
        unless=unless("cases are judged without error", zero="case_noise"),
        settings=settings.halved_errors,
    ),
    Oracle(
        "perfect-cases",
        "cases judged without error",
        "Everybody who judges a case sees what it promises; beliefs and interests stay as they are.",
        unless=unless("cases are judged without error", zero="case_noise"),
        settings=settings.no_errors,
    ),
    Oracle(
        "beliefs",
        "everybody believes the true strategy",
        "Everybody believes the true weights of the objectives, every week, newcomers included.",
        within="beliefs-and-interests",
        unless=_one_objective,
        settings=settings.informed,
        hand=hands.tell_weights,
        every=EVERY_WEEK,
    ),
    Oracle(
        "interests",
        "nobody has a local interest",
        "Nobody gives weight to the figures of merit of the own domain.",
        within="beliefs-and-interests",
        unless=either(_one_objective, unless("nobody has a local interest", zero="local_interest")),
        settings=settings.no_local_interest,
        hand=hands.drop_interests,
    ),
    Oracle(
        "beliefs-and-interests",
        "true beliefs and no local interest",
        "Everybody believes the true weights of the objectives and judges by nothing else.",
        unless=_one_objective,
        settings=settings.informed_and_impartial,
        hand=hands.tell_weights_and_drop_interests,
        every=EVERY_WEEK,
    ),
    Oracle(
        "spillovers",
        "effects in other domains counted fully",
        "Everybody who judges a case sees all that it does in other domains of the company and counts it as what it does at home.",
        unless=either(
            unless("no opportunity reaches beyond its domain", zero="spill_probability"),
            unless("no opportunity reaches beyond its domain", zero="spill_size"),
            _one_domain,
        ),
        hand=hands.count_everywhere,
        every=EVERY_WEEK,
    ),
    Oracle(
        "stops",
        "every loser in work is stopped",
        "At the start of each quarter, every initiative in work whose true value is negative is stopped.",
        unless=unless("the mechanism 'stopping' is off", off="stopping"),
        hand=hands.stop_losers,
    ),
    Oracle(
        "allocation",
        "engineers moved to where they are worth most",
        "At the start of each quarter, engineers move between teams at no cost, to where what teams would do next is truly worth most.",
        unless=either(unless("the mechanism 'portfolio' is off", off="portfolio"), _one_team),
        hand=allocate,
    ),
    Oracle(
        "duplicates",
        "nothing is built or kept twice",
        "What is in service twice is merged at no cost. Every owner knows the instance that fits best for each need and always reuses what "
        "fits; what is begun twice all the same is given up within a week.",
        unless=unless("the mechanism 'capabilities' is off", off="capabilities", zero="need_probability"),
        settings=settings.certain_reuse,
        hand=hands.tell_what_exists,
        every=EVERY_WEEK,
    ),
    Oracle(
        "joint-work",
        "joint work sequenced at once",
        "Every partner puts its part of joint work first, from the week after it was funded.",
        unless=either(
            unless("the mechanism 'dependencies' is off", off="dependencies"),
            unless("there is no joint work", zero="joint_probability"),
            _one_domain,
        ),
        hand=hands.sequence_joint_work,
        every=EVERY_WEEK,
    ),
    Oracle(
        "dependencies",
        "no dependencies between teams",
        "No initiative that starts needs a piece from another team, and no capacity is spent on such pieces; joint work stays joint.",
        unless=either(
            unless("the mechanism 'dependencies' is off", off="dependencies"),
            unless("no opportunity needs another domain", zero="dependency_probability"),
            _one_domain,
            _unrelated,
        ),
        hand=hands.need_nobody,
    ),
    Oracle(
        "waits",
        "no waits at desks",
        "Every decision, answer and proposal takes one minute, so that nobody waits, and the time of desks is free for products.",
        unless=_nothing_to_answer,
        settings=settings.no_desk_time,
    ),
    Oracle(
        "questions",
        "no questions and no rework",
        "Work throws up no questions, so that nothing stands still for answers and nothing is done again.",
        unless=unless("the mechanism 'exceptions' is off", off="exceptions", zero="exception_probability"),
        settings=settings.no_questions,
    ),
    Oracle(
        "exits",
        "nobody leaves",
        "Nobody leaves of their own accord; departures that the scenario states still happen.",
        unless=unless("the mechanism 'attrition' is off", off="attrition", zero="attrition_rate"),
        settings=settings.no_exits,
    ),
    Oracle(
        "engineers",
        "a tenth more engineers",
        "Every team is larger by a tenth, as far as whole engineers allow; their pay is not counted.",
        unless=_no_engineers,
        redesign=settings.more_engineers,
    ),
)


def oracle_named(name: str) -> Oracle:
    """Return an oracle by name.

    Raises
    ------
    InputError
        When there is none of that name.
    """
    names = [oracle.name for oracle in ORACLES]
    if name not in names:
        raise InputError(f"there is no oracle '{name}'{nearest(name, names)}; there are {listed(names, 40)}")
    return ORACLES[names.index(name)]
