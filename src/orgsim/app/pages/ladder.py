"""Ladder: move the levers, and see time to promotion and the pyramid respond."""

import asyncio
from html import escape
from math import isfinite

from nicegui import background_tasks, ui

from orgsim.app.climbing import FUTURES, Step, climb, ladder_levers, ladders, planned, policies
from orgsim.app.futures import workers
from orgsim.app.levers import settings_at
from orgsim.app.pages.frame import block
from orgsim.app.pages.lever_bar import LeverBar
from orgsim.app.sessions import Session
from orgsim.careers.simulation import PURPOSE
from orgsim.plain_words import measured, number

LONGEST = 8.0
"""Years at the end of the axis of time to promotion."""


def build(session: Session) -> None:
    """Build the page for one browser."""
    LadderPage(session)


class LadderPage:
    """The page: a ladder, a policy and levers at the side, what becomes of every level in the middle."""

    def __init__(self, session: Session) -> None:
        self.shown = session.climb
        self.known, self.levers = ladders(session.company.today.final), ladder_levers()
        self.shown.ladder = self.shown.ladder or next(iter(self.known))
        self.turn = 0
        with ui.element("div").classes("explore"):
            with ui.element("aside").props('aria-label="What to try"'):
                self._choices()
                LeverBar(self.levers, self.shown.positions, self.ask)
                block(f"<p>{escape(PURPOSE[:1].upper() + PURPOSE[1:])}</p>")
            with ui.element("section").classes("stage"):
                self.title = block("", tag="h1")
                self.progress = block("", "progress").props('role="status" aria-live="polite"')
                self.table = block("", "card scroll")
        ui.context.client.on_delete(self._leave)
        self.ask()

    def _choices(self) -> None:
        """Build the menus of ladders and policies."""
        with ui.element("div").classes("menus"):
            names = {name: name for name in self.known}
            self.ladder = ui.select(names, label="Ladder", value=self.shown.ladder, on_change=self._other_ladder)
            found = policies(self.known[self.shown.ladder])
            self.shown.policy = self.shown.policy if self.shown.policy in found else found[0]
            self.policy = ui.select(
                found, label="Who is promoted", value=self.shown.policy, on_change=self._other_policy
            )
            for menu in (self.ladder, self.policy):
                menu.props("outlined dense options-dense")

    def _other_ladder(self) -> None:
        self.shown.ladder = str(self.ladder.value)
        found = policies(self.known[self.shown.ladder])
        self.shown.policy = found[0]
        self.policy.set_options(found, value=found[0])
        self.ask()

    def _other_policy(self) -> None:
        self.shown.policy = str(self.policy.value)
        self.ask()

    def _leave(self) -> None:
        self.turn += 1

    def ask(self) -> None:
        """Ask anew, as soon as the last question is left."""
        self.turn += 1
        background_tasks.create(self._run(self.turn))

    async def _run(self, turn: int) -> None:
        """Simulate the ladder as it stands and under the levers, in the same futures."""
        ladder, settings = self.known[self.shown.ladder], settings_at(self.levers, self.shown.positions)
        loop = asyncio.get_running_loop()
        try:
            plain = await loop.run_in_executor(
                workers(), lambda: climb(planned(ladder, ladder.policy.name, {}), FUTURES)
            )
            if turn != self.turn:
                return
            moved = await loop.run_in_executor(
                workers(), lambda: climb(planned(ladder, self.shown.policy, settings), FUTURES)
            )
        except Exception as error:  # noqa: BLE001 - a run that fails is said, and the page goes on
            self.progress.set_content(f'<span class="trouble">This cannot be simulated: {escape(str(error))}</span>')
            return
        if turn == self.turn:
            self._tell(plain, moved)

    def _tell(self, plain: list[Step], moved: list[Step]) -> None:
        """Show what becomes of every level."""
        self.title.set_content(headline(moved[0]))
        self.progress.set_content(
            f"{FUTURES} futures of ten years on {escape(self.shown.ladder)}; pale: the ladder as it stands, with its own policy."
        )
        self.table.set_content(table(plain, moved))


def headline(first: Step) -> str:
    """Say how soon people get out of the lowest level."""
    if not isfinite(first.years):
        return f"{escape(first.title)}: fewer than half are promoted in ten years"
    return f"{escape(first.title)}: half are promoted within {_years(first.years)}"


def table(plain: list[Step], moved: list[Step]) -> str:
    """Return the levels as rows: the pyramid, and how soon people are promoted."""
    most = max(max(one.start, one.end) for one in (*plain, *moved)) or 1.0
    before = {one.level: one for one in plain}
    rows = "".join(_row(one, before[one.level], most) for one in reversed(moved))
    return (
        "<table class=ladder><thead><tr><th scope=col>Level</th><th scope=col>People, today and after ten years</th>"
        "<th scope=col>Half are promoted after</th><th scope=col>Promoted within three years</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _row(one: Step, before: Step, most: float) -> str:
    people = f"{number(one.start, 0)} &rarr; {number(one.end, 0)}"
    return (
        f"<tr><th scope=row>{escape(one.title)}<span>{escape(one.track)}</span></th>"
        f'<td><div class="tier"><i style="width:{100 * before.end / most:.1f}%"></i><b style="width:{100 * one.end / most:.1f}%"></b>'
        f"<span>{people}</span></div></td>"
        f'<td><div class="wait">{_wait(before.years, "i")}{_wait(one.years, "b")}<span>{_years(one.years)}</span></div></td>'
        f"<td class=share>{one.soon:.0%}{_change(one.soon - before.soon)}</td></tr>"
    )


def _wait(years: float, tag: str) -> str:
    share = min(years, LONGEST) / LONGEST if isfinite(years) else 1.0
    kind = "" if isfinite(years) else ' class="never"'
    return f'<{tag}{kind} style="width:{100 * share:.1f}%"></{tag}>'


def _years(years: float) -> str:
    return measured(years, "year") if isfinite(years) else "fewer than half in ten years"


def _change(points: float) -> str:
    """Return a change of a share as it is said beside it; nothing where it is small."""
    if not abs(points) >= 0.005:
        return ""
    return f"<span>{'+' if points > 0 else chr(8722)}{abs(points):.0%}</span>".replace("%", " points")
