"""Lists: one table for many projects, a row for each indicator, the project's own cells merged beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from dagster_project.reading.document import Cell, page_of
from dagster_project.reading.fold import fold, fold_label, printed
from dagster_project.reading.forms.figures import is_absent, is_amount, unit_of
from dagster_project.reading.forms.flow_lists import placed
from dagster_project.reading.forms.headers import is_indicator_header
from dagster_project.reading.forms.indicators import read_indicators
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row, numbers_columns
from dagster_project.reading.forms.totals import is_total
from dagster_project.reading.names import department_name
from dagster_project.reading.problems import problem
from dagster_project.reading.vocabulary import Vocabulary

_NAMES = ("project_name", "unit_or_project")
_PARTIES = (*_NAMES, "project_code", "implementing_unit", "supervising_department", "reporting_unit")

Units = Mapping[int, Cell]
"""The department and the unit in force in a list, each by its column."""


@dataclass(slots=True)
class ListedProject:
    """A project of a list: the header, its rows, its units' cells by column (merged from above), the money unit."""

    header: Row
    rows: list[Row] = field(default_factory=list)
    units: Units = field(default_factory=dict)
    money_unit: str | None = None
    is_cut: bool = False  # the row below it has moved, and may be of this project
    is_named: bool = True  # else it is a row of indicators under no name
    own_units: frozenset[int] = frozenset()  # columns of units that its first row prints, or that are merged over it
    is_glued: bool = False  # a row of it stands in the cells of a head
    is_merged: bool = False  # its name is merged over its rows
    is_doubtful: bool = False  # names of the list stand beside the middle of their rows: whose are the others?


def is_list_header(row: Row, vocabulary: Vocabulary) -> bool:
    """Whether a row heads a list: it names a project column beside the columns of indicators."""
    labels = [fold_label(cell.text) for cell in row.filled]
    names_project = any(vocabulary.fields.get(label) in _NAMES for label in labels)
    is_whole = not row.is_flow or all(vocabulary.knows(label) for label in labels)
    return is_whole and names_project and is_indicator_header(row, vocabulary)


def projects_of(
    header: Row, rows: Sequence[Row], above: Sequence[Row], vocabulary: Vocabulary
) -> tuple[list[ListedProject], list[Row]]:
    """The projects of a list in order, and the rows that belong to none (a department's own total, a page's lines).

    Rows of indicators under no project are a project without a name, so that they are refused and not lost.
    """
    fields = _fields(header, vocabulary)
    project_col = next(col for col, name in fields.items() if name in _NAMES)
    unit_cols = [col for col, name in fields.items() if name in ("implementing_unit", "supervising_department")]
    money_unit = unit_of([row.text for row in (*above, header)], vocabulary)
    own = _own_columns(header, vocabulary)
    if header.is_flow:
        rows = placed(rows, own, project_col if fields[project_col] == "unit_or_project" else None, vocabulary)
    alone = _units_alone(rows, fields, above, vocabulary)
    projects, loose, units, name = list[ListedProject](), list[Row](), dict[int, Cell](), None
    for row in rows:
        if not row.is_flow and (is_total(row.filled, vocabulary) or numbers_columns(row)):
            name = None
            loose.append(row)
            continue
        by_col = {} if row.is_flow else {cell.col: cell for cell in row.filled}
        named = {col: cell for col, cell in by_col.items() if col in unit_cols}
        if any(units[col].text != cell.text for col, cell in named.items() if col in units):
            name = None  # another unit may have a project of the same name
        units = _in_force(units, named)
        here = by_col.get(project_col)
        if here and id(row) in alone:
            units, name = {project_col: here}, None  # a unit stands alone above its projects, in their column
            loose.append(row)
            continue
        if here and fold(here.text) != name:
            name = fold(here.text)
            if projects and not row.is_placed and not may_name_project(here.text, vocabulary):
                projects[-1].is_cut = True
            own_units = frozenset({cell.col for cell in row.hanging} | named.keys())
            found = ListedProject(header, units=units, money_unit=money_unit, own_units=own_units)
            found.is_merged = here.row_span > 1
            projects.append(found)
        elif here is None and named:
            name = None  # a row of the unit's own: what follows belongs to no project until one is named
        has_indicator = any(col not in own for col in by_col)
        if has_indicator and name is None:
            name = ""
            projects.append(ListedProject(header, units=units, money_unit=money_unit, is_named=False))
        (loose if name is None or row.is_flow else projects[-1].rows).append(row)
    _doubt_centred(projects)
    return projects, loose


def _units_alone(
    rows: Sequence[Row], fields: Mapping[int, str], above: Sequence[Row], vocabulary: Vocabulary
) -> set[int]:
    """The rows (by `id`) that print nothing but a unit, in the column of projects, above the projects of that unit.

    Where the column is not named for units too, the unit must be called like one, or be named above the list, and a
    project must be named right below it.
    """
    found = set()
    col, is_named_so = next((col, name == "unit_or_project") for col, name in fields.items() if name in _NAMES)
    known = {department_name(cell.text)[0] for row in above for cell in row.filled}
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        here = row.filled[0]
        if row.is_flow or len(row.filled) > 1 or here.col != col:
            continue
        name = department_name(here.text)[0] or ""
        is_unit = name in known or name.endswith(vocabulary.institutions)
        follows = (cell.text for cell in (below.filled if below else ()) if cell.col == col)
        if is_named_so or (is_unit and here.row_span == 1 and next(follows, here.text) != here.text):
            found.add(id(row))
    return found


def _in_force(units: Mapping[int, Cell], named: Mapping[int, Cell]) -> dict[int, Cell]:
    """The units in force below a row that names some: another department ends the unit inside it."""
    changed = [col for col, cell in named.items() if col in units and units[col].text != cell.text]
    return {col: cell for col, cell in units.items() if col <= min(changed, default=col)} | dict(named)


def _doubt_centred(projects: Sequence[ListedProject]) -> None:
    """Doubt what a list says of projects whose first name, or first unit, comes later than their first row.

    A list that merges such cells over their rows prints none beside their middle: there a page break cut the first one.
    """
    units = [item for each in projects for item in each.units.items()]
    merged = {col for col, cell in units if cell.row_span > 1}
    late_units = {col for col, _ in units if col not in projects[0].units} - merged
    are_merged = any(each.is_merged for each in projects)
    has_late_name = bool(projects) and not projects[0].is_named and not are_merged
    for each in projects:
        each.is_doubtful = each.is_named and (has_late_name or not late_units <= each.own_units)
    for above, here in pairwise(projects):  # its rows may be those of the project above, which is not whole then
        texts = [{col: cell.text for col, cell in each.units.items()} for each in (above, here)]
        is_same_unit = texts[0] == texts[1]
        above.is_doubtful |= above.is_named and not here.is_named and is_same_unit and not are_merged


def read_listed(project: ListedProject, form: Form, vocabulary: Vocabulary) -> None:
    """Read a project of a list into a form: its fields, money, goal and indicators."""
    names = _fields(project.header, vocabulary)
    own = _own_columns(project.header, vocabulary)
    for col, cell in project.units.items():
        party = "implementing_unit" if names[col] in _NAMES else names[col]
        form.field_once(f"{party}_printed", printed(cell.text))
    for cell in (cell for row in project.rows for cell in row.filled if cell.col in own):
        _take(cell, own[cell.col], names.get(cell.col), project, form, vocabulary)
    if not may_name_project(form.fields.get("project_name_printed"), vocabulary) or _may_be_centred(project):
        form.problems.append(problem("no_project", project.rows[0].locator))
    if len(project.rows) == 1 and len(project.rows[0].filled) == 1:
        form.problems.append(problem("unit_or_project", project.rows[0].locator, project.rows[0].text))
    if project.is_glued:
        form.problems.append(problem("glued_head", project.rows[0].locator, project.rows[0].text))
    if project.is_doubtful:
        form.problems.append(problem("name_in_the_middle", project.rows[0].locator))
    if project.is_cut:
        form.problems.append(problem("undecided_columns", project.rows[-1].locator, project.rows[-1].text))
    form.ledger.bind(cell for cell in project.header.filled if cell.col in own)
    rows = [_without(row, own, is_flow=project.header.is_flow) for row in (project.header, *project.rows)]
    read_indicators([row for row in rows if row.filled], form, vocabulary)


def may_name_project(name: str | None, vocabulary: Vocabulary) -> bool:
    """Whether a printed text may be a project's name: an amount or a level word is a cell that moved."""
    return name is not None and not is_amount(name) and not any(vocabulary.level(number, name) for number in (1, 2))


def _may_be_centred(project: ListedProject) -> bool:
    """Whether a page without rules may print the project's name beside the middle of its rows: then whose are they?"""
    rows = project.rows
    return len(rows) > 1 and not rows[0].is_placed and page_of(rows[0].locator) != ""


def _fields(header: Row, vocabulary: Vocabulary) -> dict[int, str]:
    found = ((cell.col, vocabulary.fields.get(fold_label(cell.text))) for cell in header.filled)
    return {col: name for col, name in found if name in _PARTIES}


def _own_columns(header: Row, vocabulary: Vocabulary) -> dict[int, Cell]:
    """The columns of the project itself: the header's cells that name no column of indicators."""
    return {
        cell.col: cell
        for cell in header.filled
        if vocabulary.columns.get(label := fold_label(cell.text)) in (None, "ordinal")
        and (label in vocabulary.fields or label in vocabulary.fund_columns or label in vocabulary.sections)
    }


def _without(row: Row, own: dict[int, Cell], *, is_flow: bool) -> Row:
    cells, hanging = (tuple(cell for cell in group if cell.col not in own) for group in (row.cells, row.hanging))
    text = " ".join(cell.text for cell in cells) if is_flow else row.text
    return replace(row, cells=cells, hanging=hanging, is_flow=is_flow, text=text)


def _take(cell: Cell, head: Cell, name: str | None, project: ListedProject, form: Form, vocabulary: Vocabulary) -> None:
    label = fold_label(head.text)
    if name:
        name = "project_name" if name == "unit_or_project" else name
        form.field_once(f"{name}_printed", printed(cell.text))
    elif label in vocabulary.sections:
        _take_text(cell, vocabulary.sections[label], form)
    elif label in vocabulary.fund_columns and is_amount(cell.text):
        unit = unit_of([cell.text, head.text], vocabulary) or project.money_unit
        if not _take_amount(_fund_line(cell, head, unit, vocabulary), form):
            form.ledger.reject([cell], "undecided_figures")
            return
    elif not is_absent(cell.text) and vocabulary.fields.get(label) != "ordinal":
        return
    form.ledger.bind([cell])


def _take_text(cell: Cell, section: str, form: Form) -> None:
    """A text of the project; a merged cell that was filled in prints it in every row."""
    if all(each["section_code"] != section or each["parts"][0][0] != cell.text for each in form.sections):
        form.sections.append({"section_code": section, "parts": [(cell.text, cell.locator)], "locator": cell.locator})


def _take_amount(line: dict[str, object], form: Form) -> bool:
    """Add an amount of the project, once where every row prints it; False where another one stands there already."""
    same = [each for each in form.fund_lines if each["item_printed"] == line["item_printed"]]
    if not same:
        form.fund_lines.append(line)
    return not same or same[0]["amount_printed"] == line["amount_printed"]


def _fund_line(cell: Cell, head: Cell, unit: str | None, vocabulary: Vocabulary) -> dict[str, object]:
    return {
        "fund_side": "whole",
        "item_printed": printed(head.text),
        "item_code": "total",
        "is_subtotal": False,
        "measure": vocabulary.fund_columns[fold_label(head.text)],
        "amount_printed": printed(cell.text),
        "unit_printed": unit,
        "locator": cell.locator,
        "item_locator": cell.locator,
    }
