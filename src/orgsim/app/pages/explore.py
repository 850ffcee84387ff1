"""Explore: today beside up to three designs, levers, and paired futures that run again while you look."""

import asyncio
from html import escape

from nicegui import background_tasks, ui

from orgsim.app.answer import told
from orgsim.app.chart import draw, legend
from orgsim.app.company import Offer
from orgsim.app.futures import BATCH, FIRST, MOST, Arm, together
from orgsim.app.pages.frame import block
from orgsim.app.pages.lever_bar import LeverBar
from orgsim.app.sessions import MOST_DESIGNS, Session
from orgsim.app.words import answers, facts, key_of_dots
from orgsim.metrics.catalog import headline_metrics, metric_named
from orgsim.plain_words import counted, enumerated

PAUSE = 0.05
"""Seconds between two batches, so that the page has a turn."""


def build(session: Session) -> None:
    """Build the page for one browser."""
    Explore(session)


class Explore:
    """The page: what is on it, and what runs behind it. A new question makes whatever runs for the last one stop."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.turn = 0
        self.shown = ""
        """Name of the design whose chart is drawn."""
        with ui.element("div").classes("explore"):
            with ui.element("aside").props('aria-label="What to try"'):
                self._designs()
                LeverBar(session, self.ask)
            with ui.element("section").classes("stage"):
                self._stage()
        ui.context.client.on_disconnect(self._leave)
        self.ask()

    # what there is

    def _designs(self) -> None:
        """Build the list of designs to pick from."""
        block("<h2>Designs</h2><p>Pick up to three to put beside today. Each costs what today costs.</p>")
        self.picks: dict[str, ui.element] = {}
        with ui.element("div").classes("picks").props('role="group" aria-label="Designs"'):
            for offer in self.session.company.offers.values():
                self.picks[offer.name] = self._pick(offer)
        self._mark_picks()

    def _pick(self, offer: Offer) -> ui.element:
        """Build the button of a design."""
        button = ui.element("button").classes("pick").props(f'type=button data-pick="{offer.name}"')
        hint = offer.reason if offer.design is None else f"{offer.says} {offer.pays}"
        button.props["title"] = hint
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
            on = name in self.session.chosen
            button.props(f"aria-pressed={'true' if on else 'false'}")
            design = self.session.company.offers[name].design
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
        self.progress = block("", "progress").props('role="status" aria-live="polite"')
        self.answer = block("", "answers")
        with ui.element("div").classes("card"):
            with ui.element("div").classes("row"):
                block("<h2>Who reports to whom, and who has influence</h2>")
                self.tabs = ui.element("div").classes("tabs").props('role="group" aria-label="Chart of"')
            self.chart = block("", "scroll")
            self.legend = block("")
        with ui.element("div").classes("card"):
            block("<h2>On paper</h2>")
            self.facts = block("", "scroll")

    # what happens

    def _picked(self, name: str) -> None:
        if not self.session.pick(name):
            ui.notify(f"There is room for {MOST_DESIGNS} designs beside today. Take one away first.", position="top")
            return
        self.shown = self.session.company.design(name).name
        self._mark_picks()
        self.ask()

    def _asked_about(self) -> None:
        self.session.lead = str(self.metric.value)
        self._tell(self.session.arms())

    def _leave(self) -> None:
        self.turn += 1

    def ask(self) -> None:
        """Ask anew: draw what is known at once, and let the futures run."""
        self.turn += 1
        self._draw()
        background_tasks.create(self._run(self.turn))

    async def _run(self, turn: int) -> None:
        """Run futures, ten at once and the others behind, as long as nothing else is asked."""
        arms = self.session.arms()
        if len(arms) < 2:
            return
        loop = asyncio.get_running_loop()
        self.answer.classes(add="waiting")
        for upto in range(FIRST, MOST + 1, BATCH):
            await loop.run_in_executor(None, together, arms, upto, lambda: turn == self.turn)
            if turn != self.turn:
                return
            self._tell(arms)
            await asyncio.sleep(PAUSE)

    # what is shown

    def _draw(self) -> None:
        """Draw what needs no futures: the question, the charts and the facts."""
        session, designs = self.session, self.session.designs
        today = session.company.today.name
        asked = enumerated([one.name for one in designs[1:]], link="or")
        self.title.set_content(
            f"Should {escape(today)} become {escape(asked)}?" if asked else f"This is {escape(today)}."
        )
        if self.shown not in [one.name for one in designs]:
            self.shown = designs[min(1, len(designs) - 1)].name
        self._draw_chart()
        self.facts.set_content(facts(designs, session.color))
        if not session.chosen:
            self.answer.set_content("")
            self.progress.set_content("Pick a design on the left: the same futures then run under both.")

    def _draw_chart(self) -> None:
        """Draw the chart of the design that is shown, with what differs from today's."""
        session = self.session
        self.tabs.clear()
        with self.tabs:
            for design in session.designs:
                on = "true" if design.name == self.shown else "false"
                tab = (
                    ui.element("button")
                    .props(f"type=button aria-pressed={on}")
                    .style(f"--c:{session.color(design.name)}")
                )
                tab.on("click", lambda name=design.name: self._show(name))
                with tab:
                    block(f"<i></i>{escape(design.name)}", tag="span")
        design = next(one for one in session.designs if one.name == self.shown)
        before = session.company.today.final
        self.chart.set_content(draw(design.final, before if design is not session.company.today else None))
        self.legend.set_content(legend([design.final]))

    def _show(self, name: str) -> None:
        self.shown = name
        self._draw_chart()

    def _tell(self, arms: list[Arm]) -> None:
        """Show what the futures so far say."""
        if len(arms) < 2:
            return
        found = told(arms, self.session.lead)
        failures = [said for arm in arms for said in arm.failures.values()]
        done = min(arm.done for arm in arms)
        trouble = (
            f'<span class="trouble">{escape(failures[0])}{_more(len(failures) - 1)} The others go on.</span>'
            if failures
            else ""
        )
        share = f'<span class="meter"><b style="width:{100 * done / MOST:.0f}%"></b></span>'
        self.progress.set_content(f"{share}{counted(done, 'future')} of {MOST}, the same under every design. {trouble}")
        self.answer.classes(remove="waiting")
        if found:
            self.answer.set_content(answers(found, self.session.color) + key_of_dots(found))


def _more(failures: int) -> str:
    return f" ({counted(failures, 'other')} failed, too.)" if failures else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
