"""Containers: bytes become a `Document`. They know nothing of forms."""

from collections.abc import Callable, Mapping

from dagster_project.reading.containers import markdown, text
from dagster_project.reading.containers.decoding import decode
from dagster_project.reading.document import Document, Grid, Paragraph
from dagster_project.reading.problems import refusal

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
        raise refusal("empty_file")
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            raise refusal("unsupported_container", container=name)
    return "markdown" if markdown.is_markdown(decode(data)) else "text"


def read(data: bytes) -> Document:
    """A document from its bytes. Raises ReadingError (what, what to do) where it cannot be opened."""
    name = sniff(data)
    return Document(name, READERS[name](decode(data)))
