"""Baselines as tables: the means of a few metrics with their standard errors, and which means leave their tolerance."""

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import t

import orgsim
from orgsim.metrics.catalog import all_metrics
from tests.baselines.shipped import FOLDER, name_of, table_for

FUTURES = 100
"""Futures behind each mean that is recorded. With thirty, none may show what one future in twenty does, and the tolerance is too narrow."""
BASELINE_SEED, TEST_SEED = 1, 2
"""Tests simulate other futures than were recorded, so that both means err independently, as the tolerance assumes."""
FALSE_ALARMS = 0.01
"""Chance that any of all baselines leaves its tolerance by luck alone."""
BESIDES = ("rework_share", "satisfaction", "engagement", "attrition")
"""Quality, customers and people, of which no headline metric speaks."""


def metrics_kept() -> list[str]:
    """Return the names of the metrics with a baseline: the headline metrics, and a few besides."""
    return [name for name, metric in all_metrics().items() if metric.headline or name in BESIDES]


def measured(path: Path, futures: int, seed: int, *settings: str) -> pd.DataFrame:
    """Simulate a scenario; return a row for each metric that is kept: its mean, standard error and number of futures that have it."""
    with tempfile.TemporaryDirectory() as folder:
        results = orgsim.run(path, replications=futures, seed=seed, overrides=settings, output=folder)
    values = results.replications[metrics_kept()]
    known = values.notna().sum()
    errors = values.std(ddof=1) / np.sqrt(known)
    table = pd.DataFrame({"mean": values.mean(), "error": errors, "futures": known})
    table.insert(0, "scenario", name_of(path))
    return table.rename_axis("metric").reset_index()


def recorded(path: Path) -> pd.DataFrame:
    """Return the baseline of a scenario: no rows where none was recorded."""
    file = table_for(path)
    if not file.exists():
        return pd.DataFrame(columns=["metric", "scenario", "mean", "error", "futures"])
    table = pd.read_csv(file)
    return table[table.scenario == name_of(path)]


def rows_recorded() -> int:
    """Return how many means are recorded, over all scenarios: so many may leave their tolerance by luck."""
    return sum(len(pd.read_csv(file)) for file in FOLDER.glob("*.csv"))


def departures(found: pd.DataFrame, baseline: pd.DataFrame, comparisons: int) -> list[str]:
    """Return a sentence for each mean that is further from its baseline than luck explains.

    The standard error of the difference is that of two independent means whose futures spread as the recorded ones do, so a change that
    narrows or widens the spread does not move the tolerance; its reach is Student's, Bonferroni-corrected for `comparisons`.
    """
    both = baseline.merge(found, on=["scenario", "metric"], how="left", suffixes=("", "_found"))
    spread = both.error * np.sqrt(both.futures)
    reach = t.ppf(1.0 - FALSE_ALARMS / 2 / comparisons, both.futures - 1)
    error = spread * np.sqrt(1.0 / both.futures + 1.0 / both.futures_found)
    allowed = reach * error + 1e-9 * both["mean"].abs()  # what never varies may still be rounded otherwise elsewhere
    outside = both["mean"].notna() & ~((both.mean_found - both["mean"]).abs() <= allowed)
    made = both.groupby("scenario").futures.transform("max")
    outside &= ~((both.futures_found == 0) & (both.futures < made))  # what some futures lack may be missing in a few
    return [
        f"{row.scenario}: {row.metric} is {row.mean_found:.4g}, recorded {row.mean:.4g}, tolerance {allowed[place]:.2g}"
        for place, row in zip(both.index[outside], both[outside].itertuples(), strict=True)
    ]


def write_tables(paths: list[Path]) -> None:
    """Simulate scenarios and write the tables of their folders anew."""
    FOLDER.mkdir(exist_ok=True)
    for file in sorted({table_for(path) for path in paths}):
        together = pd.concat([measured(path, FUTURES, BASELINE_SEED) for path in paths if table_for(path) == file])
        columns = ["scenario", "metric", "mean", "error", "futures"]
        together[columns].to_csv(file, index=False, float_format="%.6g", lineterminator="\n")
