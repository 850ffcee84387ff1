"""Lessons: what they are about, and the way to each; one that has not been opened yet is simulated first."""

import asyncio
from collections.abc import Callable
from html import escape
from typing import Any

from nicegui import background_tasks, ui

from orgsim.app.lesson_making import Making, every_lesson, makings
from orgsim.app.pages.frame import act, block
from orgsim.app.sessions import Session
from orgsim.lessons.loading import Told
from orgsim.plain_words import counted

PLACE = "/lesson"
"""Where the pages of lessons are, by name."""
OFTEN = 0.3
INTRO = (
    "Each lesson tells a short story, lets you bet on what comes out, and then shows what did, in how many futures, and why. Lessons are "
    "about invented companies, not about this one. A lesson is simulated when it is opened for the first time, which takes seconds or a "
    "minute."
)


def build(session: Session) -> None:  # noqa: ARG001 - lessons are the same for everybody
    """Build the page for one browser."""
    block(f"<h1>Bet first, then look</h1><p>{INTRO}</p>", "intro")
    with ui.element("div").classes("seats"):
        for name, told in every_lesson().items():
            Card(told, makings()[name])


class Card:
    """A lesson: what it is about, a button that has it made, and the link to its page."""

    def __init__(self, told: Told, making: Making) -> None:
        self.told, self.making = told, making
        lesson = told.lesson
        with ui.element("article").classes("card").props(f'data-lesson="{told.name}"'):
            minutes = counted(lesson.notes.minutes, "minute")
            block(f"<h3>{escape(lesson.title)}</h3><p>{escape(lesson.says)}.</p><p>{minutes}</p>")
            self.said = block("", "progress").props('role="status" aria-live="polite"')
            self.foot = ui.element("div").classes("buttons")
        self._show()

    def _show(self) -> None:
        """Show the way to the lesson: the link to its page, or the button that makes it."""
        self.foot.clear()
        with self.foot:
            if self.making.page:
                block(f'<a class="act strong" href="{PLACE}/{self.told.name}" target="_blank">Open the lesson</a>')
            else:
                act("Simulate the lesson", self._asked(), strong=True)

    def _asked(self) -> Callable[[], Any]:
        return lambda: background_tasks.create(self._make())

    async def _make(self) -> None:
        """Have the lesson made elsewhere, and say how far it is."""
        self.foot.clear()
        work = asyncio.get_running_loop().run_in_executor(None, self.making.make, self.told)
        while not work.done():
            self.said.set_content(f'<span class="meter"><b style="width:{100 * self.making.share:.0f}%"></b></span>')
            await asyncio.sleep(OFTEN)
        try:
            work.result()
        except Exception as error:  # noqa: BLE001 - a lesson that fails is said, and the app goes on
            self.said.set_content(f'<span class="trouble">There is no lesson: {escape(str(error))}</span>')
        else:
            self.said.set_content("")
        self._show()
