"""The pages of the app, each in a file of its own."""

from collections.abc import Callable
from importlib import import_module

from nicegui import app, ui
from starlette.requests import Request
from starlette.responses import HTMLResponse

from orgsim.app.guard import SESSION
from orgsim.app.lesson_making import makings
from orgsim.app.pages.frame import PAGES, frame
from orgsim.app.pages.lessons import PLACE
from orgsim.app.pages.report import PATH
from orgsim.app.sessions import Session, Sessions

Page = Callable[[Session], None]
NO_LESSON = "<h1>This lesson has not been made yet</h1><p>Simulate it on the page <a href='/lessons'>Lessons</a>.</p>"


def register(sessions: Sessions) -> None:
    """Make every page known to the server."""

    @app.get(PATH)
    def written(request: Request) -> HTMLResponse:
        return HTMLResponse(sessions.of(request.scope.get(SESSION, "")).report)

    @app.get(f"{PLACE}/{{name}}")
    def lesson(name: str) -> HTMLResponse:
        making = makings().get(name)
        page = making.page if making else ""
        return HTMLResponse(page or NO_LESSON, 200 if page else 404)

    for place in PAGES:
        _add(place.path, import_module(f"orgsim.app.pages.{place.module}").build, sessions)


def _add(path: str, build: Page, sessions: Sessions) -> None:
    @ui.page(path)
    def page(request: Request) -> None:
        session = sessions.of(request.scope.get(SESSION, ""))
        with frame(path, session):
            build(session)
