"""``orgsim lesson list``: which lessons there are."""

import click

from orgsim.cli.console import Console


@click.command()
@click.pass_obj
def command(console: Console) -> None:
    """List the lessons that come with orgsim, in the order in which they build on each other."""
    from orgsim.lessons.loading import shipped_lessons, told_in_order

    every = list(told_in_order(list(shipped_lessons().values())))
    console.answer(
        lessons=[
            {
                "name": told.name,
                "title": told.lesson.title,
                "says": told.lesson.says,
                "minutes": told.lesson.notes.minutes,
            }
            for told in every
        ]
    )
    rows = [[told.name, told.lesson.title, f"{told.lesson.notes.minutes}", told.lesson.says] for told in every]
    console.table(["lesson", "title", "minutes", "what it is about"], rows)
    console.note("next: orgsim lesson build NAME, or orgsim lesson build --all")
