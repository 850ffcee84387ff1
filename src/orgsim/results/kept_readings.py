"""Which other readings of its guesses a comparison was repeated under, kept beside their results for the pages made of them later."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from orgsim.metrics.metric import Rope
from orgsim.results.comparison import Answer, Results, answer, results_from
from orgsim.results.files import read_json, write_json
from orgsim.results.manifest import Manifest, manifest_path, unless_said
from orgsim.results.over_guesses import OtherReading, Survival, folder_of, survivals
from orgsim.results.plan import Plan, key_of_designs
from orgsim.results.readings import Reading
from orgsim.scenario.guesses import Guesses


def keep_readings(plan: Plan, others: Sequence[OtherReading], folder: Path) -> None:
    """Write into their folder which readings a comparison was repeated under; a later repetition replaces an earlier one.

    Raises
    ------
    ResultsError
        When it cannot be written, and what is there says something else.
    """
    content = {"readings": [manifest_path(one.plan, folder).name for one in others]}
    path = _record(folder, plan.key)
    with unless_said(path, content):
        write_json(path, content)


def kept_readings(results: Results) -> list[Results]:
    """Return the results under each other reading that the comparison was last repeated under; none where it was not.

    Raises
    ------
    ResultsError
        When what was kept is damaged.
    """
    folder = folder_of(results.folder)
    keys = {str(design["name"]): str(design["key"]) for design in results.manifest["designs"]}
    path = _record(folder, key_of_designs(keys))
    if not path.exists():
        return []
    return [results_from(read_json(folder / name), folder) for name in read_json(path)["readings"]]


def guesses_of(manifest: Manifest, design: str) -> Guesses | None:
    """Return what is guessed in a design; None where nothing is, or the results do not say what their designs are made of."""
    source = next((one.get("source") for one in manifest["designs"] if one["name"] == design), None) or {}
    found = Guesses.model_validate(source["guesses"]) if source.get("guesses") else None
    return found if found and (found.owners or found.related) else None


def kept_survivals(
    results: Results,
    others: Sequence[Results],
    metrics: Sequence[str],
    baseline: str,
    ropes: Mapping[str, Rope] | None,
) -> list[Survival]:
    """Return how every verdict fares under the readings that were kept."""

    def answers(one: Results) -> list[Answer]:
        return answer(one, metrics, baseline=baseline, ropes=ropes)

    return survivals(
        answers(results), [(_reading(one, baseline), answers(one)) for one in others], _reading(results, baseline)
    )


def _reading(results: Results, design: str) -> Reading:
    """Return the reading that results were simulated under: who owns the teams whose owner is a guess."""
    guesses = guesses_of(results.manifest, design) or Guesses()
    described = next(one for one in results.manifest["designs"] if one["name"] == design)
    teams = described["resolved"]["stages"][0]["teams"]
    return Reading({team: teams[team]["owner"] for team in sorted(guesses.owners) if team in teams})


def _record(folder: Path, key: str) -> Path:
    return folder / f"readings-{key}.json"
