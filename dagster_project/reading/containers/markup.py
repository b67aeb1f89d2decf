"""Remains of HTML inside text and Markdown cells."""

import html
import re

from dagster_project.reading.containers.symbols import raised

_BREAK = re.compile(r"<(?:br|/p|/div)\s*/?>", re.IGNORECASE)
_BOX = re.compile(r"<input\b([^<>]*)>", re.IGNORECASE)
_RAISED = re.compile(r"<sup\b[^<>]*>(.*?)</sup>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|span|div|b|i|u|strong|em|sub|sup|font|center)\b[^<>]*>", re.IGNORECASE)


_STRUCK = re.compile(
    r"<(s|strike|del)\b[^<>]*>.{0,999}?</\1\s*>|~~(?=[^\s~]).{1,999}?(?<=[^\s~])~~(?!~)", re.IGNORECASE
)


def has_struck(text: str) -> bool:
    """Whether a line holds a text that is struck out, which is not read."""
    return _STRUCK.search(text) is not None


def plain(text: str) -> str:
    """A cell's text without markup: breaks become line breaks, check boxes ☑ or ☐, what is struck out is gone."""
    text = _STRUCK.sub("", text)
    if "<" not in text and "&" not in text:
        return text
    boxed = _BOX.sub(lambda box: "☑" if re.search(r"\bchecked\b", box.group(1), re.IGNORECASE) else "☐", text)
    marked = _RAISED.sub(lambda found: raised(found.group(1)), boxed)
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", marked)))
