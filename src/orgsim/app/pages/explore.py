"""Explore: today beside up to three designs, levers, and paired futures that run again while you look."""

from html import escape

from nicegui import ui

from orgsim.app.company import Offer
from orgsim.app.pages.chart_card import ChartCard
from orgsim.app.pages.effects import Effects
from orgsim.app.pages.frame import block
from orgsim.app.pages.gains import Gains
from orgsim.app.pages.lever_bar import LeverBar
from orgsim.app.sessions import MOST_DESIGNS, Session
from orgsim.app.words import facts
from orgsim.metrics.catalog import headline_metrics, metric_named
from orgsim.plain_words import enumerated

NOTHING = "Pick a design on the left: the same futures then run under both."


def build(session: Session) -> None:
    """Build the page for one browser."""
    Explore(session)


class Explore:
    """The page: designs and levers at the side; the answer, the charts and the facts in the middle."""

    def __init__(self, session: Session) -> None:
        self.session = session
        with ui.element("div").classes("explore"):
            with ui.element("aside").props('aria-label="What to try"'):
                self._designs()
                LeverBar(session.levers, session.positions, self.ask)
            with ui.element("section").classes("stage"):
                self._stage()
        self.ask()

    # what there is

    def _designs(self) -> None:
        """Build the list of designs to pick from."""
        block("<h2>Designs</h2><p>Pick up to three to put beside today. Each costs what today costs.</p>")
        with ui.element("div").classes("picks").props('role="group" aria-label="Designs"'):
            self.picks = {offer.name: self._pick(offer) for offer in self.session.company.offers.values()}
        self._mark_picks()

    def _pick(self, offer: Offer) -> ui.element:
        """Build the button of a design."""
        button = ui.element("button").classes("pick").props(f'type=button data-pick="{offer.name}"')
        button.props["title"] = offer.reason if offer.design is None else f"{offer.says} {offer.pays}"
        with button:
            block(f"<i></i>{escape(offer.title)}", tag="span")
        if offer.design is None:
            button.props("disabled")
        else:
            button.on("click", lambda name=offer.name: self._picked(name))
        return button

    def _mark_picks(self) -> None:
        """Show which designs are picked, in their colours."""
        full = len(self.session.chosen) >= MOST_DESIGNS
        for name, button in self.picks.items():
            on, design = name in self.session.chosen, self.session.company.offers[name].design
            button.props(f"aria-pressed={'true' if on else 'false'}")
            button.style(f"--c:{self.session.color(design.name) if on and design else 'transparent'}")
            button.classes(add="dim" if full and not on else "", remove="" if full and not on else "dim")

    def _stage(self) -> None:
        """Build the answer, the chart and the facts."""
        with ui.element("div").classes("question"):
            self.title = block("", tag="h1")
            names = {name: _capital(metric_named(name).title) for name in headline_metrics()}
            self.metric = ui.select(names, value=self.session.lead, on_change=self._asked_about).props(
                'outlined dense options-dense aria-label="What the answer is about"'
            )
        self.effects = Effects(self.session.color)
        self.charts = ChartCard(self.session)
        with ui.element("div").classes("card"):
            block("<h2>On paper</h2>")
            self.facts = block("", "scroll")
        self.gains = Gains(self.session)

    # what happens

    def _picked(self, name: str) -> None:
        if not self.session.pick(name):
            ui.notify(f"There is room for {MOST_DESIGNS} designs beside today. Take one away first.", position="top")
            return
        self._mark_picks()
        self.ask(self.session.company.design(name).name)

    def _asked_about(self) -> None:
        self.session.lead = str(self.metric.value)
        self.effects.ask_about(self.session.lead)

    def ask(self, picked: str = "") -> None:
        """Ask anew: draw what is known at once, the chart of the design that was `picked`, and let the futures run."""
        self._draw()
        self.charts.ask(picked)
        self.gains.forget()
        self.effects.ask(self.session.arms(), self.session.lead, NOTHING)

    # what is shown

    def _draw(self) -> None:
        """Draw what needs no futures: the question and the facts."""
        session, designs = self.session, self.session.designs
        today, asked = session.company.today.name, enumerated([one.name for one in designs[1:]], link="or")
        said = f"Should {escape(today)} become {escape(asked)}?" if asked else f"This is {escape(today)}."
        self.title.set_content(said)
        self.facts.set_content(facts(designs, session.color))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
