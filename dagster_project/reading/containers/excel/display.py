"""What a cell displays: 0.96 under `0%` is `96%`, 1234.5 under `#,##0.00` is `1,234.50`."""

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from dagster_project.reading.containers.excel.dates import display_date
from dagster_project.reading.containers.excel.formats import Section, Token, sections_of

_OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_DIGITS_KEPT = 15  # of a number, by Excel
_WIDEST_GENERAL = 11  # characters of a number without a format
_MOST_DECIMALS = 60


def display(value: float | str, code: str, *, is_1904: bool = False) -> str:
    """The text that Excel shows for a value under a number format. Colours, widths and fill characters do not count."""
    sections = sections_of(code or "General")
    if isinstance(value, str):
        return _text(value, sections)
    section, shows_sign = _section(value, sections)
    if section.has("date", "elapsed") and (shown := display_date(value, section, is_1904=is_1904)) is not None:
        return shown
    if section.has("general", "slash", "text", "date", "elapsed") or not section.has("digit"):
        return _around(value if shows_sign else abs(value), section)
    return _number(value, section, shows_sign=shows_sign)


def general(value: float) -> str:
    """A number without a format: at most 11 characters of a fraction; whole numbers are never shortened here."""
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124  # not a number
        return str(value)
    number = _exact(value)
    if number == number.to_integral_value():
        return f"{number:f}".partition(".")[0] if number else "0"
    room = _WIDEST_GENERAL - 1 - len(f"{abs(number):f}".partition(".")[0])
    if abs(number) < Decimal("1e-4"):
        mantissa, _, exponent = f"{value:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"
    rounded = number.quantize(Decimal(1).scaleb(-max(room, 0)), ROUND_HALF_UP)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _exact(value: float) -> Decimal:
    """The number as Excel keeps it, without the noise of binary fractions."""
    return Decimal(f"{value:.{_DIGITS_KEPT}g}")


def _text(value: str, sections: Sequence[Section]) -> str:
    """A text under a format: the fourth section, or one with @, says what stands around it."""
    frame = sections[3] if len(sections) > 3 else sections[-1]
    if not frame.has("text") or frame.has("digit", "date"):
        return value
    return "".join(value if token.kind == "text" else _literal(token) for token in frame.tokens)


def _section(value: float, sections: Sequence[Section]) -> tuple[Section, bool]:
    """The section that serves a value, and whether the minus of a negative one is still to be shown."""
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _OPERATORS[section.condition[0]](value, section.condition[1]):
                return section, value < 0
        return numeric[-1], value < 0
    if value < 0 and len(numeric) > 1:
        return numeric[1], False
    if value == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], value < 0


def _around(value: float, section: Section) -> str:
    """A value without digits of a format: in general form if the format has a place for one, else only the words."""
    if not section.has("general", "text", "slash", "date", "elapsed"):
        return "".join(_literal(token) for token in section.tokens)
    if not section.has("general", "text"):
        return general(value)
    return "".join(general(value) if token.kind in ("general", "text") else _literal(token) for token in section.tokens)


def _literal(token: Token) -> str:
    return token.text if token.kind in ("literal", "percent", "comma", "point", "slash") else ""


def _number(value: float, section: Section, *, shows_sign: bool) -> str:
    if section.has("exponent"):
        return _scientific(value, section, shows_sign=shows_sign)
    tokens = list(section.tokens)
    whole, fraction = _split(tokens)
    scale = sum(token.kind == "percent" for token in tokens) * 2 - 3 * _thousands(whole, fraction)
    decimals = min(sum(token.kind == "digit" for token in fraction), _MOST_DECIMALS)
    try:
        rounded = abs(_exact(value)).scaleb(scale).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    except InvalidOperation:
        return general(value)
    digits, _, rest = f"{rounded:f}".partition(".")
    shown = _whole(digits.lstrip("0"), whole) + _fraction(rest, fraction)
    return f"-{shown}" if shows_sign and any(char in "123456789" for char in shown) else shown


def _split(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The tokens before the decimal point, and from it on."""
    at = next((at for at, token in enumerate(tokens) if token.kind == "point"), None)
    if at is None:
        last = max(at for at, token in enumerate(tokens) if token.kind == "digit") + 1
        commas = next((n for n, token in enumerate(tokens[last:]) if token.kind != "comma"), len(tokens) - last)
        at = last + commas
    return list(tokens[:at]), list(tokens[at:])


def _thousands(whole: Sequence[Token], fraction: Sequence[Token]) -> int:
    """How many thousands a number is divided by: the commas right behind the last digit."""
    tokens = [*whole, *fraction]
    last = max((at for at, token in enumerate(tokens) if token.kind == "digit"), default=-1)
    count = 0
    for token in tokens[last + 1 :]:
        if token.kind != "comma":
            break
        count += 1
    return count


def _whole(digits: str, tokens: Sequence[Token]) -> str:
    """The digits before the point dealt to their places from the right; the first place takes all that are left."""
    places = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    if not places:
        return "".join(_literal(token) for token in tokens if token.kind != "comma") + digits
    groups = any(token.kind == "comma" for token in tokens[places[0] : places[-1]])
    shown: list[str] = []
    left, count = digits, 0
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.kind != "digit":
            shown.append("" if token.kind == "comma" else _literal(token))
            continue
        taken, left = (left, "") if at == places[0] else (left[-1:], left[:-1])
        for digit in reversed(taken or ("0" if token.text == "0" else "")):
            shown.append("," if groups and count and count % 3 == 0 else "")
            shown.append(digit)
            count += 1
    return "".join(reversed(shown))


def _fraction(digits: str, tokens: Sequence[Token]) -> str:
    """The digits behind the point: zeros at the end are shown where the format says 0."""
    places = [token.text for token in tokens if token.kind == "digit"]
    keep = len(digits.rstrip("0"))
    keep = max([keep, *(at + 1 for at, place in enumerate(places) if place == "0")])
    left = digits[:keep]
    shown: list[str] = []
    for token in tokens:
        if token.kind == "digit":
            shown.append(left[:1])
            left = left[1:]
        elif token.kind != "comma" and (keep or token.kind != "point"):  # a bare point, as in `100.`, says nothing
            shown.append(_literal(token))
    return "".join(shown)


def _scientific(value: float, section: Section, *, shows_sign: bool) -> str:
    at = next(at for at, token in enumerate(section.tokens) if token.kind == "exponent")
    decimals = sum(token.kind == "digit" for token in _split(section.tokens[:at])[1])
    width = sum(token.kind == "digit" for token in section.tokens[at:])
    mantissa, _, exponent = f"{abs(value):.{decimals}E}".partition("E")
    sign = "-" if int(exponent) < 0 else "+" if section.tokens[at].text.endswith("+") else ""
    return f"{'-' if shows_sign else ''}{mantissa}E{sign}{abs(int(exponent)):0{width}d}"
