"""The page of the atlas as Markdown: the picture, winners and regrets, the null column, what was expected, and the propositions."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from orgsim.atlas.answers import VALUE, Atlas, Effect, Regret, World, outside
from orgsim.atlas.environments import NULL
from orgsim.metrics.catalog import metric_named
from orgsim.plain_words import counted, enumerated
from orgsim.scenario.document import read_document
from orgsim.studies.atlas.expectations import (
    Held,
    contrast,
    held,
    of_metrics,
    of_pattern,
    propositions,
    stated,
    worlds_of,
)
from orgsim.studies.claims import Reading
from orgsim.studies.evidence import Measured
from orgsim.studies.pages import number, table

START = """# Atlas

This page is written by `make atlas`; do not edit it. It answers in which world which design of the [library](designs.md) is right: every
design, at equal cost, less today's company in the same futures, in {worlds} environments and companies of three sizes.

Environments are data ([`src/orgsim/atlas/environments`](../src/orgsim/atlas/environments)), and so are the companies and what was
expected ([`src/orgsim/studies/atlas`](../src/orgsim/studies/atlas)). Expectations were committed before a cell was run, and have not
changed. `orgsim atlas today.yaml` does the same for your own company, in fewer futures.

{stamps}

- **Companies**: {companies}. Domains belong together in pairs, and today each director leads a domain of one pair and one of the next. So
  today's chart is cut across what belongs together, and a design that regroups it gains where that matters; another chart of today would
  change the differences to today, not those between designs. Designs take effect after a year, and the two years after it are counted.
  Larger companies vary less, so that fewer futures give intervals of about the same width in a calm world; `python -m
  orgsim.studies.atlas -r 100` takes 100 for all of them, about 75 minutes of processor time.
- **Equal cost**: what a design costs more is paid by fewer engineers, and what it saves pays for more ([designs.md](designs.md)).
- **Intervals** are of 95 % for all designs of a column together (Bonferroni); in the null column for those of all companies together. They
  cover the randomness of simulation, not whether the model is right.
- Numbers are per cent of today's value. **?**: it cannot be told on which side of zero the difference lies; **=**: no practical difference,
  the interval lies within {rope}.
"""


def atlas_page(found: Mapping[str, Atlas], stamps: str, picture: Path, remarks: Path) -> str:
    """Return the page; `found` holds the atlas of each company by its size, and `picture` stands where the page will."""
    worlds = next(iter(found.values())).worlds
    said = read_document(remarks).data
    head = START.format(
        worlds=len(worlds),
        stamps=stamps,
        companies="; ".join(f"*{size}* ({about})" for size, about in sizes(found).items()),
        rope=metric_named(VALUE).rope.text(),
    )
    about = [(f"**{w.environment.text.title}**", w.environment.text.says, w.environment.text.source) for w in worlds]
    return "\n".join(
        [
            head,
            f"![Which design does what in which world]({picture.as_posix()})",
            "",
            *table("environment | what it is | source", about),
            "",
            *_section("Which design is right in which world", said.get("winners", ""), winners(found)),
            *_section("Which design is regretted least", said.get("regrets", ""), regrets(found)),
            *_section("The null column", said.get("nothing", ""), null_column(found)),
            *_section("What was expected, and what was found", said.get("expected", ""), expected(found)),
            *_section("The propositions", said.get("propositions", ""), of_propositions(found)),
            *_section("All effects on value", "", effects(found)),
        ]
    )


def _section(heading: str, remark: str, lines: Iterator[str]) -> list[str]:
    """Return a section: what there is to remark on it, and what was computed."""
    return [f"## {heading}", "", *([remark.strip(), ""] if remark else []), *lines, ""]


def sizes(found: Mapping[str, Atlas]) -> dict[str, str]:
    """Return what each company is, in numbers."""
    from orgsim.studies.atlas.measured import COMPANIES

    said = {}
    for size in found:
        text = COMPANIES[size].text
        engineers = sum(team["engineers"] for team in text["teams"].values())
        futures = min(world.futures for world in found[size].worlds)
        told = counted(len(text["posts"]), "post"), counted(engineers, "engineer"), counted(futures, "future")
        said[size] = ", ".join(told)
    return said


# winners and regrets


def winners(found: Mapping[str, Atlas]) -> Iterator[str]:
    """Yield the table of the designs with the highest value, and of those that cannot be told from them."""
    expected_ones = {name: about.get("winner", "-") for name, about in stated()["environments"].items()}
    rows = [
        (
            _title(place, found),
            expected_ones[_name(place, found)],
            *(_winner(atlas.worlds[place]) for atlas in found.values()),
        )
        for place in range(len(next(iter(found.values())).worlds))
    ]
    yield "The design with the most value, how much more than today that is, and in brackets how many designs cannot be told from it."
    yield ""
    yield from table(f"environment | expected | {' | '.join(found)}", rows)


def _winner(world: World) -> str:
    effect = world.effects.get((world.winner, VALUE))
    more = f" {_told(effect)}" if effect else ""
    others = f" ({counted(len(world.rivals), 'other')})" if world.rivals else " (alone)"
    return f"{'**' if not world.rivals else ''}{world.winner}{'**' if not world.rivals else ''}{more}{others}"


def _title(place: int, found: Mapping[str, Atlas]) -> str:
    return next(iter(found.values())).worlds[place].environment.text.title


def _name(place: int, found: Mapping[str, Atlas]) -> str:
    return next(iter(found.values())).worlds[place].environment.name


def regrets(found: Mapping[str, Atlas]) -> Iterator[str]:
    """Yield what each design gives away against the winner: the largest over environments, and each of them."""
    yield (
        "What a design gives away against the winner of an environment, % of today's value. The winner is chosen on every other future and "
        "measured on the rest, both ways, so that luck in choosing does not count; a regret may fall a little below zero. First each "
        "design's largest regret over all environments, with its 95 % interval and where it is, and the mean over environments:"
    )
    yield ""
    worst = {
        size: {one.design: (one, world) for one, world in atlas.largest_regrets()} for size, atlas in found.items()
    }
    shared = [name for name in next(iter(worst.values())) if all(name in one for one in worst.values())]
    order = sorted(shared, key=lambda name: max(one[name][0].value for one in worst.values()))
    header = "design | " + " | ".join(f"{size} | mean" for size in found)
    yield from table(
        header,
        [(name, *(cell for size in found for cell in _worst(found[size], *worst[size][name]))) for name in order],
    )
    for size, atlas in found.items():
        yield f"\nRegret by environment, {size} company; in bold where the whole interval lies above zero:\n"
        rows = [(name, *(_regret(world.regrets[name]) for world in atlas.worlds)) for name in order]
        yield from table("design | " + " | ".join(world.environment.name for world in atlas.worlds), rows)


def _worst(atlas: Atlas, one: Regret, world: World) -> tuple[str, str]:
    mean, low, high = (_percent(end) for end in (one.value, one.low, one.high))
    return f"{mean} ({low} .. {high}) {world.environment.name}", _percent(atlas.mean_regret(one.design))


def _regret(one: Regret) -> str:
    return f"**{_percent(one.value)}**" if one.low > 0.0 else _percent(one.value)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


# the null column


def null_column(found: Mapping[str, Atlas]) -> Iterator[str]:
    """Yield what came out where there is nothing to organise."""
    nulls = {size: world for size, world in worlds_of(found) if world.environment.name == NULL}
    if not nulls:
        return
    verdicts = Counter(world.effects[name, VALUE].paired.verdict for world in nulls.values() for name in world.designs)
    out = [f"{one.design} ({size})" for size, world in nulls.items() for _, one in outside([world])]
    yield (
        f"Of {sum(verdicts.values())} differences to today, corrected for their number, {len(out)} lie outside the region of equivalence "
        f"on value{': ' + enumerated(out, 20) if out else ''}; {verdicts['no practical difference']} lie within it, and "
        f"{verdicts['inconclusive']} reach across its edge, so that it cannot be told."
    )
    yield ""
    names = list(dict.fromkeys(name for world in nulls.values() for name in world.designs))
    rows = [(name, *(_told(world.effects[name, VALUE]) for world in nulls.values())) for name in names]
    yield from table(f"design | {' | '.join(nulls)}", rows)


def _told(effect: Effect | None) -> str:
    """Return an effect on value with its interval and how it is read, per cent."""
    if effect is None:
        return "-"
    mean, low, high = (f"{100 * end:+.1f}" for end in effect.share())
    return f"{mean} ({low} .. {high}){_mark(effect)}"


def _mark(effect: Effect) -> str:
    return {"open": " ?", "no practical difference": " ="}.get(effect.leaning, "")


# expectations


def expected(found: Mapping[str, Atlas]) -> Iterator[str]:
    """Yield how many expectations came true, and which did not."""
    cells = held(found)
    words = ("as expected", "inconclusive", "a difference", "the opposite")
    yield (
        "Cells by environment: an expected direction has come out when the whole interval lies on that side of zero, and no difference "
        "when it lies within the region of equivalence."
    )
    yield ""
    rows = []
    for environment in dict.fromkeys(one.environment for one in cells):
        count = Counter(one.word for one in cells if one.environment == environment)
        rows.append((environment, *(count[word] for word in words), count["-"]))
    total = Counter(one.word for one in cells)
    rows.append(("**all**", *(total[word] for word in words), total["-"]))
    yield from table(f"environment | {' | '.join(words)} | no expectation", rows)
    yield "\nThese came out otherwise:\n"
    wrong = [one for one in cells if one.word in ("a difference", "the opposite")]
    yield from table("environment | design | size | expected | found, % | why it was expected", map(_wrong, wrong))
    yield "\nOther metrics, the designs and environments of each expectation together:\n"
    yield from table(
        "metric | designs | expected | as expected | inconclusive | the opposite | why", _metric_rows(found)
    )
    best = _least(found)
    yield f"\nLeast regret was expected of `{stated()['least_regret']}`: {' '.join(stated()['least_regret_why'].split())} Found: {best}."


def _wrong(one: Held) -> tuple[str, ...]:
    return (one.environment, one.effect.design, one.size, one.expected, _told(one.effect), one.why)


def _metric_rows(found: Mapping[str, Atlas]) -> Iterator[tuple[object, ...]]:
    readings = list(of_metrics(found))
    for rule in stated()["metrics"]:
        of_rule = [
            reading.word
            for _, environment, reading in readings
            if environment in rule["environments"]
            and reading.what in [f"{design}: {rule['metric']}" for design in rule["designs"]]
        ]
        count = Counter(of_rule)
        title = metric_named(rule["metric"]).title
        found_words = (count[word] for word in ("as expected", "inconclusive", "the opposite"))
        yield (title, ", ".join(rule["designs"]), rule["side"], *found_words, rule["why"])


def _least(found: Mapping[str, Atlas]) -> str:
    return "; ".join(f"{size}: {atlas.largest_regrets()[0][0].design}" for size, atlas in found.items())


# propositions


def of_propositions(found: Mapping[str, Atlas]) -> Iterator[str]:
    """Yield the propositions: what their pattern found, and what the atlas adds."""
    yield "Each was tested by itself in [patterns.md](patterns.md); the atlas adds how a design's effect differs between two environments."
    yield ""
    rows = []
    for one in propositions():
        right, tested = of_pattern(one["pattern"])
        link = f"[{right} of {tested}](patterns.md#{one['pattern'].lower()})"
        contrasts = [line for said in one["contrasts"] for line in _contrasts(said, found)]
        rows.append((one["name"], one["says"], one["source"], link, "<br>".join(contrasts) or "not varied here"))
    yield from table("| proposition | source | readings of the pattern as expected | in the atlas, % of value", rows)


def _contrasts(said: Mapping[str, str], found: Mapping[str, Atlas]) -> Iterator[str]:
    """Yield a contrast in a line: expected side, and what each company gives."""
    side = {"up": "> 0", "down": "< 0"}[said["side"]]
    readings = {size: contrast(said, atlas) for size, atlas in found.items()}
    told = [f"{size} {_contrast(one)}" for size, one in readings.items() if one]
    yield f"`{said['design']}`, {said['in']} less {said['less']} ({side}): {'; '.join(told)}"


def _contrast(one: Reading) -> str:
    mean, low, high = (f"{100 * end:+.1f}" for end in (one.mean, one.low, one.high))
    return f"{mean} ({low} .. {high}), {one.word}"


# every number


def effects(found: Mapping[str, Atlas]) -> Iterator[str]:
    """Yield a table of all effects on value for each company."""
    from orgsim.figures.atlas import order_of

    for size, atlas in found.items():
        yield f"\n*{size}*\n"
        rows = [
            (name, *(_short(world.effects.get((name, VALUE))) for world in atlas.worlds)) for name in order_of([atlas])
        ]
        yield from table("design | " + " | ".join(world.environment.name for world in atlas.worlds), rows)


def _short(effect: Effect | None) -> str:
    return f"{100 * effect.share()[0]:+.1f}{_mark(effect)}" if effect else "-"


def told_as(effect: Effect) -> str:
    """Return how an effect is read, in words."""
    return "cannot be told" if effect.leaning == "open" else effect.leaning


def published_atlas(found: Mapping[str, Atlas]) -> Iterator[Measured]:
    """Yield what the atlas found as data: every effect on value, and of other metrics those of which something was expected."""
    for size, world in worlds_of(found):
        for name in world.designs:
            effect = world.effects[name, VALUE]
            mean, low, high = (float(number(end)) for end in effect.share())
            part, what = f"{size} {world.environment.name}", f"{name}: {VALUE}"
            yield Measured("atlas", part, "", what, "share", mean, low, high, world.futures, told_as(effect))
    for size, environment, one in of_metrics(found):
        mean, low, high = (float(number(end)) for end in (one.mean, one.low, one.high))
        unit = metric_named(one.what.partition(": ")[2]).unit
        yield Measured("atlas", f"{size} {environment}", "", one.what, unit, mean, low, high, one.futures, one.word)
