"""From the results of a comparison to one HTML file, which is the same bytes for the same results."""

import re
from collections.abc import Mapping, Sequence

from orgsim.attribution.words import in_short as because
from orgsim.figures.all_figures import Shown
from orgsim.figures.transition import payback
from orgsim.metrics.catalog import COST, VALUE, headline_metrics, metric_named
from orgsim.metrics.metric import Rope
from orgsim.plain_words import counted, enumerated, measured
from orgsim.report.blocks import Link, Words, linked
from orgsim.report.extras import Extras
from orgsim.report.given import Given
from orgsim.report.guessed import in_short as guessed_in_short
from orgsim.report.paper import DOTS, Card, Paper
from orgsim.report.people import affected_in_short
from orgsim.report.sections import sections
from orgsim.report.thinning import html_within
from orgsim.report.verdicts import Asked, Finding, findings
from orgsim.results.comparison import Results, baseline_of
from orgsim.results.statistics import Leaning
from orgsim.sensitivity.words import in_short, over_luck

MONEY = re.compile(r"\$\d[\d.,]*M")
"""An amount of money in a sentence."""

TONES = {"better": "good", "probably better": "good", "worse": "bad", "probably worse": "bad"}
"""How a card looks, by the leaning of its finding."""


def report(
    results: Results,
    *,
    baseline: str | None = None,
    lead: str = VALUE,
    ropes: Mapping[str, Rope] | None = None,
    question: str = "",
    extras: Extras | None = None,
) -> str:
    """Return the report of some results as HTML.

    `lead` is the metric that the answer is about, `question` what stands at the top; default: made from the names of the designs.
    """
    asked = Asked(results, baseline_of(results, baseline), lead, ropes)
    given = Given(Shown(results, asked.baseline, ropes), lead, headline_metrics(), extras or Extras())
    found = findings(asked, given.headline) if given.shown.lineup.alternatives else []
    return html_within(
        Paper(
            question=question or question_of(given.shown.lineup.alternatives, asked.baseline),
            subtitle=_subtitle(asked, len(found)),
            summary=summary_of(found, asked),
            cards=[_card(one, given) for one in found],
            sections=sections(given),
        )
    )


def summary_of(found: Sequence[Finding], asked: Asked) -> str:
    """Return the answer to all in one sentence."""
    if not found:
        return ""
    title = metric_named(asked.lead).title
    if len(found) == 1:
        return SUMMARIES[found[0].leaning].format(design=found[0].design, baseline=asked.baseline, metric=title)
    good = [one for one in found if TONES.get(one.leaning) == "good"]
    if not good:
        return _none_better({one.leaning for one in found}, asked.baseline, title)
    best = next((one for one in good if one.leaning == "better"), good[0])
    sentence = SUMMARIES[best.leaning].format(design=best.design, baseline=asked.baseline, metric=title)
    of = f"Of {counted(len(found), 'alternative')}, {best.design}"
    if best is found[0]:
        return f"{of} promises most. {sentence}"
    return f"{of} is the surest. {sentence} {found[0].design} may bring more, but that is less sure."


def _none_better(leanings: set[Leaning], baseline: str, metric: str) -> str:
    """Say of alternatives none of which is better what is known of them."""
    if leanings == {"open"}:
        return f"These futures do not tell whether any alternative is better or worse than {baseline} in {metric}."
    if leanings == {"no practical difference"}:
        return f"No alternative makes a practical difference to {baseline} in {metric}."
    return f"No alternative has been shown to be better than {baseline} in {metric}."


SUMMARIES = {
    "better": "{design} beats {baseline} in {metric} by enough to matter.",
    "worse": "{design} does worse than {baseline} in {metric} by enough to matter.",
    "higher": "{design} has a higher {metric} than {baseline}.",
    "lower": "{design} has a lower {metric} than {baseline}.",
    "no practical difference": "Between {design} and {baseline} there is no practical difference in {metric}.",
    "probably better": "{design} is probably better than {baseline} in {metric}, but perhaps by too little to matter.",
    "probably worse": "{design} is probably worse than {baseline} in {metric}, but perhaps by too little to matter.",
    "open": "These futures do not tell whether {design} or {baseline} is better in {metric}.",
}
"""The answer on one alternative in one sentence, by its leaning."""


def _card(found: Finding, given: Given) -> Card:
    """Return the card of an alternative; each number on it leads to the futures behind it."""
    flips = in_short(given.extras.flips[found.design]) if found.design in given.extras.flips else ""
    rows = {metric_named(name).title: given.row_of(found.design, name) for name in given.metrics}
    lead = given.row_of(found.design, given.lead)
    counts = f"{found.better:,} of {counted(found.futures, 'simulated future')}"
    prices = dict.fromkeys(MONEY.findall(found.price), given.row_of(found.design, COST))
    return Card(
        title=found.design,
        chip=found.chip,
        tone=TONES.get(found.leaning, "open"),
        full=round(DOTS * found.better / max(found.futures, 1)),
        frequency=f"better in {found.better:,} of {counted(found.futures, 'future')}" if found.futures else "",
        answer=linked(found.answer, {counts: lead, found.size: lead}),
        behind=lead,
        details=(
            ("Price", linked(found.price, prices)),
            ("When it pays back", _paid(given, found.design)),
            ("Beside it", linked(found.beside, rows)),
            ("Who is affected", affected_in_short(given, found.design)),
            ("Why", because(given.extras.reasons[found.design]) if found.design in given.extras.reasons else ""),
            ("What would flip it", flips or "This was not examined; orgsim report --flips does it."),
            ("What was guessed", guessed_in_short(given, found.design)),
            ("How sure", _certainty(given, found)),
        ),
    )


def _certainty(given: Given, found: Finding) -> Words:
    """Say how sure an answer is, and where assumptions would turn or outweigh it."""
    flips = given.extras.flips.get(found.design)
    words = over_luck(flips) if flips else ""
    if not words:
        return found.certainty
    return (f"{found.certainty} {words} See ", Link("what would change the answer", "flips"), ".")


def _paid(given: Given, design: str) -> Words:
    """Say when a design has paid for itself."""
    if design not in given.transitions:
        return ""
    when = payback(given.transitions[design], design)
    return linked(f"{when}. Value counts at the launch, with all that it will earn.", {when: "transition"})


def question_of(alternatives: Sequence[str], baseline: str) -> str:
    """Return the question that a comparison answers."""
    if not alternatives:
        return f"What does {baseline} achieve?"
    return f"Should {baseline} become {enumerated(alternatives, link='or')}?"


def _subtitle(asked: Asked, alternatives: int) -> str:
    """Say what was simulated."""
    futures = int(asked.results.manifest["replications"])
    what = f"{counted(alternatives, 'alternative')} compared with {asked.baseline}" if alternatives else asked.baseline
    same = " Every design meets the same demand and the same random events." if alternatives else ""
    return f"{what} in {counted(futures, 'simulated future')} of {measured(asked.years(), 'year')} each; seed {asked.results.seed}.{same}"
