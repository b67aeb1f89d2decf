"""Everything the project raises on purpose: one base class, a handful of children.

Each child says who raises it and what the operator should do. The command turns `exit_code` into its
own; whatever is not one of these is a defect of ours and shows its traceback.
"""

from dagster_project.visible import visible


class JixiaoError(Exception):
    """Base of all errors raised on purpose; its text is one line: what, where, what to do."""

    exit_code = 1

    def __init__(self, message: str) -> None:
        """Keep `message` on one line, and nothing in it obeyed, whatever a library or a file's name brought with it."""
        super().__init__(visible(" ".join(message.splitlines())))


class OperatorError(JixiaoError):
    """Something outside the program must be put right; nothing was published.

    Raised by settings, the manifest and the warehouse: a bad setting, a broken sources.csv, a folder that
    cannot be written, a lock that somebody else holds. The operator does what the message says and runs again.
    """


class GateFailed(JixiaoError):
    """A gate, a contract or a data test said no; the published version is untouched.

    Raised by the build. The operator looks at the failing expectations and their examples, and corrects
    the document, the vocabulary or the limit.
    """

    exit_code = 3


class RowsLost(GateFailed):
    """A fact would lose more rows than is allowed.

    Raised by the floor on volume. Its words are ours, names of facts and counts and after them paths, so that
    a notice may say them but the paths. The operator puts the documents back, or says that the loss is meant.
    """


class Stopped(JixiaoError):
    """Somebody stopped the refresh: Ctrl-C, SIGTERM, or Terminate on Dagster's pages.

    Raised by the refresh; nothing was published. The operator runs it again. The code is that of a command that
    ended by Ctrl-C.
    """

    exit_code = 130


class StrictRefused(JixiaoError):
    """`--strict` was asked for and something was refused or quarantined.

    Raised by the command, after the summary. The operator looks at `meta.rejects`.
    """

    exit_code = 4


class ReadingError(JixiaoError):
    """A document cannot be opened, or cannot be what its name says.

    Raised by the container readers, caught where documents are collected: the document goes to
    `rejects` with these three values and the others are read.
    """

    def __init__(self, reason_code: str, what: str, what_to_do: str) -> None:
        """`reason_code` is for machines; `what` and `what_to_do` are sentences without document text."""
        super().__init__(f"{what} {what_to_do}")
        self.reason_code = reason_code
        self.what = what
        self.what_to_do = what_to_do


class QueryFailed(JixiaoError):
    """A query of the explorer has no answer: it is no query, is not allowed, fails, or takes too much.

    Raised by the explorer and shown on its page, where the person who wrote the query mends it. `shown` keeps the
    lines of DuckDB's message, which point at the place.
    """

    def __init__(self, message: str) -> None:
        """`message` may have several lines."""
        super().__init__(message)
        self.shown = message
