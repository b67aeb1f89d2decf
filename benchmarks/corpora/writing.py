"""Writing a corpus to a folder."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random

from corpora.containers import CONTAINERS
from corpora.families.registry import FAMILIES
from corpora.form import Form, Row
from corpora.grid import Sheet
from corpora.habits import filled, own_spelling, own_words
from corpora.plan import Planned
from corpora.truth import write_csv, write_truth

SOURCES = (
    "path", "region_code", "department", "fiscal_year", "title", "publisher", "url", "published_on", "is_excerpt",
)  # fmt: skip
PROJECTS = ["project_id", "path", "form_no", "fiscal_year", "stage", "project_name_printed"]
CHANGES = (
    "project_id", "path", "fiscal_year", "status", "declared", "declared_target", "evaluated", "evaluated_target",
)  # fmt: skip


TITLES = {
    "target": "项目支出绩效目标",
    "self_evaluation": "项目支出绩效自评",
    "department_target": "部门整体支出绩效目标",
    "department_self": "部门整体支出绩效自评",
    "monitoring": "项目支出绩效监控",
    "summary": "部门决算说明",
}


def write_corpus(out: Path, made: Sequence[Planned], seed: int) -> None:
    """Write the documents and their truth under `out`."""
    projects: list[Row] = []
    for planned in made:
        forms = forms_of(planned)
        path = out / "raw" / planned.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(CONTAINERS[planned.ending](sheets_of(planned, forms), Random(f"{seed}/{planned.path}")))
        write_truth(out / "truth" / truth_of(planned), forms)
        projects += _projects(planned, forms)
    write_csv(out / "raw" / "sources.csv", SOURCES, map(_source, made))
    replaced = {planned.corrects for planned in made}
    serving = ({"path": p.path, "truth": truth_of(p)} for p in made if p.path not in replaced)
    write_csv(out / "truth_map.csv", ("path", "truth"), serving)
    write_csv(out / "projects.csv", PROJECTS, projects)
    write_csv(out / "changes.csv", CHANGES, (row for planned in made for row in _changes(planned)))
    corrections = ({"path": p.path, "corrects": p.corrects} for p in made if p.corrects)
    write_csv(out / "corrections.csv", ("path", "corrects"), corrections)


def forms_of(planned: Planned) -> list[Form]:
    """The forms of a document, each with its truth."""
    records = [own_spelling(record, planned.county) for record in planned.records]
    return FAMILIES[planned.family].make(records, planned.style)


def sheets_of(planned: Planned, forms: Sequence[Form]) -> list[Sheet]:
    """What a document prints: forms in the county's words; a list of several projects is one sheet."""
    sheets = [own_words(form.sheet, planned.county) for form in forms if form.sheet.widths]
    return [filled(sheet) for sheet in sheets] if planned.style.is_filled else sheets


def truth_of(planned: Planned) -> str:
    """The name of a document's folder of facts."""
    return planned.path.replace("/", "-").replace(".", "-")


def _source(planned: Planned) -> Row:
    return {
        "path": planned.path,
        "region_code": planned.region,
        "department": planned.department.name,
        "fiscal_year": str(planned.year),
        "title": f"{planned.year}年度{TITLES[FAMILIES[planned.family].kind]}",
        "publisher": planned.department.name,
        "published_on": planned.published_on,
        "is_excerpt": "false",
    }


def _projects(planned: Planned, forms: Sequence[Form]) -> Iterator[Row]:
    for number, form in enumerate(forms, 1):
        yield {
            "project_id": form.truth.project_id,
            "path": planned.path,
            "form_no": str(number),
            "fiscal_year": str(planned.year),
            "stage": form.truth.form["stage"],
            "project_name_printed": form.truth.form.get("project_name", ""),
        }


def _changes(planned: Planned) -> Iterator[Row]:
    for project_id, change in planned.changes:
        yield {"project_id": project_id, "path": planned.path, "fiscal_year": str(planned.year), **asdict(change)}
