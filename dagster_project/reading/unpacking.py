"""Unpacking: a file as the documents in it, which is itself unless it is a zip of documents."""

from collections.abc import Iterator

from dagster_project.errors import ReadingError
from dagster_project.reading.containers.archive import documents_in
from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.containers.limits import Limits
from dagster_project.reading.containers.sniffing import sniff

_ZIP = b"PK"


def documents_of(data: bytes, within: Limits) -> Iterator[tuple[str, bytes]]:
    """The documents of a file: their names in a zip ("" for a file that is a document itself), and their bytes.

    A zip inside a zip is given as it is, and no reader takes it. Raises ReadingError where the zip cannot be opened.
    """
    if _is_zip_of_documents(data, within):
        yield from documents_in(data, within)
    else:
        yield "", data


def _is_zip_of_documents(data: bytes, within: Limits) -> bool:
    if not data.startswith(_ZIP):
        return False
    try:
        sniff(data, Desk(within))
    except ReadingError as error:
        return error.reason_code == "archive"
    return False
