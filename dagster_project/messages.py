"""The one catalogue of sentences shown to users.

The sentences stand in `messages_en.toml`, a section for each part of the project, so that another
language is another file. A convention test compares the keys used in the code with the catalogue.
"""

import tomllib
from functools import cache
from pathlib import Path


def text(key: str, **values: object) -> str:
    """The sentence for `section.name`, its placeholders filled from `values`.

    Raises KeyError for a key or a placeholder that is not known: a defect of ours, found by the tests.
    """
    section, name = key.split(".")
    return catalogue()[section][name].format_map(values)


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every sentence: section -> name -> sentence with `{placeholders}`."""
    path = Path(__file__).with_name("messages_en.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
