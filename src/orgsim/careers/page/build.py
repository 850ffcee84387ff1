"""From simulated careers to one HTML file, which is the same bytes for the same results."""

from orgsim.careers.page.cards import cards
from orgsim.careers.page.sections import sections
from orgsim.careers.page.sentences import question, summary
from orgsim.careers.slides import Careers
from orgsim.plain_words import counted, measured, number
from orgsim.report.paper import Paper, html_of
from orgsim.scenario.ladder.model import QUARTERS_PER_YEAR


def ladder_report(careers: Careers, command: str) -> str:
    """Return the report on one simulated ladder, or on several side by side, as HTML; `command` makes it again."""
    return html_of(
        Paper(
            question=question(careers),
            subtitle=_subtitle(careers),
            summary=summary(careers),
            cards=list(cards(careers)),
            sections=sections(careers, command),
        )
    )


def _subtitle(careers: Careers) -> str:
    """Say what was simulated."""
    first = careers.first
    people = number(float(first.series["heads"][:, 0].sum(axis=1).mean()), 0)
    what = (
        ("One ladder" if first.plan.room else "Careers in an organisation")
        if careers.single
        else f"{counted(len(careers.names) - 1, 'alternative')} compared with {careers.names[0]}"
    )
    same = "" if careers.single else " All of them meet the same people and the same random events."
    return (
        f"{what} in {counted(first.replications, 'simulated future')} of {measured(first.plan.quarters / QUARTERS_PER_YEAR, 'year')} each, "
        f"with {people} people at the start; seed {first.seed}.{same} The people are simulated; nothing here is about a real person."
    )
