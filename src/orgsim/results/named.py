"""What became of named initiatives and platforms over all futures: one row a design and name."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from orgsim.results.comparison import Results


def fates_of(results: "Results", kind: str) -> "pd.DataFrame":
    """Return what became of each named ``initiative`` or ``platform`` in each design, from the table ``named`` of some results.

    Of initiatives: the shares of futures in which it was `launched` and `given_up`, the median `week` of its launch after the warm-up,
    and its mean `value` in $k, 0 where it was not launched. Of platforms: the share of futures in which it is `in_service` at the end,
    and means over all futures of its `run_cost` in engineers and of its `users`.
    """
    table = results.table("named")
    rows = table[table["kind"] == kind]
    rows = rows.assign(was_launched=rows["launched"].notna(), was_ended=rows["ended"].notna())
    found = rows.sort_values("name", kind="stable").groupby(["name", "design"], sort=False)
    if kind == "platform":
        means = found.agg(ended=("was_ended", "mean"), run_cost=("run_cost", "mean"), users=("users", "mean"))
        return means.assign(in_service=1.0 - means["ended"]).drop(columns="ended").reset_index()
    return found.agg(
        launched=("was_launched", "mean"),
        week=("launched", "median"),
        given_up=("was_ended", "mean"),
        value=("value", "mean"),
    ).reset_index()
