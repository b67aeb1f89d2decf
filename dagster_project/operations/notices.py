"""Notices: how a refresh ended, to a log line, a command and a web address. No document text, no personal data.

Only sentences of ours, counts, and names of tables and expectations are in them. Words of a database or of a
library may quote a document; they stay with the machine that holds it.
"""

import http.client
import json
import shlex
import subprocess
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dagster_project.errors import OperatorError, RowsLost, Stopped
from dagster_project.messages import text
from dagster_project.settings import Settings

_COMMAND_SECONDS = 30
_WEBHOOK_SECONDS = 10
_MOST = 20
_OWN_WORDS = {kind.__name__ for kind in (OperatorError, RowsLost, Stopped)}
_COUNTS = ("documents_added", "documents_changed", "documents_removed")


def announce(settings: Settings, line: Mapping[str, Any], problems: Sequence[str] = ()) -> None:
    """Tell how the run of this journal line ended; `problems` as `told` puts them.

    Never raises: a notice that cannot be delivered is no reason to fail, its log line says so.
    """
    notice = notice_of(settings, line, problems)
    content = json.dumps(notice, ensure_ascii=False)
    delivered = {}
    if settings.notice_command:
        delivered["command"] = _run(settings.notice_command, content)
    if settings.notice_webhook:
        delivered["webhook"] = _post(settings.notice_webhook, content)
    path = log_path(settings)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({**notice, "delivered": delivered}, ensure_ascii=False) + "\n")
    except OSError:  # a full disk: the run has said so already
        return


def notice_of(settings: Settings, line: Mapping[str, Any], problems: Sequence[str] = ()) -> dict[str, Any]:
    """The notice itself. `failed` says what, `what_to_do` what the operator can do; both empty where all went well."""
    gates = [
        f"{gate['layer']}.{gate['table_name']}: {gate['expectation']} ({gate['outcome']})"
        for gate in line["gates"]
        if gate["outcome"] != "passed" and gate["severity"] == "critical"
    ]
    failed = [*problems, *gates] if line["outcome"] == "failed" else []
    counts = {name: line[name] for name in _COUNTS if name in line}
    return {
        "project": "jixiao-warehouse",
        "warehouse": str(settings.warehouse_dir),
        **{name: line[name] for name in ("outcome", "run_key", "version", "started_at", "ended_at")},
        **counts,
        "failed": failed[:_MOST],
        "failed_in_all": len(failed),
        "what_to_do": text("notices.what_to_do") if line["outcome"] == "failed" else "",
    }


def told(step: str, kind: str, message: str) -> str:
    """A problem as a notice may say it: errors whose words are ours alone in them, of others the step and the kind."""
    if kind in _OWN_WORDS:
        return message.partition(text("volume.fewer"))[0].strip()  # paths of documents stay with the machine
    return text("notices.stopped", step=step, kind=kind)


def log_path(settings: Settings) -> Path:
    """The log of the notices: one JSON line each, with `delivered`: way -> ok, or why not."""
    return settings.logs_dir / "notices.jsonl"


def _run(command: str, content: str) -> str:
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own command, and no shell reads it
            shlex.split(command),
            input=content.encode(),
            stdout=quiet,
            stderr=quiet,
            timeout=_COMMAND_SECONDS,
            check=False,
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        return type(error).__name__
    return "ok" if done.returncode == 0 else text("notices.exited", code=done.returncode)


def _post(address: str, content: str) -> str:
    # The setting admits http and https alone.
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "jixiao-warehouse"}
    request = urllib.request.Request(address, content.encode(), headers, method="POST")  # noqa: S310 - see above
    try:
        with urllib.request.urlopen(request, timeout=_WEBHOOK_SECONDS):  # noqa: S310 - see above
            return "ok"
    except urllib.error.HTTPError as error:
        return f"HTTP {error.code}"
    except (OSError, ValueError, http.client.HTTPException) as error:
        return type(error).__name__
