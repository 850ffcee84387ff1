"""What a change does, while you look: paired futures of some designs, ten at once and the others behind, as sentences and dots."""

import asyncio
from collections.abc import Callable
from html import escape

from nicegui import background_tasks, ui

from orgsim.app.answer import told
from orgsim.app.futures import BATCH, FIRST, MOST, Arm, together
from orgsim.app.pages.frame import block
from orgsim.app.words import answers, key_of_dots
from orgsim.plain_words import counted

PAUSE = 0.05
"""Seconds between two batches, so that the page has a turn."""


class Effects:
    """The place on a page where the answer stands. A new question makes whatever runs for the last one stop."""

    def __init__(self, color: Callable[[str], str]) -> None:
        self.color = color
        self.turn = 0
        self.arms: list[Arm] = []
        self.lead = ""
        self.progress = block("", "progress").props('role="status" aria-live="polite"')
        self.answer = block("", "answers")
        ui.context.client.on_delete(self.stop)

    def stop(self) -> None:
        """Let whatever runs end with the futures that are under way."""
        self.turn += 1

    def ask(self, arms: list[Arm], lead: str, nothing: str) -> None:
        """Ask what designs do in comparison with the first; with no other, say `nothing`."""
        self.turn += 1
        self.arms, self.lead = arms, lead
        if len(arms) < 2:
            self.answer.set_content("")
            self.progress.set_content(nothing)
        else:
            background_tasks.create(self._run(self.turn))

    def ask_about(self, lead: str) -> None:
        """Show the same futures on another metric."""
        self.lead = lead
        self._tell()

    async def _run(self, turn: int) -> None:
        """Run futures as long as nothing else is asked."""
        arms, loop = self.arms, asyncio.get_running_loop()
        self.answer.classes(add="waiting")
        for upto in range(FIRST, MOST + 1, BATCH):
            await loop.run_in_executor(None, together, arms, upto, lambda: turn == self.turn)
            if turn != self.turn:
                return
            self._tell()
            await asyncio.sleep(PAUSE)

    def _tell(self) -> None:
        """Show what the futures so far say."""
        if len(self.arms) < 2:
            return
        found = told(self.arms, self.lead)
        failures = [said for arm in self.arms for said in arm.failures.values()]
        done = min(arm.done for arm in self.arms)
        meter = f'<span class="meter"><b style="width:{100 * done / MOST:.0f}%"></b></span>'
        self.progress.set_content(
            f"{meter}{counted(done, 'future')} of {MOST}, the same under every design. {_trouble(failures)}"
        )
        self.answer.classes(remove="waiting")
        if found:
            self.answer.set_content(answers(found, self.color) + key_of_dots(found))


def _trouble(failures: list[str]) -> str:
    """Say what went wrong, if anything."""
    if not failures:
        return ""
    more = f" ({counted(len(failures) - 1, 'other')} failed, too.)" if len(failures) > 1 else ""
    return f'<span class="trouble">{escape(failures[0])}.{more} The others go on.</span>'
