"""Problems: why a document is refused or a form quarantined, in the sentences of the catalogue."""

from dataclasses import dataclass

from dagster_project.errors import ReadingError
from dagster_project.messages import text
from dagster_project.visible import visible


@dataclass(frozen=True, slots=True)
class Problem:
    """A row of raw.rejects to be: what was seen and what to do (no document text), where, what stands there."""

    reason_code: str
    what: str
    what_to_do: str
    locator: str | None = None
    text: str | None = None


def problem(reason_code: str, locator: str | None = None, printed: str | None = None, **values: object) -> Problem:
    """The problem of a reason code; `printed` is the document's own text and stays private."""
    return Problem(reason_code, *_sentences(reason_code, **values), locator, printed)


def refusal(reason_code: str, **values: object) -> ReadingError:
    """The error for a document that cannot be opened for this reason."""
    return ReadingError(reason_code, *_sentences(reason_code, **values))


def _sentences(reason_code: str, **values: object) -> tuple[str, str]:
    shown = {name: visible(value) for name, value in values.items()}
    return text(f"rejects.{reason_code}", **shown), text(f"rejects.{reason_code}_todo", **shown)
