"""What a disk refuses is the operator's business: one line that says so, instead of a traceback."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dagster_project.errors import OperatorError
from dagster_project.messages import text

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_ALLOWED = {errno.EROFS, errno.EACCES, errno.EPERM, errno.EEXIST, errno.ENOTDIR, errno.EIO}


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Raises OperatorError where something under `folder` could not be written; other errors go on as they are."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL | _NOT_ALLOWED:
            raise
        raise OperatorError(text("warehouse.unwritable", folder=folder, reason=error.strerror)) from error
