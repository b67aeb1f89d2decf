"""A fund block while it is read: what its labels have said so far, and the lines it gives."""

from dataclasses import dataclass, field

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold_label, printed
from dagster_project.reading.forms.figures import is_figure, unit_of
from dagster_project.reading.forms.fund_columns import FundColumns
from dagster_project.reading.forms.headers import Column
from dagster_project.reading.forms.records import Form
from dagster_project.reading.vocabulary import Vocabulary


@dataclass(slots=True)
class Funds:
    """A fund block while it is read."""

    form: Form
    vocabulary: Vocabulary
    lines_before: int = 0  # lines that the form had before this block
    has_use: bool = False
    unit: str | None = None
    units: dict[str, str] = field(default_factory=dict)  # of the columns that name their own
    side: str | None = None
    sides: dict[int, str] = field(default_factory=dict)  # of lists that stand side by side, by column
    group: str | None = None  # item code of the label above its sub-items
    columns: tuple[Column, ...] = ()
    lists: tuple[Column, ...] = ()  # of two lists side by side: side, measure, side, measure
    known: FundColumns = field(default_factory=FundColumns)
    header: str = ""  # text of a header broken over lines
    midterm: set[int] = field(default_factory=set)  # places of items whose money is of several years
    pending: list[Cell] = field(default_factory=list)  # words of an item broken over lines
    above: str = ""  # a label alone in the bare line above
    unmeasured: list[tuple[Cell, Cell]] = field(default_factory=list)  # items and amounts beside the columns

    side_totals: dict[str, tuple[Cell, Cell]] = field(default_factory=dict)  # side -> its label, what it says of all

    def side_of(self, item: Cell) -> str | None:
        """The side that an item is of: that of the label above it, else that of the block so far."""
        above = [col for col in self.sides if col <= item.col]
        return self.sides[max(above)] if len(self.sides) > 1 and above else self.side


def add_line(item: Cell, measure: str, amount: Cell, funds: Funds, *, total: bool = False) -> None:
    """Add an amount to the form's fund lines; a `total` is one of neither side, whatever its item is called."""
    label, side = fold_label(item.text), funds.side_of(item)
    code = funds.vocabulary.fund_items.get(label)
    is_whole = total or (side is None and label in funds.vocabulary.fund_wholes)
    code = "total" if total else code
    if code == "subtotal":
        code = funds.group or "fiscal_appropriation"
    elif side == "use" and code != "total":
        code = "spending_item"
    funds.form.fund_lines.append(
        {
            "fund_side": "whole" if is_whole else side or "source",
            "item_printed": printed(item.text),
            "item_code": code or "other",
            "is_subtotal": funds.vocabulary.fund_items.get(label) == "subtotal",
            "measure": _measure(measure, funds),
            "amount_printed": printed(amount.text),
            "unit_printed": unit_of([amount.text, item.text], funds.vocabulary)
            or funds.units.get(measure)
            or funds.unit,
            "locator": amount.locator,
            "item_locator": item.locator,
        }
    )


def _measure(name: str, funds: Funds) -> str:
    """A target form prints one budget; which of the two it is, is not printed."""
    is_target = funds.form.fields.get("stage") == "target"
    return "budget" if is_target and name == "revised_budget" else name


def take_execution(name: str, cell: Cell, funds: Funds) -> None:
    """Take a figure of the execution columns (rate, points) into the form's fields; what stands first serves."""
    if is_figure(cell.text):
        funds.form.field_once(f"{name}_printed", printed(cell.text))
        funds.form.field_once("execution_locator", cell.locator)
