"""Starting the app: pages, guard, and a server for this machine alone."""

import logging
import secrets
import socket
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from nicegui import app, ui

from orgsim.app.answer import told
from orgsim.app.company import Company
from orgsim.app.futures import together
from orgsim.app.guard import Guard
from orgsim.app.pages import register
from orgsim.app.sessions import Sessions
from orgsim.errors import InputError

HOST = "127.0.0.1"
STATIC = Path(__file__).parent / "static"
FIRST_DESIGNS = ("gpm-pods",)
"""What stands beside today when a browser comes for the first time, where it fits."""


def free_port(wanted: int | None) -> int:
    """Return a port that nobody listens on: the wanted one, or any.

    Raises
    ------
    InputError
        When the wanted one is taken.
    """
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, wanted or 0))
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            raise InputError(
                f"port {wanted} cannot be used: {reason}; leave --port away, and a free one is taken"
            ) from None
        return int(trial.getsockname()[1])


def serve(
    company: Company, *, port: int | None = None, show: bool = True, tell: Callable[[str], object] = print
) -> None:
    """Serve the app until it is interrupted; `tell` hears the link that opens it.

    Raises
    ------
    InputError
        When the port is taken.
    """
    found, token = free_port(port), secrets.token_urlsafe(24)
    link = f"http://{HOST}:{found}/?token={token}"
    sessions = Sessions(company, [name for name in FIRST_DESIGNS if company.offers[name].design])
    app.add_static_files("/orgsim", STATIC)
    register(sessions)
    app.add_middleware(Guard, token=token, port=found)

    def ready() -> None:
        _wait_for(found)
        tell(link)
        if show:
            webbrowser.open(link)
        _warm(sessions)

    logging.getLogger("uvicorn.error").addFilter(_is_news)
    app.on_startup(lambda: Thread(target=ready, daemon=True).start())
    ui.run(
        host=HOST,
        port=found,
        title=f"orgsim: {company.today.name}",
        favicon=STATIC / "favicon.svg",
        show=False,
        reload=False,
        tailwind=False,
        show_welcome_message=False,
        reconnect_timeout=20.0,
        endpoint_documentation="none",
    )


def _is_news(record: logging.LogRecord) -> bool:
    """Tell whether a record says more than that a browser left before its answer was there, which Starlette reports as an error."""
    error = record.exc_info[1] if record.exc_info else None
    return not (isinstance(error, RuntimeError) and str(error) == "No response returned.")


def _wait_for(port: int) -> None:
    """Wait until the server answers: it starts before it listens, and a link that is opened too early leads nowhere."""
    while True:
        try:
            socket.create_connection((HOST, port), timeout=1.0).close()
        except OSError:
            time.sleep(0.02)
        else:
            return


def _warm(sessions: Sessions) -> None:
    """Load what the first answer needs, so that the first click is as quick as the others; what fails here is said on the page."""
    arms = sessions.of("").arms()
    together(arms, 2)
    told(arms)
