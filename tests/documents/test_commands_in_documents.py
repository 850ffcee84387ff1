"""What documents tell people to type can be typed: commands and options exist, templates and files are there."""

import re
import shlex

import click
import pytest
from tests.conftest import ROOT

import orgsim
from orgsim.cli import COMMANDS, group
from orgsim.cli import errors as endings
from orgsim.cli.console import Console

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
SHELL = re.compile(r"^```(?:sh|bash|console|shell)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def typed(text):
    """Return the words after ``orgsim`` of every command line in some lines of shell."""
    joined = text.replace("\\\n", " ")
    lines = [re.sub(r"^\s*(\$ )?", "", line) for line in joined.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if re.match(r"(\S*/)?orgsim\s", line)]


def command_lines():
    """Return every ``orgsim`` line of the documents, of the Makefile and of the scenarios' remarks, with where it is."""
    found = [
        (path.name, words)
        for path in DOCUMENTS
        for block in SHELL.findall(path.read_text(encoding="utf-8"))
        for words in typed(block)
    ]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    makefile = makefile.replace("$(BIN)", ".venv/bin").replace("$(DEMO)", "out/demo")
    found += [
        ("Makefile", words) for words in typed(re.sub(r"^\ttest -e \S+ \|\| ", "\t", makefile, flags=re.MULTILINE))
    ]
    for path in sorted((ROOT / "scenarios").rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        found += [(path.name, shlex.split(line)[1:]) for line in re.findall(r"`(orgsim [^`]+)`", text)]
    return found


def parse(words):
    """Parse a command line as the command would, without running it."""
    with group.make_context("orgsim", list(words)) as whole:
        whole.obj = Console()
        place = next(place for place, word in enumerate(words) if not word.startswith("-"))
        name, command, rest = group.resolve_command(whole, list(words[place:]))
        with command.make_context(name, rest, parent=whole) as context:
            return context.params


@pytest.mark.parametrize(
    ("place", "words"), command_lines(), ids=lambda value: value if isinstance(value, str) else " ".join(value)
)
def test_command_lines_can_be_typed(place, words):
    """Every ``orgsim`` line of a code block names a command that exists, with options and arguments that it takes."""
    parse(words)


def test_there_are_command_lines():
    """The search finds the README's commands, and parsing refuses what does not exist."""
    assert sum(place == "README.md" for place, _ in command_lines()) >= 8
    for wrong in (["runn", "x.yaml"], ["run", "x.yaml", "--sed", "1"], ["run"], ["init", "--template", "none"]):
        with pytest.raises(click.UsageError):
            parse(wrong)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_in_running_text_exist(path):
    """A command that is named in a sentence is one of those there are."""
    named = re.findall(r"`orgsim ([a-z-]+)", path.read_text(encoding="utf-8"))
    assert set(named) <= set(COMMANDS)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_python_in_documents_uses_public_names(path):
    """Whatever a document's Python takes from orgsim itself is public, and the text compiles."""
    for block in PYTHON.findall(path.read_text(encoding="utf-8")):
        compile(block, path.name, "exec")
        assert set(re.findall(r"(?<!from )\borgsim\.(\w+)", block)) <= set(orgsim.__all__)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    """Every link to a file of the project leads to one."""
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (path.parent / target).exists(), target


def test_the_help_lists_the_exit_codes_that_are_used():
    """The codes in the help are those that commands end with, and those that their module documents."""
    used = {0, 2, endings.NO, endings.INVALID, endings.PARTIAL, endings.INTERNAL, endings.INTERRUPTED}
    helped = {
        int(code)
        for code in re.findall(r"^ +(\d+) ", group.get_help(click.Context(group)).split("Exit codes:")[1], re.MULTILINE)
    }
    documented = {int(code) for code in re.findall(r"^(\d+) ", endings.__doc__, re.MULTILINE)}
    assert helped == documented == used
