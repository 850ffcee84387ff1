"""``orgsim redesign``: a new design by operations, in the order in which they are given."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from orgsim.cli.commands.diff_ import print_structures
from orgsim.cli.console import Console
from orgsim.cli.operation_words import value_of
from orgsim.cli.options import FILE, SCENARIO
from orgsim.errors import InputError
from orgsim.plain_words import dated
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.diff import difference
from orgsim.scenario.document import read_text
from orgsim.scenario.names import spelled
from orgsim.scenario.operations.redesign import Redesign, Wish, begin, go_on, spelled_out
from orgsim.scenario.operations.verbs import VERBS
from orgsim.scenario.operations.writing import is_ours, without_last
from orgsim.scenario.problems import ScenarioError, shown
from orgsim.scenario.structure import structure_of


class InOrder(click.Command):
    """A command that knows in which order its options were given."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note the order of options, and parse them as usual; an option that there is not points at operations about its words."""
        try:
            return self._in_order(ctx, args)
        except click.NoSuchOption as error:
            if near := about(error.option_name):
                message = f"{error.format_message()} Operations about it are {' or '.join(near)}."
                raise click.NoSuchOption(error.option_name, message, ctx=ctx) from None
            raise

    def _in_order(self, ctx: click.Context, args: list[str]) -> list[str]:
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        ctx.meta[__name__] = [str(option.name) for option in order]
        return super().parse_args(ctx, args)


def about(option: str) -> list[str]:
    """Return examples of the operations that are about a word of an option that there is not.

    Example
    -------
    >>> about("--centralise-funding")
    ['--move-right right=fund,from=directors,to=top']
    """
    words = [word[:4] for word in option.strip("-").split("-") if len(word) > 3]
    return [asked(kind.example) for kind in VERBS.values() if any(word in kind.example for word in words)][:3]


def asked(example: str) -> str:
    """Return an operation of a file as it is asked for on the command line.

    Example
    -------
    >>> asked("flatten: {widest: 12}"), asked("close: dir-a"), asked("move_right: {right: fund, to: top}")
    ('--flatten widest=12', '--close dir-a', '--move-right right=fund,to=top')
    """
    verb, _, value = example.partition(": ")
    inner = value.strip("{}").replace(": ", "=").replace(", ", ",") if value.startswith("{") else value
    return f"--{verb.replace('_', '-')} {inner}"


def _verbs(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command one option for each operation."""
    for verb, kind in reversed(VERBS.items()):
        fields = ", ".join(spelled(kind, name) for name in kind.model_fields)
        about = f"{(kind.__doc__ or '').splitlines()[0]} Fields: {fields}."
        option = click.option(
            f"--{verb.replace('_', '-')}", verb, multiple=True, metavar=kind.short.upper(), help=about
        )
        function = option(function)
    return function


@click.command(cls=InOrder)
@SCENARIO
@_verbs
@click.option(
    "--quarter",
    "quarters",
    multiple=True,
    type=click.IntRange(0, 80),
    help="The operations after this one are a wave that takes effect this many quarters after the warm-up.",
)
@click.option("-o", "--output", type=FILE, help="The design to write; default: SCENARIO, if redesign wrote it.")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
@click.option("--spell-out", is_flag=True, help="Write the posts and teams that result, instead of the operations.")
@click.option("--undo", is_flag=True, help="Take the last operation out of SCENARIO again.")
@click.pass_context
def command(
    context: click.Context,
    /,
    path: Path,
    *,
    quarters: tuple[int, ...],
    output: Path | None,
    force: bool,
    spell_out: bool,
    undo: bool,
    **operations: tuple[str, ...],
) -> None:
    """Write a design that does operations to SCENARIO, in the order given, and print what each did and the numbers before and after.

    An operation takes what its file form has, as in --close dir-a, --close dir-a,dir-b,to=head or --form-pods
    span=4,by=domain; docs/operations.md says what each field means. On a design that redesign wrote, it goes
    on where that one ends.
    """
    console: Console = context.obj
    wishes = list(_wishes(context.meta[__name__], {**operations, "quarters": quarters}))
    if undo:
        if wishes or quarters or output or spell_out:
            raise click.UsageError("--undo goes with nothing else but the design")
        _undo(console, path)
        return
    if not wishes:
        raise click.UsageError("say what is to be done, as in --remove-layer directors")
    before = load_design(path)
    redesign = _started(path, output, force=force)
    try:
        design = [redesign.add(wish) for wish in wishes][-1]
    except ScenarioError:
        console.note("nothing was written")
        raise
    text = spelled_out(path, redesign, design) if spell_out else redesign.text
    _write(redesign.output, text)
    _tell(console, before, design, redesign, wishes)


def _wishes(order: list[str], given: dict[str, tuple[Any, ...]]) -> Iterator[Wish]:
    """Yield operations in the order given, each with the quarter that was given before it."""
    left = {name: iter(values) for name, values in given.items()}
    quarter: int | None = None
    for name in order:
        if name == "quarters":
            if quarter is not None:
                raise click.UsageError(f"--quarter {quarter} has no operation behind it, before the next --quarter")
            quarter = next(left[name])
        elif name in VERBS:
            text = next(left[name])
            asked = f"--{name.replace('_', '-')} {text}"
            yield Wish(name, _value(name, text, asked), asked, quarter)
            quarter = None
    if quarter is not None:
        raise click.UsageError(f"--quarter {quarter} has no operation behind it; it stands before those of its wave")


def _value(verb: str, text: str, asked: str) -> Any:
    try:
        return value_of(VERBS[verb], text)
    except ScenarioError as error:
        raise InputError(f"{asked}: {error.problems[0].message}") from None


def _started(path: Path, output: Path | None, *, force: bool) -> Redesign:
    """Return the file that the operations go to: a new one, or the one that is there."""
    if output is None or output.resolve() == path.resolve():
        text = _own_text(path)
        if not is_ours(text):
            raise InputError(f"{shown(path)} was not written by redesign; say with -o where the new design goes")
        return go_on(path, text)
    if output.exists() and not force:
        raise InputError(f"{shown(output)} exists already; choose another file, or --force")
    return begin(path, output)


def _undo(console: Console, path: Path) -> None:
    """Take the last operation of a design away, and the file with it when there was no other."""
    text = _own_text(path)
    if not is_ours(text):
        raise InputError(f"{shown(path)} was not written by redesign, so there is no operation to take away")
    try:
        left = without_last(text)
    except InputError as error:
        raise InputError(f"{shown(path)}: {error}") from None
    if left is None:
        path.unlink()
        console.say(f"removed {shown(path)}: it had one operation only")
    else:
        _write(path, left)
        console.say(f"wrote {shown(path)} without its last operation")
    console.answer(written=None if left is None else shown(path))


def _own_text(path: Path) -> str:
    """Return the text of a design; one whose bytes would change by writing it again is not gone on with."""
    text = read_text(path)
    if text.encode() != path.read_bytes():
        raise InputError(
            f"{shown(path)} has line ends or a byte order mark of Windows, which redesign does not write; save it with plain line ends, "
            "or say with -o where a new design goes"
        )
    return text


def _write(path: Path, text: str) -> None:
    """Write a design; the file is complete or as it was, whatever happens."""
    from orgsim.results.whole import write_whole

    write_whole(path, text.encode())


def _tell(console: Console, before: Design, after: Design, redesign: Redesign, wishes: list[Wish]) -> None:
    """Print what was done, and the numbers of the organisation before and after it."""
    for wish, said in zip(wishes, redesign.said, strict=True):
        if wish.quarter is not None:
            console.say(f"{dated(wish.quarter)}:")
        console.heading(wish.asked)
        console.say(f"  {said}")
    old, new = structure_of(before.final), structure_of(after.final)
    print_structures(console, "before", old, "after", new, (before.final, after.final))
    for problem in after.warnings:
        if problem not in before.warnings:
            console.note(problem.text())
    done = [
        {"operation": wish.verb, "value": wish.value, "quarter": wish.quarter, "said": said}
        for wish, said in zip(wishes, redesign.said, strict=True)
    ]
    found = vars(difference(before.final, after.final))
    written = shown(redesign.output)
    console.answer(operations=done, structure={"before": vars(old), "after": vars(new)}, **found, written=written)
    console.say()
    console.say(f"wrote {written}")
    base = before.path if redesign.output.resolve() != before.path.resolve() else before.path.parent / redesign.base
    console.note(f"next: orgsim compare {shown(base)} {written}")
