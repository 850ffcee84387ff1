"""The reveal of a game: what came of it, the same future otherwise, and what could not be seen, seat by seat."""

import asyncio
from collections.abc import Callable
from html import escape
from typing import Any

from nicegui import background_tasks, ui

from orgsim.app import reveal_words
from orgsim.app.futures import SEED, workers
from orgsim.app.game import chairs
from orgsim.app.pages.frame import act, block
from orgsim.app.reveal import Reveal, from_seat
from orgsim.app.sessions import Session


class RevealView:
    """The place on the page where a game that has ended is looked back at."""

    def __init__(self, session: Session, found: Reveal, again: Callable[[], Any]) -> None:
        self.session, self.found, self.here = session, found, True
        ui.context.client.on_delete(self._gone)
        block(
            f"<h1>{reveal_words.headline(found)}</h1><p>{reveal_words.hits(found)}</p>",
            "intro reveal",
        )
        with ui.element("div").classes("buttons"):
            act("Take another seat in the same future", again, strong=True)
            act("Save the game as a file", self._save)
        with ui.element("div").classes("two"):
            block(
                f"<h2>Future {found.replication}, as you played it and as usual</h2>{reveal_words.scores(found)}",
                "card scroll",
            )
            block(f"<h2>Value realised up to each quarter</h2>{reveal_words.unfolding(found.unfolded)}", "card")
        with ui.element("div").classes("card"):
            block("<h2>The same future from every seat</h2>")
            self.everywhere = block("", "scroll").props('aria-live="polite"')
        words = reveal_words.mattered(found.objectives, found.mattered)
        block(f"<h2>What you held to matter, and what truly did</h2>{words}", "card scroll")
        self._unseen()
        background_tasks.create(self._look_elsewhere())

    def _gone(self) -> None:
        self.here = False

    def _save(self) -> None:
        post, future = self.found.chair.post, self.found.replication
        ui.download.content(self.found.saved, f"{post}-future-{future}.game.json", "application/json")

    # from every seat

    async def _look_elsewhere(self) -> None:
        """Play the same future from one seat after the other elsewhere, and show each as it is there."""
        seats, loop, future = chairs(self.session.company), asyncio.get_running_loop(), self.found.replication
        known = self.session.elsewhere
        for done, chair in enumerate(seats):
            self._show_everywhere(len(seats) - done)
            key = (chair.about.view.role, future)
            if key not in known:
                try:
                    known[key] = await loop.run_in_executor(workers(), from_seat, chair, SEED, future)
                except Exception as error:  # noqa: BLE001 - one seat that fails is said, and the page goes on
                    if self.here:
                        ui.notify(f"{chair.post}: {error}", type="warning", position="top")
            if not self.here:
                return
        self._show_everywhere(0)

    def _show_everywhere(self, waiting: int) -> None:
        future = self.found.replication
        found = [one for (_, number), one in self.session.elsewhere.items() if number == future]
        scores = [one for one in self.session.scores if one.replication == future]
        self.everywhere.set_content(reveal_words.everywhere(found, scores, waiting))

    # what could not be seen

    def _unseen(self) -> None:
        """Show what was decided with what was true, and what other seats had before them."""
        scenario = self.found.chair.about.design.final
        posts = list(dict.fromkeys(one.post for one in self.found.glances))
        titles = {post: f"{post}, {scenario.roles[scenario.posts[post].role].title.lower()}" for post in posts}
        with ui.element("div").classes("card"):
            with ui.element("div").classes("row"):
                block("<h2>What you could not see</h2>")
                self.tabs = ui.element("div").classes("tabs").props('role="group" aria-label="Seen from"')
            self.unseen = block("", "scroll")
        self._show_unseen("", titles)

    def _show_unseen(self, shown: str, titles: dict[str, str]) -> None:
        """Show what waited at a seat; your own decisions where it is none."""
        found = self.found
        self.tabs.clear()
        with self.tabs:
            for post, title in {"": "What you decided", **titles}.items():
                tab = ui.element("button").props(f"type=button aria-pressed={'true' if post == shown else 'false'}")
                tab.style("--c:var(--accent)").on("click", lambda post=post: self._show_unseen(post, titles))
                with tab:
                    block(escape(title), tag="span")
        words = reveal_words.glance(found.glances, shown) if shown else reveal_words.hindsight(found.judged)
        self.unseen.set_content(words)
