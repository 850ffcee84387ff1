"""The levers of a page: a slider each, with its value, the meaning of its ends, and where its number comes from."""

from collections.abc import Callable, Sequence
from html import escape

from nicegui import ui
from nicegui.events import GenericEventArguments

from orgsim.app.levers import POSITIONS, Lever
from orgsim.app.pages.frame import block

THROTTLE = 0.12
"""Seconds between two positions that the server hears of while a lever is dragged."""


class LeverBar:
    """Levers of one browser: `positions` holds where they stand, and `changed` is called when one has been moved."""

    def __init__(self, levers: Sequence[Lever], positions: dict[str, int], changed: Callable[[], None]) -> None:
        self.positions, self.changed = positions, changed
        with ui.element("div").classes("row"):
            block("<h2>Levers</h2>")
            reset = ui.element("button").classes("quiet").props("type=button").on("click", self.reset)
            with reset:
                block("Reset", tag="span")
        self.sliders = [self._build(lever) for lever in levers]

    def _build(self, lever: Lever) -> tuple[Lever, ui.element, ui.html]:
        """Build one lever."""
        place = self.positions.get(lever.path, lever.home)
        with ui.element("div").classes("lever").props(f'data-lever="{lever.path}"') as whole:
            value = block(_valued(lever, place))
            slider = ui.element("input").props(f"type=range min=0 max={POSITIONS} step=1")
            slider.props["value"], slider.props["aria-label"] = place, lever.title
            slider.props["aria-valuetext"] = lever.said(place)
            slider.on(
                "input",
                lambda event: self._moved(event, lever, slider, value),
                throttle=THROTTLE,
                js_handler="(event) => emit(event.target.value)",
            )
            block(f"<span>{escape(lever.ends[0])}</span><span>{escape(lever.ends[1])}</span>", "ends")
        whole.props["title"] = lever.source
        return lever, slider, value

    def _moved(self, event: GenericEventArguments, lever: Lever, slider: ui.element, value: ui.html) -> None:
        """Take over where a lever stands now."""
        place = min(max(int(event.args), 0), POSITIONS)
        if self.positions.get(lever.path, lever.home) != place:
            self.positions[lever.path] = place
            _show(lever, place, slider, value)
            self.changed()

    def reset(self) -> None:
        """Put every lever back to where the scenario has it."""
        self.positions.clear()
        for lever, slider, value in self.sliders:
            _show(lever, lever.home, slider, value)
        self.changed()


def _show(lever: Lever, place: int, slider: ui.element, value: ui.html) -> None:
    slider.props["value"], slider.props["aria-valuetext"] = place, lever.said(place)
    slider.update()
    value.set_content(_valued(lever, place))


def _valued(lever: Lever, place: int) -> str:
    """Return the name of a lever and its value."""
    moved = "" if place == lever.home else " class=moved"
    return f"<b>{escape(lever.title)}</b><span{moved}>{escape(lever.said(place))}</span>"
