"""Play: a seat for eight quarters, an inbox of noisy cases, and forty hours to divide."""

import asyncio
from collections.abc import Callable
from html import escape
from typing import Any

from nicegui import ui
from nicegui.events import UploadEventArguments

from orgsim.app import play_words
from orgsim.app.futures import SEED, workers
from orgsim.app.game import Chair, Game, chairs
from orgsim.app.inbox import WEEK, Entry, Inbox
from orgsim.app.pages.frame import act, block
from orgsim.app.pages.reveal import RevealView
from orgsim.app.reveal import Reveal, reveal
from orgsim.app.role_words import HOURS
from orgsim.app.saved_games import loaded, saved
from orgsim.app.sessions import Score, Session
from orgsim.metrics.catalog import VALUE
from orgsim.plain_words import counted, number

INTRO = (
    "Take a seat for eight quarters. You see what its holder sees: noisy estimates, never the truth. You may do what the seat may do, and "
    "what you leave alone is decided as usual. At the end the same future is shown as it would have been without you."
)
MOST_NEWS = 6
NOTHING = "No case and no proposal is before you this quarter. Your week, and what you tell people, still count."
NOBODY = "The holder of this seat has left, and nobody has followed yet: the quarter runs without you."
MOST_BYTES = 2_000_000
"""A file that is larger is no game."""
USUAL = "usual"


def build(session: Session) -> None:
    """Build the page for one browser."""
    Play(session)


class Play:
    """The page: seats to take, then quarter by quarter what waits, then the reveal."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.busy = False
        """Whether a quarter is under way, so that a second click does nothing."""
        self.answers: dict[int, str] = {}
        self.hours: dict[str, ui.number] = {}
        self.says: dict[str, ui.number] = {}
        self.place = ui.element("div").classes("play")
        self._show()

    def _show(self) -> None:
        """Show where the game stands."""
        self.place.clear()
        with self.place:
            if self.session.ended is not None:
                RevealView(self.session, self.session.ended, self._again)
            elif self.session.game is not None:
                self._quarter(self.session.game)
            else:
                self._seats()

    # taking a seat

    def _seats(self) -> None:
        """Show the seats that can be taken."""
        block(f"<h1>Take a seat</h1><p>{INTRO}</p>", "intro")
        with ui.element("div").classes("seats"):
            for chair in chairs(self.session.company):
                with ui.element("article").classes("card").props(f'data-seat="{chair.about.view.role}"'):
                    block(play_words.seat(chair))
                    act("Take this seat", self._taking(chair), strong=True)
        self.future = ui.number(
            "Future", value=len(self.session.scores) and self.session.scores[-1].replication, min=0, max=9999, step=1
        )
        self.future.props('outlined dense aria-label="Number of the future"').classes("future")
        block("<p>The same number is the same future, whatever seat you take.</p>", "how")
        with ui.element("div").classes("saved"):
            block(
                "<h2>Go on with a saved game</h2><p class=how>It is played again, decision by decision, up to where it was saved.</p>"
            )
            upload = ui.upload(label="A game file", auto_upload=True, max_files=1, max_file_size=MOST_BYTES)
            upload.props('accept=".json" flat bordered').on_upload(self._load)

    def _taking(self, chair: Chair) -> Callable[[], Any]:
        async def take() -> None:
            await self._begin(Game(chair, SEED, int(self.future.value or 0)))

        return take

    async def _load(self, event: UploadEventArguments) -> None:
        """Play a saved game again, and go on with it."""
        text, found = (await event.file.read()).decode("utf-8", "replace"), []
        if await self._away(lambda: found.append(loaded(text, self.session.company, event.file.name))):
            (self.session.game,) = found
            if found[0].over:
                await self._finish(found[0])
        self._show()

    async def _begin(self, game: Game) -> None:
        """Run the years before the game, and begin."""
        if await self._away(game.begin):
            self.session.game = game
        self._show()

    async def _away(self, work: Callable[[], Any]) -> bool:
        """Do something that takes a moment elsewhere; what goes wrong is said, and ends the game."""
        if self.busy:
            return False
        self.busy = True
        try:
            await asyncio.get_running_loop().run_in_executor(workers(), work)
        except Exception as error:  # noqa: BLE001 - a game that breaks leaves the app alive
            self.session.game = None
            ui.notify(f"This game cannot go on: {error or type(error).__name__}", type="warning", position="top")
            return False
        finally:
            self.busy = False
        return True

    # a quarter

    def _quarter(self, game: Game) -> None:
        """Show what waits in a quarter."""
        title, inbox = game.chair.about.view.title, game.inbox
        self.answers = {}
        done = "".join(
            f"<i class={'done' if place < game.quarter else ''}></i>" for place in range(1, game.quarters + 1)
        )
        block(
            f"<h1>Quarter {game.quarter} of {game.quarters}</h1><p>You are {escape(game.chair.post)}, "
            f"{escape(title[:1].lower() + title[1:])}.</p><div class=quarters aria-hidden=true>{done}</div>",
            "intro",
        )
        with ui.element("div").classes("explore"):
            with ui.element("aside"):
                self._week(game)
                self._news(game)
            with ui.element("section").classes("stage"):
                if inbox.writes:
                    self._map(inbox)
                self._inbox(inbox.entries, vacant=game.vacant)
                if not inbox.writes:
                    self._map(inbox)
                with ui.element("div").classes("buttons"):
                    act("End the quarter", self._end, strong=True)
                    act("Save the game as a file", self._save)
                    act("Leave the game", self._leave)

    def _week(self, game: Game) -> None:
        """Show the hours of the week, to be divided."""
        inbox = game.inbox
        free = WEEK - inbox.fixed
        with ui.element("div").classes("menus"):
            block(
                f"<h2>Your week</h2><p>{number(free)} hours are yours to divide; the others go into administration.</p>"
            )
            self.hours = {
                duty: ui.number(HOURS[duty], value=hours, min=0, max=free, step=1).props("outlined dense")
                for duty, hours in inbox.hours.items()
            }

    def _map(self, inbox: Inbox) -> None:
        """Show what others hold to matter and, to whom it belongs, what to write on the map of objectives."""
        self.says = {}
        if not inbox.believes:
            return
        with ui.element("div").classes("card"):
            block(play_words.what_matters(inbox))
            if inbox.writes:
                with ui.element("div").classes("says"):
                    for name, share in zip(inbox.objectives, inbox.believes, strict=True):
                        box = ui.number(f"{name}, %", value=round(100 * share), min=0, max=100, step=5)
                        self.says[name] = box.props("outlined dense")

    def _written(self, inbox: Inbox) -> dict[str, float]:
        """Return what was written on the map; nothing when it was left as it was."""
        says = {name: float(box.value or 0.0) for name, box in self.says.items()}
        before = {
            name: float(round(100 * share)) for name, share in zip(inbox.objectives, inbox.believes, strict=False)
        }
        return {} if says == before else says

    def _news(self, game: Game) -> None:
        """Show what was heard since the last quarter."""
        news = game.inbox.news
        entries = "".join(f"<li>{escape(one)}</li>" for one in news[:MOST_NEWS])
        more = f"<li>and {counted(len(news) - MOST_NEWS, 'other launch{|es}')}</li>" if len(news) > MOST_NEWS else ""
        said = f"<ul>{entries}{more}</ul>" if news else "<p>Nothing went live in the teams that you see.</p>"
        block(f"<h2>What you heard</h2>{said}", "menus news")

    def _inbox(self, entries: tuple[Entry, ...], *, vacant: bool) -> None:
        """Show what waits, each with its choices."""
        if not entries:
            said = NOBODY if vacant else NOTHING
            block(f"<h2>Nothing waits for you</h2><p>{said}</p>", "card")
        for one in entries:
            with ui.element("article").classes("card entry").props(f'data-key="{one.key}"'):
                block(play_words.entry(one))
                ui.toggle(
                    {"yes": one.yes, USUAL: "As usual", "no": one.no},
                    value=USUAL,
                    on_change=lambda event, key=one.key: self.answers.__setitem__(key, str(event.value)),
                ).props(f'dense unelevated no-caps aria-label="{one.yes} or {one.no.lower()}"')

    async def _end(self) -> None:
        """Go on to the next quarter, or to the reveal."""
        game = self.session.game
        if game is None or self.busy:
            return
        hours = {duty: float(box.value or 0.0) for duty, box in self.hours.items()}
        if over := game.inbox.over(hours):
            ui.notify(f"That is {number(over)} hours more than the week has.", type="warning", position="top")
            return
        says = self._written(game.inbox)
        if says and (wrong := game.inbox.wrong_map(says)):
            ui.notify(f"{wrong[:1].upper()}{wrong[1:]}.", type="warning", position="top")
            return
        answers = {key: choice == "yes" for key, choice in self.answers.items() if choice != USUAL}
        if await self._away(lambda: game.decide(answers, hours, says)) and game.over:
            await self._finish(game)
        self._show()

    def _save(self) -> None:
        """Give the game as a file, up to the beginning of this quarter."""
        if (game := self.session.game) is not None:
            name = f"{game.chair.post}-future-{game.replication}.game.json"
            ui.download.content(saved(game), name, "application/json")

    def _leave(self) -> None:
        self.session.game = None
        self._show()

    # the end

    async def _finish(self, game: Game) -> None:
        """Let the future run out."""
        found: list[Reveal] = []
        if await self._away(lambda: found.append(reveal(game, saved(game)))):
            (ended,) = found
            self.session.game, self.session.ended = None, ended
            seat = game.chair.about.view.title
            self.session.scores.append(Score(game.replication, seat, ended.played[VALUE], ended.usual[VALUE]))

    def _again(self) -> None:
        self.session.ended = None
        self._show()
