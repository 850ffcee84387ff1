"""What ``orgsim ladder simulate`` and ``orgsim ladder compare`` share: options, settings laid over, and the simulation itself."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from orgsim.cli.console import Console
from orgsim.cli.options import REPLICATIONS, SEED, SETTINGS, WORKERS
from orgsim.errors import InputError
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.careers.simulation import CareerResults
    from orgsim.scenario.ladder.model import Ladder

Command = TypeVar("Command", bound=Callable[..., Any])

QUARTERS = click.option(
    "--quarters", type=click.IntRange(2, 4000), default=80, show_default=True, help="How long each future is."
)
PEOPLE = click.option("--people", type=click.IntRange(1, 1_000_000), help="Scale the ladder to about so many people.")
HORIZON = click.option(
    "--horizon",
    type=click.IntRange(1, 4000),
    help="Quarters for which hires are followed; default: 40, at most half of --quarters.",
)


def career_options(command: Command) -> Command:
    """Add the options of every command that simulates careers."""
    for option in (SETTINGS, REPLICATIONS, QUARTERS, PEOPLE, SEED, WORKERS, HORIZON):
        command = option(command)
    return command


def nested(overrides: Sequence[str]) -> dict[str, Any]:
    """Return ``KEY.PATH=VALUE`` texts as nested mappings.

    Example
    -------
    >>> nested(["transfer=0.5", "policy.raters=3", "freeze=true"])
    {'transfer': 0.5, 'policy': {'raters': 3}, 'freeze': True}
    """
    found: dict[str, Any] = {}
    for text in overrides:
        path, sign, value = text.partition("=")
        if not sign or not path:
            raise InputError(f"--set {text}: expected KEY.PATH=VALUE")
        *above, last = path.split(".")
        place = found
        for key in above:
            place = place.setdefault(key, {})
            if not isinstance(place, dict):
                raise InputError(f"--set {text}: '{key}' is already a value")
        place[last] = _value(value)
    return found


def _value(text: str) -> object:
    words: dict[str, object] = {"true": True, "false": False, "null": None}
    if text in words:
        return words[text]
    if text.startswith("[") and text.endswith("]"):
        return [_value(part.strip()) for part in text[1:-1].split(",")]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _laid_over(ladder: "Ladder", changes: dict[str, Any]) -> "Ladder":
    """Return a ladder with values changed, checked like one from a file."""
    from orgsim.scenario.document import Document
    from orgsim.scenario.ladder.model import Ladder
    from orgsim.scenario.patch import merge

    if not changes:
        return ladder
    data = ladder.model_dump(mode="json", by_alias=True, exclude_unset=True)
    try:
        return Ladder.model_validate(merge(Document(data), Document(changes)).data)
    except ValueError as error:
        raise InputError(f"--set: {error}") from None


def simulated(
    console: Console,
    ladder: str,
    policy: str | None,
    overrides: Sequence[str],
    *,
    replications: int,
    quarters: int,
    people: int | None,
    seed: int,
    workers: int | None,
    horizon: int | None,
    alone: bool = False,
) -> "CareerResults":
    """Simulate one ladder under one policy, `alone` or to be compared, or the careers in an organisation, with progress."""
    from orgsim.careers.plan import check_settings, plan_careers
    from orgsim.careers.simulation import compile_careers, simulate_careers
    from orgsim.scenario.document import read_document
    from orgsim.scenario.ladder.model import Ladder
    from orgsim.scenario.ladder.policy import policy_named
    from orgsim.scenario.ladder.reading import is_ladder, load_ladder
    from orgsim.scenario.ladder.settings import settings_from
    from orgsim.scenario.ladder.shipped import ladder_path

    path = ladder_path(ladder)
    if not is_ladder(read_document(path).data, path):
        return at_work(
            console,
            path,
            policy,
            overrides,
            people,
            replications=replications,
            seed=seed,
            workers=workers,
            horizon=horizon,
        )
    changes = nested(overrides)
    policy_changes = changes.pop("policy", {})
    ladder_changes = {key: changes.pop(key) for key in list(changes) if key in Ladder.model_fields}
    found = _laid_over(load_ladder(path), ladder_changes)
    name = policy or found.policy.name
    stated = found.policy.settings if name == found.policy.name else {}
    rule, settings = policy_named(name, {**stated, **policy_changes}), settings_from(changes)
    if alone:  # in a comparison another arm may read what this one does not
        check_settings(rule, settings)
    plan = plan_careers(found, rule, settings, quarters, people)
    compile_careers(plan, console.note)
    with console.tracker(replications, f"{found.name} under {name}") as report:
        return simulate_careers(
            plan, replications=replications, seed=seed, workers=workers, horizon=horizon, report=report
        )


def at_work(
    console: Console,
    path: Path,
    policy: str | None,
    overrides: Sequence[str],
    people: int | None,
    *,
    replications: int,
    seed: int,
    workers: int | None,
    horizon: int | None,
) -> "CareerResults":
    """Simulate an organisation and return the careers in it."""
    from orgsim.careers.plan import plan_at_work
    from orgsim.careers.simulation import simulate_careers
    from orgsim.engine.warmup import compile_engine
    from orgsim.results.plan import make_plan
    from orgsim.scenario.ladder.settings import LadderSettings
    from orgsim.scenario.parameters import Careers, Staffing

    source = click.get_current_context().get_parameter_source("quarters")
    if people is not None or source is click.core.ParameterSource.COMMANDLINE:
        raise InputError(f"{shown(path)} is an organisation: its posts say how many people, its horizon how long")
    for text in overrides:
        name = text.partition("=")[0].partition(".")[0]
        if name in {*Careers.model_fields, *Staffing.model_fields, *LadderSettings.model_fields, "policy"}:
            raise InputError(
                f"--set {name}: {shown(path)} is an organisation, so write the path in the scenario, such as "
                "parameters.careers.transfer or ladder.policy.name; labels on people and seats are for a ladder by itself"
            )
    laid = [*overrides, *([f"ladder.policy.name={policy}"] if policy else [])]
    (organization,) = make_plan([path], overrides=laid).organizations
    plan = plan_at_work(organization)
    compile_engine(organization.blueprint, console.note)
    with console.tracker(replications, f"careers in {organization.design.name}") as report:
        return simulate_careers(
            plan,
            replications=replications,
            seed=seed,
            workers=workers,
            horizon=horizon,
            report=report,
            organization=organization,
        )
