"""What a terminal is shown of texts and names that others wrote: everything visible, nothing obeyed."""


def visible(text: object) -> str:
    """A text on one line: blanks stay blanks, control characters and marks of direction are shown as what they are."""
    return "".join(_shown(char) for char in str(text))


def _shown(char: str) -> str:
    if char.isprintable():
        return char
    return " " if char.isspace() and char not in "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029" else f"\\x{ord(char):02x}"
