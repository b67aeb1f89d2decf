"""One catalogue of sentences: what the code asks for is there, what is there is asked for."""

import ast
import string
from collections.abc import Iterator

import pytest

from dagster_project import messages

from .tree import python_files, short, syntax

ERRORS = {"OperatorError", "GateFailed", "StrictRefused"}


def all_calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    for path in python_files("dagster_project"):
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args:
                yield f"{short(path)}:{node.lineno}", node


def sentences() -> dict[str, str]:
    return {f"{section}.{name}": text for section, part in messages.catalogue().items() for name, text in part.items()}


def placeholders(sentence: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(sentence) if field}


def literal_calls() -> Iterator[tuple[str, str, set[str] | None]]:
    """Where, key and names of the values (None where they are handed through) of every call with a literal key."""
    for where, call in all_calls("text"):
        if isinstance(call.args[0], ast.Constant):
            names = [keyword.arg for keyword in call.keywords]
            yield where, call.args[0].value, None if None in names else {name for name in names if name}


def stems() -> set[str]:
    """`gates.` of text(f"gates.{key}"): a family of sentences of which one is chosen while running."""
    found = (call.args[0] for _, call in all_calls("text") if isinstance(call.args[0], ast.JoinedStr))
    return {key.values[0].value for key in found if isinstance(key.values[0], ast.Constant)}


def test_every_key_is_in_the_catalogue():
    assert [(where, key) for where, key, _ in literal_calls() if key not in sentences()] == []
    assert [stem for stem in stems() if not any(key.startswith(stem) for key in sentences())] == []


def test_every_call_gives_the_values_that_its_sentence_needs():
    known = sentences()
    wrong = [
        (where, key, placeholders(known[key]) ^ names)
        for where, key, names in literal_calls()
        if key in known and names is not None and names != placeholders(known[key])
    ]
    assert wrong == []


def test_every_sentence_is_used():
    used = {key for _, key, _ in literal_calls()}
    families = tuple(stems())
    assert [key for key in sentences() if key not in used and not key.startswith(families)] == []


def test_every_sentence_is_one_line():
    assert [key for key, sentence in sentences().items() if "\n" in sentence or sentence != sentence.strip()] == []


def test_errors_take_their_sentence_from_the_catalogue():
    written = (ast.Constant, ast.JoinedStr)
    assert [where for where, call in all_calls(*ERRORS) if isinstance(call.args[0], written)] == []


def test_an_unknown_key_or_placeholder_is_a_defect():
    with pytest.raises(KeyError):
        messages.text("settings.no_such_sentence")
    with pytest.raises(KeyError):
        messages.text("settings.bad", variable="JIXIAO_THREADS")
