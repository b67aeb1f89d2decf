"""Number formats of Excel, taken apart: sections by sign, the digits and what stands around them."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

# Formats that have a number and no text in the file. 27-36 and 50-58 as a Chinese Excel shows them.
BUILT_IN: dict[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: "¥#,##0;¥-#,##0", 6: "¥#,##0;¥-#,##0", 7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;¥-#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 34: 'AM/PMh"时"mm"分"', 35: 'AM/PMh"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-", 42: "¥#,##0;-¥#,##0;¥-", 43: "#,##0.00;-#,##0.00;-", 44: "¥#,##0.00;-¥#,##0.00;¥-",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: 'AM/PMh"时"mm"分"', 56: 'AM/PMh"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

Kind = Literal[
    "literal", "digit", "point", "comma", "percent", "exponent", "date", "elapsed", "text", "general", "slash"
]  # fmt: skip

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<skipped>.)|\*(?P<filled>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<noon>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_CURRENCY = re.compile(r"\$([^-]*)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a format: what kind it is, and its text."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of up to four formats that share a cell; `condition` is an operator and a number, or None."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None

    def has(self, *kinds: Kind) -> bool:
        """Whether a token of one of these kinds stands in it."""
        return any(token.kind in kinds for token in self.tokens)


@lru_cache(maxsize=4096)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a format's text."""
    sections: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, float] | None = None
    for found in _TOKEN.finditer(code):
        if found.lastgroup == "other" and found.group() == ";":
            sections.append(Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif found.lastgroup == "bracket":
            condition = _condition(found.group("bracket")) or condition
            tokens += _bracket(found.group("bracket"))
        else:
            tokens += _token(found)
    return (*sections, Section(tuple(tokens), condition))


def _token(found: re.Match[str]) -> list[Token]:
    kind, text = found.lastgroup or "", found.group()
    if kind in ("quoted", "escaped"):
        return [Token("literal", found.group(kind) or "")]
    if kind in ("skipped", "filled"):
        return []
    if kind == "noon":
        return [Token("date", "noon")]
    if kind in ("general", "date", "exponent"):
        return [Token(kind, text.lower())]  # type: ignore[arg-type]  # three of the kinds
    return [_other(text)]


def _other(char: str) -> Token:
    kinds: dict[str, Kind] = {
        "0": "digit", "#": "digit", "?": "digit", ".": "point", ",": "comma", "%": "percent", "@": "text", "/": "slash",
    }  # fmt: skip
    return Token(kinds.get(char, "literal"), char)


def _bracket(inside: str) -> list[Token]:
    """`[h]` counts hours beyond a day, `[$¥-804]` prints a currency; colours and languages print nothing."""
    if _ELAPSED.fullmatch(inside):
        return [Token("elapsed", inside.lower())]
    currency = _CURRENCY.match(inside)
    return [Token("literal", currency.group(1))] if currency and currency.group(1) else []


def _condition(inside: str) -> tuple[str, float] | None:
    found = _CONDITION.fullmatch(inside)
    try:
        return (found.group(1), float(found.group(2))) if found else None
    except ValueError:
        return None
