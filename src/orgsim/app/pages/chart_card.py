"""The charts of the designs on the screen, and one future of them quarter by quarter: who believes what, and which posts stand empty."""

import asyncio
from html import escape

from nicegui import background_tasks, ui
from nicegui.events import GenericEventArguments

from orgsim.app import course_words
from orgsim.app.chart import draw, legend
from orgsim.app.course import Moment, stage_at
from orgsim.app.futures import Arm, workers
from orgsim.app.pages.frame import block
from orgsim.app.pages.lever_bar import THROTTLE
from orgsim.app.sessions import Session
from orgsim.engine.vocabulary import WEEKS_PER_QUARTER

MOST_FUTURES = 9999


class ChartCard:
    """The card: a tab for each design, its chart, a slider of quarters, and the lines of all designs above the slider."""

    def __init__(self, session: Session) -> None:
        self.session, self.turn = session, 0
        self.shown = ""
        """Name of the design whose chart is drawn."""
        self.courses: dict[str, list[Moment]] = {}
        """The future that is looked at, by design; empty until it has been simulated."""
        with ui.element("div").classes("card"):
            with ui.element("div").classes("row"):
                block("<h2>Who reports to whom, who has influence, and who believes what</h2>")
                self.tabs = ui.element("div").classes("tabs").props('role="group" aria-label="Chart of"')
            self.chart = block("", "scroll")
            self.legend = block("")
            self._build_course()
        ui.context.client.on_delete(self.forget)

    def _build_course(self) -> None:
        """Build what moves in time: the sentence, the lines, the slider, the number of the future, and the table."""
        with ui.element("div").classes("row when"):
            self.said = block("", "moment").props('role="status" aria-live="polite"')
            self.future = ui.number("Future", value=self.session.future, min=0, max=MOST_FUTURES, step=1)
            self.future.props('outlined dense debounce=400 aria-label="Number of the future"').classes("future")
            self.future.on_value_change(self._another)
        self.lines = block("")
        self.slider = ui.element("input").props('type=range min=0 step=1 aria-label="Quarter"').classes("quarter")
        self.slider.on("input", self._moved, throttle=THROTTLE, js_handler="(event) => emit(event.target.value)")
        self.slider.set_visibility(False)
        block(course_words.key_of_marks())
        with ui.element("details").classes("beliefs"):
            block("What each post believes in this quarter, in numbers", tag="summary")
            self.table = block("", "scroll")

    # what happens

    def forget(self) -> None:
        """Let whatever is simulated for an older question be of no use."""
        self.turn += 1

    def ask(self, prefer: str = "") -> None:
        """Draw the designs on the screen anew, the preferred one first, and simulate the future that is looked at."""
        names = [design.name for design in self.session.designs]
        if prefer or self.shown not in names:
            self.shown = prefer if prefer in names else names[min(1, len(names) - 1)]
        self.turn += 1
        self.courses = {name: course for name, course in self.courses.items() if name in names}
        self._draw()
        background_tasks.create(self._run(self.turn, self.session.arms()))

    async def _run(self, turn: int, arms: list[Arm]) -> None:
        """Simulate the future of every design elsewhere, then draw it; what goes wrong is a sentence, and the chart stays."""
        loop, future = asyncio.get_running_loop(), self.session.future
        try:
            found = [await loop.run_in_executor(workers(), arm.course, future) for arm in arms]
        except Exception as error:  # noqa: BLE001 - one bad future costs its colours, and is said on the page
            if turn == self.turn:
                self.courses = {}
                self._draw()
                self.said.set_content(f'<p class="trouble">Future {future} failed: {escape(str(error))}</p>')
            return
        if turn == self.turn:
            self.courses = {arm.name: course for arm, course in zip(arms, found, strict=True)}
            self._draw()

    def _another(self) -> None:
        """Look at another future."""
        self.session.future = min(max(int(self.future.value or 0), 0), MOST_FUTURES)
        self.ask()

    def _moved(self, event: GenericEventArguments) -> None:
        """Look at another quarter."""
        self.session.quarter = int(event.args)
        self._draw()

    def _show(self, name: str) -> None:
        self.shown = name
        self._draw()

    # what is shown

    def _draw(self) -> None:
        """Draw the chart of the design that is shown: as it is after all changes or, once its future is known, at a quarter."""
        self._draw_tabs()
        today = self.session.company.today
        design = next(one for one in self.session.designs if one.name == self.shown)
        moment = self._moment()
        if moment is None:
            self.chart.set_content(draw(design.final, today.final if design is not today else None))
            self.legend.set_content(legend([design.final]))
            return
        week = (moment.quarter - 1 + design.baseline.horizon.warmup_quarters) * WEEKS_PER_QUARTER
        before = stage_at(today, week).scenario if design is not today else None
        self.chart.set_content(draw(moment.stage.scenario, before, paints=course_words.paints(moment)))
        self.legend.set_content(legend([moment.stage.scenario]) + course_words.scale(moment))
        self._draw_course(moment)

    def _moment(self) -> Moment | None:
        """Return the quarter that is looked at; none before the future has been simulated."""
        course = self.courses.get(self.shown)
        if not course:
            return None
        wanted = course[-1].quarter if self.session.quarter is None else self.session.quarter
        return min(course, key=lambda one: abs(one.quarter - wanted))

    def _draw_course(self, moment: Moment) -> None:
        """Draw what moves in time at a quarter."""
        course = self.courses[self.shown]
        tints = {name: self.session.color(name) for name in self.courses}
        self.said.set_content(course_words.said(moment, course))
        self.lines.set_content(course_words.lines(self.courses, tints, moment.quarter))
        self.table.set_content(course_words.table(moment))
        self.slider.props["min"], self.slider.props["max"] = course[0].quarter, course[-1].quarter
        self.slider.props["value"], self.slider.props["aria-valuetext"] = moment.quarter, f"quarter {moment.quarter}"
        self.slider.set_visibility(True)
        self.slider.update()

    def _draw_tabs(self) -> None:
        self.tabs.clear()
        with self.tabs:
            for design in self.session.designs:
                self._tab(design.name)

    def _tab(self, name: str) -> None:
        """Build the button that shows the chart of a design."""
        on = "true" if name == self.shown else "false"
        tab = ui.element("button").props(f"type=button aria-pressed={on}").style(f"--c:{self.session.color(name)}")
        tab.on("click", lambda: self._show(name))
        with tab:
            block(f"<i></i>{escape(name)}", tag="span")
