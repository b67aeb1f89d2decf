"""Rewording: which of the kept readings stand when words of the vocabulary have changed.

Beside the readings lie the files of the vocabulary that they were read by, and what each document asked of it. A
document that the vocabulary of now answers as that one did would be read as it was; the others are read again.
"""

from collections.abc import Sequence
from tomllib import TOMLDecodeError

import polars as pl

from dagster_project.errors import OperatorError
from dagster_project.reading import vocabulary
from dagster_project.reading.keeping import Frames
from dagster_project.reading.tables import QUESTIONS, frame
from dagster_project.reading.version import digest
from dagster_project.reading.vocabulary.watching import answered_otherwise, rest
from dagster_project.settings import Settings
from dagster_project.warehouse import readings

WORDS = "vocabulary"
"""The part of what is kept that holds the files of the vocabulary."""
_FILES = "files"
# What a vocabulary raises that was whole when it was kept, where the code of now cannot load it any more.
_NO_VOCABULARY = (OperatorError, TOMLDecodeError, LookupError, TypeError, AttributeError)


def version() -> str:
    """Of the vocabulary of now."""
    return digest([], *(f"{name}\n{toml}" for name, toml in vocabulary.texts(vocabulary.FOLDER).items()))


def files() -> dict[str, pl.DataFrame]:
    """The files of the vocabulary of now, to be kept."""
    found = list(vocabulary.texts(vocabulary.FOLDER).items())
    return {_FILES: pl.DataFrame(found, {"name": pl.String, "toml": pl.String}, orient="row")}


def concerning_all() -> str:
    """What of the vocabulary of now concerns every document: it is of the version of reading."""
    return rest(vocabulary.load(vocabulary.FOLDER))


def joined(kept: Frames, keys: Sequence[str], fresh: pl.DataFrame) -> pl.DataFrame:
    """The questions of documents that are kept (by key) and of those that were read now."""
    before = kept.get(QUESTIONS, frame(QUESTIONS, ()))
    return pl.concat([before.filter(pl.col("document_key").is_in(keys)), fresh])


def standing(settings: Settings, kept: Frames, questions: Frames) -> dict[str, pl.DataFrame]:
    """The kept tables, of their documents those alone that the vocabulary of now would have read as they were.

    Where nobody can say what they were read by none stands, nor does a document whose questions are lost. A refused one
    asked nothing, and is tried again in any case.
    """
    if not kept or readings.versions(settings.readings_path).get(WORDS) == version():
        return dict(kept)
    try:
        before = vocabulary.of_files(dict(readings.load(settings.readings_path, WORDS)[_FILES].iter_rows()))
    except _NO_VOCABULARY:
        return {}
    asked = questions.get(QUESTIONS, frame(QUESTIONS, ())).with_columns(pl.col("asked").str.split("\n"))
    concerned = _concerned(before, asked.explode("asked"))
    key, known = pl.col("document_key"), asked["document_key"]
    stands = key.is_in(known.implode()) & ~key.is_in(concerned.implode())
    return {**kept, "documents": kept["documents"].filter(stands | (pl.col("status") == "refused"))}


def _concerned(before: vocabulary.Vocabulary, asked: pl.DataFrame) -> pl.Series:
    """The keys of documents that asked what the vocabulary of now answers otherwise; `asked` has a row a question."""
    by_kind = {str(kind): set(some["asked"]) for (kind,), some in asked.group_by("kind")}
    otherwise = answered_otherwise(before, vocabulary.load(vocabulary.FOLDER), by_kind)
    rows = [(kind, question) for kind, some in otherwise.items() for question in some]
    changed = pl.DataFrame(rows, {"kind": pl.String, "asked": pl.String}, orient="row")
    return asked.join(changed, on=["kind", "asked"], how="semi")["document_key"]
