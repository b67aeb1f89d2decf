"""Dates and times of Excel: a number of days, displayed as its format says."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from dagster_project.reading.containers.excel.formats import Section, Token

_FIRST_1900 = datetime(1899, 12, 30)  # noqa: DTZ001  # a date on paper has no time zone
_FIRST_1904 = datetime(1904, 1, 1)  # noqa: DTZ001  # as above
_LEAP_BUG = 60  # Excel believes in 1900-02-29: days before it are one off
_LAST = 2_958_466
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ZH_DAYS = "一二三四五六日"

_SHOWN: Mapping[str, Callable[[datetime], str]] = {
    "y": lambda day: f"{day.year % 100:02d}",
    "yy": lambda day: f"{day.year % 100:02d}",
    "yyy": lambda day: f"{day.year:04d}",
    "yyyy": lambda day: f"{day.year:04d}",
    "e": lambda day: f"{day.year:04d}",
    "m": lambda day: str(day.month),
    "mm": lambda day: f"{day.month:02d}",
    "mmm": lambda day: _MONTHS[day.month - 1][:3],
    "mmmm": lambda day: _MONTHS[day.month - 1],
    "mmmmm": lambda day: _MONTHS[day.month - 1][0],
    "d": lambda day: str(day.day),
    "dd": lambda day: f"{day.day:02d}",
    "ddd": lambda day: _DAYS[day.weekday()][:3],
    "dddd": lambda day: _DAYS[day.weekday()],
    "aaa": lambda day: _ZH_DAYS[day.weekday()],
    "aaaa": lambda day: f"星期{_ZH_DAYS[day.weekday()]}",
    "hh": lambda day: f"{day.hour:02d}",
    "s": lambda day: str(day.second),
    "ss": lambda day: f"{day.second:02d}",
    "minute": lambda day: str(day.minute),
    "minutes": lambda day: f"{day.minute:02d}",
    "noon": lambda day: "上午" if day.hour < 12 else "下午",
}


def display_date(value: float, section: Section, *, is_1904: bool) -> str | None:
    """A number of days under a date format, None where it is no date (negative, beyond the year 9999)."""
    if not 0 <= value < _LAST:
        return None
    first = _FIRST_1904 if is_1904 else _FIRST_1900
    day = first + timedelta(days=value + (1 if not is_1904 and value < _LEAP_BUG else 0))
    day = (day + timedelta(microseconds=500_000)).replace(microsecond=0)
    tokens = section.tokens
    has_noon = any(token.text == "noon" and token.kind == "date" for token in tokens)
    return "".join(_piece(at, tokens, value, day, has_noon=has_noon) for at in range(len(tokens)))


def _piece(at: int, tokens: Sequence[Token], value: float, day: datetime, *, has_noon: bool) -> str:
    token = tokens[at]
    if token.kind == "elapsed":
        return _elapsed(token.text, value)
    if token.kind != "date":
        return "0" if token.kind == "digit" else "" if token.kind in ("text", "general") else token.text
    if token.text == "h":
        return str((day.hour + 11) % 12 + 1 if has_noon else day.hour)
    if token.text in ("m", "mm") and _is_minute(at, tokens):
        return _SHOWN["minute" if token.text == "m" else "minutes"](day)
    return _SHOWN[token.text](day) if token.text in _SHOWN else ""


def _is_minute(at: int, tokens: Sequence[Token]) -> bool:
    """Behind hours or before seconds an m means minutes."""
    dates = [(n, token) for n, token in enumerate(tokens) if token.kind in ("date", "elapsed") and token.text != "noon"]
    place = next(n for n, (where, _) in enumerate(dates) if where == at)
    before = dates[place - 1][1].text[0] if place else ""
    after = dates[place + 1][1].text[0] if place + 1 < len(dates) else ""
    return before == "h" or after == "s"


def _elapsed(unit: str, value: float) -> str:
    seconds = round(value * 86_400)
    count = {"h": seconds // 3600, "m": seconds // 60, "s": seconds}[unit[0]]
    return f"{count:0{len(unit)}d}"
