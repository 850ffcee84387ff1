"""What there is to gain at all: oracles on today and on the designs beside it, when somebody asks."""

import asyncio
from collections.abc import Sequence
from html import escape

from nicegui import background_tasks, ui

from orgsim.app.headroom import FUTURES, gains
from orgsim.app.pages.frame import block
from orgsim.app.sessions import Session
from orgsim.headroom.answers import Alternative, Capture, Finding, Headroom

SAYS = (
    "An oracle perfects one function and leaves the rest: what it adds is what there is to gain there, and a design that captures some "
    "of it leaves less to add. It takes a while, since every oracle acts on every design."
)
OFTEN = 0.3


class Gains:
    """The card, the button that asks, and the answer; a new question on the page makes the answer go."""

    def __init__(self, session: Session) -> None:
        self.session, self.turn, self.share = session, 0, 0.0
        with ui.element("div").classes("card"):
            with ui.element("div").classes("row"):
                block(f"<h2>What there is to gain at all</h2><p class=how>{SAYS}</p>", "headroom")
                with ui.element("button").classes("act").props("type=button").on("click", self._ask) as self.button:
                    block("Ask the oracles", tag="span")
            self.answer = block("", "scroll")
        ui.context.client.on_delete(self.forget)

    def forget(self) -> None:
        """Drop the answer: it is about other designs or levers now."""
        self.turn += 1
        self.answer.set_content("")
        self.button.props(remove="disabled")

    def _ask(self) -> None:
        self.turn += 1
        self.share = 0.0
        self.button.props("disabled")
        background_tasks.create(self._run(self.turn))

    def _told(self, share: float) -> None:
        self.share = share

    async def _run(self, turn: int) -> None:
        """Let the oracles act elsewhere, and say how far they are."""
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(None, gains, self.session.arms(), self._told, lambda: turn == self.turn)
        while not work.done():
            if turn == self.turn:
                self.answer.set_content(f'<span class="meter"><b style="width:{100 * self.share:.0f}%"></b></span>')
            await asyncio.sleep(OFTEN)
        if turn != self.turn:
            return
        self.button.props(remove="disabled")
        try:
            found = work.result()
        except Exception as error:  # noqa: BLE001 - an answer that fails is said, and the page goes on
            self.answer.set_content(f'<span class="trouble">The oracles have no answer: {escape(str(error))}</span>')
        else:
            self.answer.set_content(told(found) if found else "")


def told(found: Headroom) -> str:
    """Return what there is to gain as rows, the largest first, with what each design captures."""
    known = [one for one in found.findings if one.gain and one.gain.share]
    order = sorted(known, key=_gain, reverse=True)
    most = max([_high(one) for one in order] + [0.01])
    designs = "".join(f"<th scope=col>{escape(one.design)} captures</th>" for one in found.alternatives)
    rows = "".join(_row(one, found.alternatives, most) for one in order)
    return (
        f"<table class='ladder gains'><thead><tr><th scope=col>Perfected</th>"
        f"<th scope=col>Adds to what {escape(found.today)} realises</th>{designs}</tr></thead><tbody>{rows}</tbody></table>"
        f"<p class=how>{FUTURES} futures, paired, with 95% intervals. The gains cannot be added up.</p>"
    )


def _gain(one: Finding) -> float:
    return one.gain.share.value if one.gain and one.gain.share else 0.0


def _high(one: Finding) -> float:
    return one.gain.share.high if one.gain and one.gain.share else 0.0


def _row(one: Finding, designs: Sequence[Alternative], most: float) -> str:
    share = one.gain.share if one.gain else None
    if share is None:
        return ""
    left, right = (100 * max(0.0, end) / most for end in (share.low, share.high))
    captured = "".join(
        f"<td>{_captured(capture)}</td>"
        for design in designs
        for capture in design.captures
        if capture.today.oracle == one.oracle
    )
    return (
        f'<tr><th scope=row title="{escape(one.oracle.sentence)}">{escape(one.oracle.title)}</th>'
        f'<td><div class="wait"><i style="left:{left:.1f}%;width:{max(0.5, right - left):.1f}%"></i>'
        f'<b style="width:{100 * max(0.0, share.value) / most:.1f}%"></b>'
        f"<span>{_percent(share.value)} ({_percent(share.low)} to {_percent(share.high)})</span></div></td>{captured}</tr>"
    )


def _captured(one: Capture) -> str:
    """Return what a design captures of one function, with its interval, or why nothing can be said."""
    if one.captured is None:
        return f'<span class="none">{escape(one.reason)}</span>'
    return (
        f"{_percent(one.captured.value)} <small>({_percent(one.captured.low)} to {_percent(one.captured.high)})</small>"
    )


def _percent(share: float) -> str:
    """Return a share as per cent, with a minus sign that is one."""
    whole = round(100 * share)
    return f"\N{MINUS SIGN}{-whole}%" if whole < 0 else f"{whole}%"
