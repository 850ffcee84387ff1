"""``orgsim metrics``: every metric with formula, unit, direction and region of practical equivalence."""

import click

from orgsim.cli.answers import WAYS
from orgsim.cli.console import Console


@click.command()
@click.pass_obj
def command(console: Console) -> None:
    """List every metric: what it means, which direction is better, which differences matter, and which role has it as a KPI."""
    from orgsim.metrics.catalog import all_metrics

    metrics = list(all_metrics().values())
    console.answer(
        metrics=[
            {
                "name": metric.name,
                "title": metric.title,
                "unit": metric.unit,
                "formula": metric.formula,
                "direction": metric.direction,
                "practically_equal": metric.rope.text(),
                "kpi_of": metric.kpi_of,
                "headline": metric.headline,
                "parts": metric.parts,
            }
            for metric in metrics
        ]
    )
    for metric in metrics:
        console.say(click.style(metric.name, bold=True) + f"  {metric.title}, {metric.unit}; {WAYS[metric.direction]}")
        console.say(f"    {metric.formula}")
        owner = f"; KPI of {', '.join(metric.kpi_of)}" if metric.kpi_of else ""
        parts = f"; also by {', '.join(metric.parts)}" if metric.parts else ""
        console.say(f"    practically equal within {metric.rope.text(metric.unit)}{owner}{parts}")
