"""``orgsim compile``: compile everything now, so that a later start only loads it."""

from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console

if TYPE_CHECKING:
    from orgsim.organization.build import Organization

COMPANY = {
    "name": "compiled",
    "objectives": {"growth": {"weight": 1.0}},
    "domains": {"search": {"opportunities_per_week": 1.0}},
    "posts": {"head": {"role": "cpo"}, "pm": {"role": "pm", "reports_to": "head"}},
    "teams": {"team": {"domain": "search", "engineers": 3, "owner": "pm"}},
    "horizon": {"warmup_quarters": 1, "quarters": 1},
}
"""The smallest company: what is compiled is the same for all of them."""
MEGABYTE = 10**6


@click.command()
@click.pass_obj
def command(console: Console) -> None:
    """Compile what `run`, `compare` and `ladder simulate` need, or find it compiled: for an image or a machine that others start from.

    The result lies in the folder that the environment variable ORGSIM_CACHE_DIR names, else in ~/.cache/orgsim. It fits this version of
    orgsim, Python, numba and numpy and this kind of processor; whatever differs is compiled anew.
    """
    from orgsim.engine.compiled import COMPILED, cache_folder

    if not COMPILED:
        console.say("compilation is off (NUMBA_DISABLE_JIT)")
        console.answer(folder=None, files=0, megabytes=0.0)
        return
    _compile_organisations(console)
    _compile_careers(console)
    files = list(cache_folder().glob("*.code"))
    size = sum(file.stat().st_size for file in files) / MEGABYTE
    console.answer(folder=str(cache_folder()), files=len(files), megabytes=size)
    console.say(f"{len(files)} compiled units of {size:.1f} MB are in {cache_folder()}")


def _company() -> "Organization":
    from orgsim.organization.build import build
    from orgsim.scenario.design import load_design

    return build(load_design(COMPANY))


def _compile_organisations(console: Console) -> None:
    """Compile the engine, and by a future what else simulating and measuring one calls."""
    from orgsim.engine.warmup import compile_engine
    from orgsim.results.parts import Part
    from orgsim.results.runner import run_part

    company = _company()
    compile_engine(company.blueprint, console.note)
    run_part(company, Part(company.design.name, "", 0, 0), 1)


def _compile_careers(console: Console) -> None:
    """Compile careers on a ladder, and by a future what else simulating one calls."""
    from orgsim.careers.plan import plan_careers
    from orgsim.careers.simulation import compile_careers, simulate_one
    from orgsim.scenario.ladder.policy import policy_named
    from orgsim.scenario.ladder.reading import load_ladder
    from orgsim.scenario.ladder.settings import settings_from
    from orgsim.scenario.shipped_files import shipped_ladders

    ladder = load_ladder(shipped_ladders()["product"])
    plan = plan_careers(ladder, policy_named("merit"), settings_from({}), 4)
    compile_careers(plan, console.note)
    simulate_one(plan, 1, 0)
