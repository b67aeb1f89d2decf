"""Symbol fonts: their letters are pictures. What the pictures of check boxes and comparison signs mean."""

from collections.abc import Mapping

# Of fonts whose letters are pictures: code -> the character that looks like it.
_FONTS: Mapping[str, Mapping[int, str]] = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x78: "☒", 0xA1: "○", 0xA3: "○", 0xA4: "◉",
        0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings2": {
        0x2A: "☐", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x98: "●", 0xA3: "☐", 0xA2: "■",
    },
    "webdings": {0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●"},
    "symbol": {
        0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD6: "√", 0xB0: "°", 0xB7: "•",
    },
}  # fmt: skip
_FAMILIES = ("wingdings2", "wingdings", "webdings", "symbol")
_PRIVATE = range(0xF000, 0xF100)  # where programs put the letters of such fonts


def is_symbol_font(font: str) -> bool:
    """Whether a font's letters are pictures."""
    return _family(font) in _FONTS


def symbol(font: str, code: int) -> str:
    """What a letter of a symbol font looks like: a known character, the letter itself where it is one, or a dot."""
    known = _FONTS.get(_family(font), _FONTS["wingdings"])
    low = code & 0xFF if code in _PRIVATE else code
    if low in known:
        return known[low]
    return chr(low) if _family(font) == "symbol" and chr(low).isprintable() else "•"


def shown(text: str, font: str) -> str:
    """A text set in a font, as it is seen. Without a symbol font only letters of the private area are pictures."""
    if is_symbol_font(font):
        return "".join(char if char.isspace() else symbol(font, ord(char)) for char in text)
    if text.isascii():
        return text
    return "".join(symbol("wingdings", ord(char)) if ord(char) in _PRIVATE else char for char in text)


def _family(font: str) -> str:
    """`ABCDEF+Wingdings-Regular` and `Wingdings 2` -> wingdings, wingdings2."""
    name = font.rpartition("+")[2].lower().replace(" ", "").replace("-", "")
    return next((family for family in _FAMILIES if name.startswith(family)), name)


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """A text that is printed above the line: its digits as such, so that a footnote's mark is no digit of a figure."""
    return text.translate(_RAISED)
