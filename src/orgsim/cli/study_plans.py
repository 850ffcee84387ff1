"""What a study will run: how many futures of how many designs and cases, what is saved, why the rest is not, how long it takes."""

from collections import Counter
from typing import TYPE_CHECKING

from orgsim.cli.console import Console
from orgsim.plain_words import counted

if TYPE_CHECKING:
    from orgsim.cli.studying import Work
    from orgsim.experiments.study import Entry
    from orgsim.results.parts import Part

MOST_REASONS = 20
COPIED = "the same as in an earlier case, whose futures are copied"


def print_plan(console: Console, work: "Work", *, why: bool) -> int:
    """Print and return how many runs there are to do; with `why`, for what reasons, how long it takes and how many bytes it makes."""
    study, wanted = work.study, list(work.wanted().values())
    total = sum(len(part.replications) for _, parts in wanted for part in parts)
    missing = [(entry, parts if work.fresh else _missing(work, entry, parts)) for entry, parts in wanted]
    left = sum(len(part.replications) for _, parts in missing for part in parts)
    console.answer(runs=total, saved=total - left)
    console.say(
        f"{counted(len(study.designs), 'design')} x {counted(len(study.entries), f'case* ({_what(work)})')} x "
        f"{_futures(work)} = {counted(study.runs, 'run')}{_at_most(work)}; "
        f"{_share(work, total)}{total - left:,} saved, {left:,} to do"
    )
    if why and left:
        _print_reasons(console, work, missing)
        copied = sum(
            len(part.replications) for entry, parts in missing for part in parts if work.study.is_copy(entry, part)
        )
        _print_estimate(console, work, missing, left, left if work.fresh else left - copied)
    return left


def _futures(work: "Work") -> str:
    """Return how many futures there are of each design and case."""
    number = counted(work.study.entries[0].case.replications, "future")
    return f"{number} to begin with" if work.until else number


def _at_most(work: "Work") -> str:
    """Return how many runs --until-ci may make of them."""
    if not work.until:
        return ""
    most = work.until.most * len(work.study.designs) * len(work.study.entries)
    return f", at most {most:,} with {counted(work.until.most, 'future')} each"


def _what(work: "Work") -> str:
    """Return what cases are made of."""
    batch = work.study.file.batch
    parts = ["environments"] if batch.environments else []
    parts += ["settings"] if "settings" in batch.model_fields_set else []
    parts += [f"points, {batch.sample.method}"] if batch.vary else []
    return " x ".join([*parts, "seeds"])


def _share(work: "Work", total: int) -> str:
    shard = work.shard
    return f"share {shard.number}/{shard.of}: {counted(total, 'run')}, " if shard.of > 1 else ""


def _missing(work: "Work", entry: "Entry", parts: "list[Part]") -> "list[Part]":
    from orgsim.results.files import has_part

    place = work.study.place(entry)
    return [part for part in parts if not has_part(place, part)] if place.is_dir() else parts


def _print_reasons(console: Console, work: "Work", missing: "list[tuple[Entry, list[Part]]]") -> None:
    """Print, design by design, how many futures are to be simulated for which reason."""
    found: Counter[tuple[str, str]] = Counter()
    for entry, parts in missing:
        plan = None
        for design in entry.keys:
            own = [part for part in parts if part.design == design]
            if own:
                plan = plan or work.study.plan(entry)
                copied = not work.fresh and work.study.is_copy(entry, own[0])
                why = COPIED if copied else _reason(work, entry, design, plan, own)
                found[design, why] += sum(len(part.replications) for part in own)
    rows = [[design, f"{runs:,} to do", why] for (design, why), runs in found.items()]
    for row in rows[:MOST_REASONS]:
        console.say(f"  {row[0]}: {row[1]}, {row[2]}")
    if len(rows) > MOST_REASONS:
        console.say(f"  and {len(rows) - MOST_REASONS} more reasons")
    console.answer(reasons=[{"design": design, "reason": why, "runs": runs} for (design, why), runs in found.items()])


def _reason(work: "Work", entry: "Entry", design: str, plan: object, parts: "list[Part]") -> str:
    from orgsim.experiments.reasons import reason

    if work.fresh:
        return "--fresh"
    place = work.study.place(entry)
    return reason(place, entry, design, plan, parts) if place.is_dir() else "new"  # type: ignore[arg-type]


def _print_estimate(
    console: Console, work: "Work", missing: "list[tuple[Entry, list[Part]]]", left: int, simulated: int
) -> None:
    """Print how long the rest will take and how many bytes it will have, where the engine is compiled already."""
    import os

    from orgsim.engine.warmup import compile_engine, is_compiled
    from orgsim.experiments.estimates import estimate

    entry = next(entry for entry, parts in missing if parts)
    blueprint = work.study.plan(entry).organizations[0].blueprint
    if not is_compiled(blueprint):
        console.say("how long it takes is known once the engine is compiled; any simulating command does that first")
        return
    compile_engine(blueprint, console.note)
    one, threads = estimate(work.study, entry), work.workers or os.cpu_count() or 1
    seconds = one.seconds * simulated / min(threads, os.cpu_count() or 1)
    console.answer(seconds=seconds, bytes=one.bytes * left, processors=threads)
    console.say(f"about {_time(seconds)} at -j {threads}, {_bytes(one.bytes * left)}")


def _time(seconds: float) -> str:
    """Return a time as a reader would say it.

    Example
    -------
    >>> _time(0.4), _time(75), _time(7300)
    ('1 second', '75 seconds', '2.0 hours')
    """
    if seconds < 120:
        return counted(max(1, round(seconds)), "second")
    return f"{seconds / 60:.0f} minutes" if seconds < 7200 else f"{seconds / 3600:.1f} hours"


def _bytes(size: float) -> str:
    """Return a size as a reader would say it.

    Example
    -------
    >>> _bytes(12_300), _bytes(14_200_000), _bytes(1.2e9)
    ('12 kB', '14 MB', '1.2 GB')
    """
    if size < 1e6:
        return f"{max(1, round(size / 1e3))} kB"
    return f"{size / 1e6:.0f} MB" if size < 1e9 else f"{size / 1e9:.1f} GB"
