"""Header fields: labels and their values, tick boxes, contacts."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold, fold_label, printed
from dagster_project.reading.forms.figures import is_amount, is_number, unit_of
from dagster_project.reading.forms.fund_block import Funds, add_line
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row, numbers_page
from dagster_project.reading.persons import contacts_in
from dagster_project.reading.vocabulary import Vocabulary

_YEAR = re.compile(r"\(?(20\d\d)(?:年度?)?\)?")
_PLACE_YEAR = re.compile(r"[^\d:]{0,16}(20\d\d)年度")  # 某县2022年度
_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_BARE_PAGE = re.compile(r"[-–—]?\d{1,3}[-–—]?")
_PARTIES = ("supervising_department", "implementing_unit", "reporting_unit", "project_name")
_BUDGETS = ("budget_total", "budget_of_year")
_OPTION_FIELDS = ("recurrence", "category", "government_tier")


@dataclass(slots=True)
class _Value:
    """A label met, and the cells after it."""

    name: str
    cells: list[Cell] = field(default_factory=list)
    is_flow: bool = False
    section: str = ""
    label: Cell | None = None


def read_fields(rows: Sequence[Row], form: Form, vocabulary: Vocabulary) -> None:
    """Read header fields into `form.fields`; names and numbers of persons go to `form.contacts` alone.

    In a grid a value stands in its label's row; in bare lines it goes on until the next label.
    """
    values: list[_Value] = []
    for row in rows:
        if _take_year(row, form) or (row.is_flow and _is_page(row, values)):
            form.ledger.bind(row.cells)
            continue
        if values and not (row.is_flow and values[-1].is_flow):
            values.append(_Value("", is_flow=row.is_flow))
        for cell in row.filled:
            _read_cell(cell, row, values, form, vocabulary)
    for value in values:
        _take(value, form, vocabulary)


def _take_year(row: Row, form: Form) -> bool:
    match = _YEAR.fullmatch(fold(row.text).translate(_NUMERALS)) or _PLACE_YEAR.fullmatch(fold(row.text))
    if match:
        form.field_once("fiscal_year_printed", match.group(1))
    return match is not None


def _is_page(row: Row, values: list[_Value]) -> bool:
    """A bare page number, unless a label still waits for its value."""
    waits = bool(values) and values[-1].is_flow and values[-1].name and not values[-1].cells
    is_bare = _BARE_PAGE.fullmatch(fold(row.text)) is not None
    return (is_bare or numbers_page(row.text)) and not waits


def _read_cell(cell: Cell, row: Row, values: list[_Value], form: Form, vocabulary: Vocabulary) -> None:
    label = fold_label(cell.text)
    waits = bool(values) and bool(values[-1].name) and not values[-1].cells
    if not waits and (year := _YEAR.fullmatch(fold(cell.text))):
        form.field_once("fiscal_year_printed", year.group(1))
        form.ledger.bind([cell])
    elif name := vocabulary.fields.get(label):
        values.append(_Value(name, is_flow=row.is_flow, label=cell))
        form.ledger.bind([cell])
    elif label in vocabulary.sections and cell is not row.filled[0]:
        values.append(_Value("section", is_flow=row.is_flow, section=vocabulary.sections[label]))
        form.ledger.bind([cell])
    elif label in vocabulary.markers or label in vocabulary.fund_blocks:
        values.append(_Value("", is_flow=row.is_flow))
        form.ledger.bind([cell])
    elif values and values[-1].name:
        values[-1].cells.append(cell)
    elif cell is row.filled[0] and not values and vocabulary.unit_lines.fullmatch(fold(cell.text)):
        form.field_once("reporting_unit_printed", printed(cell.text))
        form.ledger.bind([cell])
    elif _ticked(cell.text, vocabulary):
        values.append(_Value("recurrence", [cell], row.is_flow))


def _take(value: _Value, form: Form, vocabulary: Vocabulary) -> None:
    value.cells = _own_cells(value, form, vocabulary)
    if not value.name or not value.cells:
        return
    if value.name == "contact":
        form.fields["contact_was_printed"] = True
        form.contacts += contacts_in(_text(value), value.cells[0].locator)
    elif value.name == "section":
        parts = [(cell.text, cell.locator) for cell in value.cells]
        form.sections.append({"section_code": value.section, "parts": parts, "locator": parts[0][1]})
    elif value.name == "grade" and _has_boxes(value, vocabulary):
        _take_ticked_grade(value, form, vocabulary)
        return
    elif value.name in _BUDGETS:
        _take_budget(value, form, vocabulary)
        return
    elif value.name in _OPTION_FIELDS:
        _take_options(value, form, vocabulary)
    elif len(value.cells) > 1 and not value.is_flow:
        _take_first(value, form)
        return
    else:
        _set(value.name, _text(value), value.cells[0], form)
    form.ledger.bind(value.cells)


def _own_cells(value: _Value, form: Form, vocabulary: Vocabulary) -> list[Cell]:
    """The cells of a value without what may not be of it; none of a total score that prints no figure."""
    if not value.is_flow:  # a merged cell that was taken apart prints its text in each of its places
        again = [cell for cell in value.cells[1:] if fold(cell.text) == fold(value.cells[0].text)]
        form.ledger.bind(again)
        return [cell for cell in value.cells if cell not in again]
    if value.name in _PARTIES and value.cells:
        _end_before_money(value, form)
        return _before_label(value.cells, vocabulary)
    is_cut_off = value.name == "score_total" and not is_number(_text(value) or "")
    return [] if is_cut_off else value.cells  # the label stands in another table's header


def _before_label(cells: list[Cell], vocabulary: Vocabulary) -> list[Cell]:
    """The words of a value before a label that a blank broke (主管 | 部门)."""
    joined = [fold_label(one.text + other.text) for one, other in pairwise(cells)]
    return cells[: next((at for at, label in enumerate(joined) if label in vocabulary.fields), len(cells))]


def _end_before_money(value: _Value, form: Form) -> None:
    """A name may go on over lines; one that prints an amount is of a field whose label nobody knows."""
    lines = list(dict.fromkeys(cell.locator for cell in value.cells))
    with_money = [cell.locator for cell in value.cells if is_amount(cell.text) and cell.locator != lines[0]]
    if with_money:
        kept = lines[: lines.index(with_money[0])]
        form.ledger.reject((cell for cell in value.cells if cell.locator not in kept), "no_label")
        value.cells = [cell for cell in value.cells if cell.locator in kept]


_BOXED = re.compile(r"([^\s()\[\]]{1,3})\s*[(\[]\s*([√✓✔]?)\s*[)\]]")


def _has_boxes(value: _Value, vocabulary: Vocabulary) -> bool:
    text = unicodedata.normalize("NFKC", _text(value) or "")
    return any(mark in text for mark in vocabulary.ticks_on | vocabulary.ticks_off) or bool(_BOXED.search(text))


def _take_ticked_grade(value: _Value, form: Form, vocabulary: Vocabulary) -> None:
    """The one grade whose box is ticked (优□ 良☑, 优( )良(√)); none where nobody can say which."""
    text = unicodedata.normalize("NFKC", " ".join(cell.text for cell in value.cells))
    boxed = _BOXED.findall(text)
    ticked = [word for word, mark in boxed if mark] if boxed else _ticked(text, vocabulary)
    grades = [word for word in ticked if fold(word) in vocabulary.grades]
    form.ledger.bind(value.cells)
    if len(grades) == 1:
        _set("grade", grades[0], value.cells[0], form)
    elif ticked:
        form.ledger.reject(value.cells, "no_label")


def _take_budget(value: _Value, form: Form, vocabulary: Vocabulary) -> None:
    """A budget that stands among the fields: the total, of neither side; beside that of the year it is of all years."""
    amount = value.cells[0]
    if len(value.cells) > 1 or value.label is None or not is_amount(amount.text):
        form.ledger.reject(value.cells, "undecided_figures")
        return
    unit = unit_of([amount.text, value.label.text, form.fields.get("money_unit") or ""], vocabulary)
    funds = Funds(form, vocabulary, len(form.fund_lines), unit=unit)
    add_line(value.label, "budget", amount, funds, total=True)
    form.ledger.bind(value.cells)
    named = [(vocabulary.fields.get(fold_label(line["item_printed"])), line) for line in form.fund_lines]
    if any(name == "budget_of_year" for name, _ in named):
        for line in (line for name, line in named if name == "budget_total"):
            line["measure"] = "mid_term_budget"


def _take_first(value: _Value, form: Form) -> None:
    """A grid row with more than one cell after a label: the first is its value, the others belong to nobody."""
    _set(value.name, _text(_Value(value.name, value.cells[:1])), value.cells[0], form)
    form.ledger.bind(value.cells[:1])
    form.ledger.reject(value.cells[1:], "no_label")


def _set(name: str, text: str | None, cell: Cell, form: Form) -> None:
    if name == "fiscal_year":
        match = _YEAR.fullmatch(fold(text or ""))
        form.field_once("fiscal_year_printed", match.group(1) if match else None)
    elif name == "grade":
        form.field_once("grade_printed", text)
        form.field_once("grade_locator", cell.locator)
    else:
        suffix = "" if name in ("stamp", "origin", "filled_on", "money_unit", "form_code") else "_printed"
        form.field_once(f"{name}{suffix}", text)


def _text(value: _Value) -> str | None:
    """A value as printed: words of one line with a blank between them, lines without."""
    text = ""
    for at, cell in enumerate(value.cells):
        same_line = at > 0 and cell.locator == value.cells[at - 1].locator
        text += (" " if same_line else "") + cell.text
    return printed(text)


def _take_options(value: _Value, form: Form, vocabulary: Vocabulary) -> None:
    """Tick boxes: a ticked word gives its own field a value; a lone word without boxes is the value."""
    words = _words(value.cells, vocabulary)
    ticked = _ticked(" ".join(cell.text for cell in value.cells), vocabulary)
    if not ticked and len(words) == 1:
        ticked = words
    for word in ticked:
        name, code = vocabulary.options.get(fold_label(word), (value.name, None))
        form.field_once(f"{name}_printed", word)
        form.field_once(f"{name}_code", code)


def _words(cells: Sequence[Cell], vocabulary: Vocabulary) -> list[str]:
    marks = vocabulary.ticks_on | vocabulary.ticks_off
    return [word for cell in cells for word in _parts(cell.text, vocabulary) if word not in marks]


def _parts(text: str, vocabulary: Vocabulary) -> list[str]:
    """Words and tick marks in order."""
    marks = sorted(vocabulary.ticks_on | vocabulary.ticks_off, key=len, reverse=True)
    split = re.split(f"({'|'.join(map(re.escape, marks))})", text)
    return [word for part in split for word in ([part] if part in marks else part.split())]


def _ticked(text: str, vocabulary: Vocabulary) -> list[str]:
    """The words whose box is ticked. Boxes stand before their words where the first one does, else after."""
    parts = _parts(text, vocabulary)
    marks = vocabulary.ticks_on | vocabulary.ticks_off
    is_before = bool(parts) and parts[0] in marks
    pairs = [(b, a) if is_before else (a, b) for a, b in pairwise(parts)]
    return [word for word, mark in pairs if mark in vocabulary.ticks_on and word not in marks]
