"""The page of the language describes every operation, and each of its examples can be done."""

import pytest
from ruamel.yaml import YAML
from tests.documents.operations_page import FIELDS, PAGE, fields_page, page

from orgsim.scenario.fields import meanings
from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.verbs import VERBS


def test_the_table_is_the_one_of_the_classes() -> None:
    """After a change of an operation: ``python -m tests.documents.operations_page``."""
    assert PAGE.read_text(encoding="utf-8") == page()
    assert FIELDS.read_text(encoding="utf-8") == fields_page()


@pytest.mark.parametrize(("verb", "kind"), VERBS.items())
def test_an_example_is_one_of_its_verb(verb: str, kind: type[Operation]) -> None:
    """Every example is a line as it may stand in a file."""
    written = YAML(typ="safe").load(kind.example)
    assert list(written) == [verb]
    value = written[verb]
    assert kind.model_validate(value if isinstance(value, dict) else {kind.short: value})


@pytest.mark.parametrize("kind", VERBS.values(), ids=VERBS)
def test_every_field_says_what_it_is_for(kind: type[Operation]) -> None:
    """The docstring of a field is what help prints."""
    assert all(meanings(kind).values())
