"""Containers: bytes become a `Document`. They know nothing of forms."""

from collections.abc import Callable, Mapping

from dagster_project.errors import ReadingError
from dagster_project.reading.containers import markdown, text
from dagster_project.reading.containers.decoding import decode
from dagster_project.reading.document import Document, Grid, Paragraph

READERS: Mapping[str, Callable[[str], tuple[Paragraph | Grid, ...]]] = {
    "markdown": markdown.read,
    "text": text.read,
}

# What the first bytes of the commonest other containers say; they are refused by name.
_SIGNATURES: Mapping[bytes, str] = {
    b"%PDF": "pdf",
    b"PK\x03\x04": "zip",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole",
    b"Rar!": "rar",
    b"{\\rtf": "rtf",
}


def sniff(data: bytes) -> str:
    """The container's name, told by the bytes alone. Raises ReadingError where no reader knows it."""
    if not data.strip():
        raise ReadingError("empty_file", "the file is empty", "put the published document there or take the line out")
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            raise ReadingError(
                "unsupported_container", f"a {name} container cannot be read yet", "convert it to text or Markdown"
            )
    return "markdown" if markdown.is_markdown(decode(data)) else "text"


def read(data: bytes) -> Document:
    """A document from its bytes. Raises ReadingError (what, what to do) where it cannot be opened."""
    name = sniff(data)
    return Document(name, READERS[name](decode(data)))
