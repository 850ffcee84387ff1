"""``orgsim app``: designs, levers, roles and a seat to play, live in the browser of this machine."""

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.options import ANY_SCENARIO, SETTINGS
from orgsim.errors import InputError

if TYPE_CHECKING:
    from orgsim.app.company import Company

MISSING = "the app needs NiceGUI, which is not installed: pip install 'orgsim[app]'"


@click.command()
@ANY_SCENARIO
@SETTINGS
@click.option("--port", type=click.IntRange(1024, 65535), help="Port on this machine; default: a free one.")
@click.option("--no-browser", is_flag=True, help="Print the link, and open no browser.")
@click.pass_obj
def command(
    console: Console, path: Path | None, overrides: tuple[str, ...], *, port: int | None, no_browser: bool
) -> None:
    """Open a live app in the browser of this machine: try designs on SCENARIO, move levers, and look at the roles side by side.

    Without a scenario it shows the template `product-org`. It listens on 127.0.0.1 only, lets in who has the printed link, and loads and
    sends nothing over a network. Ctrl-C ends it.
    """
    if console.as_json:
        raise click.UsageError(
            "--json goes with commands that answer and end; the app serves pages until it is interrupted"
        )
    if importlib.util.find_spec("nicegui") is None:
        raise InputError(MISSING)
    company = company_of(console, path, overrides)
    from orgsim.app.serving import serve

    console.note("the app is starting; Ctrl-C ends it")
    serve(company, port=port, show=not no_browser, tell=console.say)


def company_of(console: Console, path: Path | None, overrides: tuple[str, ...]) -> "Company":
    """Return the company of a scenario, or of the template `product-org`; what is odd about it is noted."""
    from orgsim.app.company import Company
    from orgsim.results.plan import make_plan
    from orgsim.scenario.shipped_files import TEMPLATES

    plan = make_plan([path or TEMPLATES / "product-org" / "today.yaml"], overrides=overrides)
    today = plan.organizations[0].design
    for problem in today.warnings:
        console.note(problem.text())
    return Company(today, overrides)
