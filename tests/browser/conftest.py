"""Pages in a real browser: `make browser`. Elsewhere these files are not looked at; without Chromium they are skipped, loudly."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ASKED = "ORGSIM_BROWSER"
collect_ignore_glob = [] if os.environ.get(ASKED) else ["test_*.py"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """Return the browser of this machine: the one that CHROMIUM names, or one with a usual name."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return a headless browser."""
    found = chromium()
    if found is None:
        pytest.skip(
            "NO CHROMIUM: pages were not looked at in a browser; install one, or say where it is by CHROMIUM=..."
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


class Visit:
    """A page opened with the network off, with all that it asked for and complained about."""

    def __init__(self, browser: Any, file: Path, width: int, height: int, **how: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **how)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type != "log" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.url = file.as_uri()
        self.page.goto(self.url)

    def value(self, script: str) -> Any:
        """Return what a script says of the page."""
        return self.page.evaluate(script)


def luminance(color: str) -> float:
    """Return the relative luminance of a colour as CSS gives it (WCAG 2)."""
    channels = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(ink: str, paper: str) -> float:
    """Return how far two colours stand apart (WCAG 2)."""
    light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pages_of(visit: Visit) -> int:
    """Return how many pages of paper a page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", visit.page.pdf(prefer_css_page_size=True)))
