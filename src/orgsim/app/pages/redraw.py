"""Redraw: drag a box to another manager, change a role, add a dotted line, remove a layer. Each is an operation that can be undone."""

from collections.abc import Mapping
from html import escape
from typing import Any

from nicegui import ui
from nicegui.events import GenericEventArguments

from orgsim.app.chart import draw, legend
from orgsim.app.pages.effects import Effects
from orgsim.app.pages.frame import act, block
from orgsim.app.redrawing import dotted_of, fresh_name
from orgsim.app.sessions import Session
from orgsim.app.words import facts
from orgsim.errors import InputError
from orgsim.scenario.library.picture import titled
from orgsim.scenario.model import Scenario
from orgsim.scenario.structure import reports_of

HINT = (
    "Drag a box onto the one it should report to, or pick one with a click or with Enter and use the menus. Nothing is paid for "
    "elsewhere here: a post that opens adds to the cost."
)
NOTHING = "Change something: what it does in the same futures appears here."
WAYS = {"move": "reports to", "add_dotted": "dotted line to"}


def build(session: Session) -> None:
    """Build the page for one browser."""
    Redraw(session)


class Redraw:
    """The page: the chart in the middle, menus for the box that is picked, what was done, and what it does."""

    def __init__(self, session: Session) -> None:
        self.session, self.redrawing = session, session.redrawing
        self.picked, self.way = "", "move"
        with ui.element("div").classes("explore redraw"):
            with ui.element("aside").props('aria-label="What to change"'):
                self.menus = ui.element("div").classes("menus")
                self.steps = ui.element("div").classes("steps")
            with ui.element("section").classes("stage"):
                self._stage()
        ui.on("redraw_drop", self._dropped)
        ui.on("redraw_pick", self._pick)
        self._show()

    @property
    def here(self) -> Scenario:
        """The organisation as it is drawn now."""
        return self.redrawing.design.final

    def _stage(self) -> None:
        """Build the chart, the facts and the place for effects."""
        with ui.element("div").classes("question"):
            block(f"<h1>Redraw {escape(self.session.company.today.name)}</h1><p>{HINT}</p>", "intro")
            self.ways = ui.toggle(WAYS, value=self.way, on_change=self._changed_way).props(
                'dense unelevated no-caps aria-label="What dragging does"'
            )
        with ui.element("div").classes("card"):
            self.chart = block("", "scroll")
            self.legend = block("")
        self.said = block("", "told").props('role="status" aria-live="polite"')
        self.effects = Effects(self.session.color)
        with ui.element("div").classes("card"):
            block("<h2>On paper</h2>")
            self.facts = block("", "scroll")

    # what happens

    def _changed_way(self) -> None:
        self.way = str(self.ways.value)

    def _dropped(self, event: GenericEventArguments) -> None:
        """Do what a box that was dropped on another one asks for."""
        post, onto = str(event.args["post"]), str(event.args["onto"])
        self.picked = post
        self.do(self.way, post=post, **{"under" if self.way == "move" else "to": onto})

    def _pick(self, event: GenericEventArguments) -> None:
        """Show the menus of a box; who came by keyboard goes on there."""
        self.picked = str(event.args["post"])
        self._draw_chart()
        self._draw_menus()
        if event.args.get("keyboard"):
            ui.run_javascript("requestAnimationFrame(() => document.querySelector('.menus input')?.focus())")

    def do(self, verb: str, **value: Any) -> None:
        """Do an operation, or say why it cannot be done."""
        try:
            self.redrawing.do(verb, **value)
        except InputError as error:
            ui.notify(f"{error}", position="top", type="warning", multi_line=True)
        self._show()

    def _undo(self, *, everything: bool = False) -> None:
        while self.redrawing.done:
            self.redrawing.undo()
            if not everything:
                break
        self._show()

    def _save(self) -> None:
        ui.download.content(self.redrawing.text(), "redrawn.yaml", "application/yaml")

    # what is shown

    def _show(self) -> None:
        """Draw everything anew, and ask what it does."""
        session, today = self.session, self.session.company.today
        if self.picked not in self.here.posts:
            self.picked = ""
        self._draw_chart()
        self._draw_menus()
        self._draw_steps()
        designs = [today, *([self.redrawing.design] if self.redrawing.done else [])]
        self.facts.set_content(facts(designs, session.color))
        self.said.set_content(escape(self.redrawing.done[-1].said) if self.redrawing.done else "")
        arms = [session.shelf.arm(design, session.settings) for design in designs]
        self.effects.ask(arms, session.lead, NOTHING)

    def _draw_chart(self) -> None:
        before = self.session.company.today.final if self.redrawing.done else None
        self.chart.set_content(draw(self.here, before, live=True, picked=self.picked))
        self.legend.set_content(legend([self.here]))

    def _draw_menus(self) -> None:
        """Build the menus of the box that is picked."""
        self.menus.clear()
        with self.menus:
            if not self.picked:
                block("<h2>No box is picked</h2><p>Click a box, or reach it with Tab and press Enter.</p>")
                return
            post = self.here.posts[self.picked]
            block(f"<h2>{escape(post.name or self.picked)}</h2><p>{escape(self.here.roles[post.role].title)}</p>")
            self._menus_of(self.picked)

    def _menus_of(self, name: str) -> None:
        """Build what can be done with a post."""
        here = self.here
        post, roles = here.posts[name], {role: about.title for role, about in here.roles.items()}
        others = {other: about.name or other for other, about in here.posts.items() if other != name}
        tied = dotted_of(here, name)
        self._menu("Reports to", others, post.reports_to, lambda to: self.do("move", post=name, under=to))
        self._menu("Has the role of", roles, post.role, lambda role: self.do("promote", post=name, role=role))
        fresh = {other: said for other, said in others.items() if other not in tied}
        self._menu("Add a dotted line to", fresh, None, lambda to: self.do("add_dotted", post=name, to=to))
        if tied:
            gone = {other: others[other] for other in tied}
            self._menu("Remove the dotted line to", gone, None, lambda to: self.do("remove_dotted", post=name, to=to))
        self._menu(
            "Open a post below as",
            roles,
            None,
            lambda role: self.do("open", post=fresh_name(here, role), role=role, under=name),
        )
        act("Close this post", lambda: self.do("close", post=name))
        if name in reports_of(here) and post.reports_to:
            kind = titled(here, post.role, 2)
            act(f"Remove the layer of {kind}", lambda: self.do("remove_layer", layer=post.role))

    def _menu(self, label: str, options: Mapping[str, str], value: str | None, chosen: Any) -> None:
        """Build one menu that acts as soon as something is chosen."""
        if options:
            known = value if value in options else None
            ui.select(dict(options), label=label, value=known, on_change=lambda event: chosen(event.value)).props(
                "outlined dense options-dense"
            )

    def _draw_steps(self) -> None:
        """List what was done, with the ways back and the file."""
        self.steps.clear()
        with self.steps:
            done = self.redrawing.done
            entries = "".join(f"<li>{escape(one.said.partition('. ')[0].rstrip('.'))}.</li>" for one in done)
            block(f"<h2>What was done</h2><ol>{entries}</ol>" if done else "<h2>Nothing is changed yet</h2>")
            if done:
                with ui.element("div").classes("buttons"):
                    act("Undo", self._undo)
                    act("Start again", lambda: self._undo(everything=True))
                    act("Save as YAML", self._save)
