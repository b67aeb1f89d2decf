"""Write the pages of docs/ that come out of the code; `make docs`, and a test that they are up to date."""

from collections.abc import Iterator
from typing import Any

import yaml

from dagster_project import settings
from dagster_project.warehouse import metrics

FOLDER = settings.ROOT / "docs"
MARTS = settings.ROOT / "dbt" / "models" / "marts"


def settings_page() -> str:
    """The table of settings."""
    rows = [f"| `{row['variable']}` | `{row['default']}` | {row['meaning']} |" for row in settings.rows()]
    lines = [
        "# Settings",
        "",
        "Written by `make docs` out of `dagster_project/settings.py`. A setting is an environment variable; one that",
        "is empty counts as not set. Folders may be relative to where the command is run. A value that cannot be",
        "used ends the command with one line and exit code 1, before anything is read.",
        "",
        "| Variable | Default | Meaning |",
        "| --- | --- | --- |",
        *rows,
    ]
    return "\n".join(lines) + "\n"


def tables_page() -> str:
    """The data dictionary: every table and column of the published marts, as the dbt YAML has them."""
    lines = [
        "# Tables",
        "",
        "Written by `make docs` out of the YAML under `dbt/models/marts`, which is also where the database's own",
        "comments come from. Schema `marts` of the published file. What a metric is, and what it does not say:",
        "[metrics](metrics.md).",
    ]
    for entry in _entries():
        lines += ["", *_table(entry)]
    return "\n".join(lines) + "\n"


def metrics_page() -> str:
    """Every metric with where it is shown and what to bear in mind."""
    models = _entries()
    pitfalls = metrics.read_pitfalls(settings.ROOT / "dbt")
    columns = metrics.shown(models)
    lines = [
        "# Metrics",
        "",
        "Written by `make docs` out of `meta.metric` in the YAML of `dbt/models/marts` and `dbt/words/pitfalls.csv`;",
        "the published file has them as `meta.metrics`, and the comment of every column that shows a metric ends with",
        "its caveat and its pitfalls.",
    ]
    for name, metric in sorted(metrics.definitions(models).items()):
        places = ", ".join(f"`{each.table}.{each.column}`" for each in columns if each.metric == name)
        lines += ["", f"## {name}", "", f"{metric['title']} ({metric['title_zh']}). Shown in {places}.", ""]
        lines += [f"- {field.capitalize()}: {metric[field]}" for field in ("formula", "unit", "grain", "caveat")]
        lines += ["", "Bear in mind:", "", *(f"- {pitfalls[code]['sentence']}" for code in metric["pitfalls"])]
    return "\n".join(lines) + "\n"


def _entries() -> list[dict[str, Any]]:
    found = [
        entry
        for path in MARTS.rglob("*.yml")
        for entry in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("models", [])
    ]
    return sorted(found, key=lambda entry: str(entry["name"]))


def _table(entry: dict[str, Any]) -> Iterator[str]:
    yield f"## {entry['name']}"
    yield ""
    yield _line(entry["description"])
    yield ""
    yield "| Column | Type | 中文 | Meaning |"
    yield "| --- | --- | --- | --- |"
    for column in entry["columns"]:
        meta = {**column.get("meta", {}), **column.get("config", {}).get("meta", {})}
        values = f" ({', '.join(map(str, meta['values']))})" if meta.get("values") else ""
        metric = meta.get("metric")
        name = metric["name"] if isinstance(metric, dict) else metric
        link = f" [Metric](metrics.md#{name})." if name else ""
        meaning = _line(f"{column['description']}{values}{link}").replace("|", "\\|")
        yield f"| `{column['name']}` | {column['data_type']} | {meta.get('zh', '')} | {meaning} |"


def _line(text: str) -> str:
    return " ".join(text.split())


PAGES = {"settings.md": settings_page, "tables.md": tables_page, "metrics.md": metrics_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
        print(f"docs/{name}")
