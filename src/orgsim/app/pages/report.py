"""Report: the page of `orgsim report` for the designs on the screen, to look at and to take along."""

import asyncio
from html import escape

from nicegui import background_tasks, ui

from orgsim.app.futures import MOST
from orgsim.app.pages.frame import block
from orgsim.app.reporting import report_of
from orgsim.app.sessions import Session
from orgsim.app.words import facts
from orgsim.plain_words import enumerated

PATH = "/report/page"
"""Where a browser gets its own report from."""
HOLDS = "".join(
    f"<li>{one}</li>"
    for one in (
        "The answer in a sentence, and how sure it is",
        "What was assumed, with sources and how far they can be trusted",
        "The charts side by side, what changes, spans and cost",
        "What comes out: every headline metric, future by future",
        "Who is affected: careers, load and waits",
        "Limits, and how to repeat it",
    )
)
OFTEN = 0.3
"""Seconds between two looks at how far the work is."""


def build(session: Session) -> None:
    """Build the page for one browser."""
    Report(session)


class Report:
    """The page: what the report is about, the way to make it, and the report itself."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.done = 0
        with ui.element("div").classes("question"):
            names = escape(enumerated([design.name for design in session.designs]))
            block(
                "<h1>The report on what is on the screen</h1><p>The page that <code>orgsim report</code> writes, in "
                f"{MOST} futures, about: {names}, under the levers as they stand. "
                "It opens without a network and prints on a few pages.</p>",
                "intro",
            )
            with ui.element("div").classes("buttons"):
                self.make = ui.element("button").classes("act strong").props("type=button").on("click", self._make)
                with self.make:
                    block("Make the report", tag="span")
        self.progress = block("", "progress").props('role="status" aria-live="polite"')
        self.place = ui.element("div")
        if session.report:
            self._show()
        else:
            with self.place:
                block(f"<h2>What it will be about</h2>{facts(session.designs, session.color)}", "card scroll")
                block(f"<h2>What it holds</h2><ul>{HOLDS}</ul>", "card holds")

    def _make(self) -> None:
        if len(self.session.designs) < 2:
            self.progress.set_content("A report compares designs: pick one on Explore, or redraw one.")
            return
        self.make.props("disabled")
        background_tasks.create(self._run())

    async def _run(self) -> None:
        """Make the report elsewhere, and say how far it is."""
        session, self.done = self.session, 0
        arms = session.arms()
        runs, loop = MOST * len(arms), asyncio.get_running_loop()
        work = loop.run_in_executor(None, report_of, arms, session.lead, MOST, self._told)
        while not work.done():
            share = f'<span class="meter"><b style="width:{100 * self.done / runs:.0f}%"></b></span>'
            said = f"{self.done} of {runs} runs" if self.done < runs else "The figures are being drawn"
            self.progress.set_content(f"{share}{said}.")
            await asyncio.sleep(OFTEN)
        try:
            session.report = work.result()
        except Exception as error:  # noqa: BLE001 - a report that fails is said, and the app goes on
            self.progress.set_content(f'<span class="trouble">There is no report: {escape(str(error))}</span>')
        else:
            self.progress.set_content("")
            self._show()
        self.make.props(remove="disabled")

    def _told(self, done: int) -> None:
        self.done = done

    def _show(self) -> None:
        """Show the report, with the ways to take it along."""
        self.place.clear()
        with self.place:
            block(
                f'<p class="buttons"><a class="act" href="{PATH}" target="_blank">Open it in a tab of its own</a>'
                f'<a class="act" href="{PATH}" download="report.html">Save it as a file</a></p>'
                f'<iframe class="report" src="{PATH}" title="Report"></iframe>'
            )
