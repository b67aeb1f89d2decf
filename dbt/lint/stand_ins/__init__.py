"""What our macros ask of dbt beyond sqlfluff's own stand-ins, so that SQL is linted without loading dbt."""

import hashlib
from types import SimpleNamespace

dbt = SimpleNamespace(type_string=lambda: "varchar", type_numeric=lambda: "decimal", type_int=lambda: "integer")
target = SimpleNamespace(schema="main", name="lint")
execute = False


def local_md5(value: str) -> str:
    """Dbt's local_md5."""
    return hashlib.md5(value.encode(), usedforsecurity=False).hexdigest()


def _raise(message: str) -> None:
    raise ValueError(message)


exceptions = SimpleNamespace(raise_compiler_error=_raise)
