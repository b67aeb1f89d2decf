"""Which encoding a text is in, told by its content."""

import codecs
import re

from dagster_project.reading.problems import refusal

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
_HEAD = 4096
# Characters no text holds, and the private area where bytes that are no text end up.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ue000-\uefff\uf100-\uf8ff]")
_MOST_NO_TEXT, _STRAY = 0.01, 3
_MOST_LOST = 0.001


def decode(data: bytes) -> str:
    """Text from UTF-8, UTF-16 or GB18030; a character cut off at the end is left out.

    Raises ReadingError where it is none of them.
    """
    return _decoded(data)[0]


def is_cut(data: bytes) -> bool:
    """Whether a text breaks off inside a character. Raises ReadingError as `decode` does."""
    return _decoded(data)[1]


def decode_page(data: bytes) -> str:
    """The text of an HTML page, whose own word on its encoding is heard after UTF-8. Some lost characters are borne.

    They become U+FFFD. Raises ReadingError where more than one in a thousand is lost.
    """
    first, *others = _encodings(data)
    wanted = [first, *_declared(data), *others]
    for encoding in wanted:
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    best = min((data.decode(encoding, errors="replace") for encoding in wanted), key=_lost)
    if _lost(best) > len(best) * _MOST_LOST + 1:
        raise refusal("not_text")
    return best


def _decoded(data: bytes) -> tuple[str, bool]:
    """The text, and whether it breaks off inside a character."""
    for encoding in _encodings(data):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            text = decoder.decode(data)
        except UnicodeError:
            continue
        if _is_text(text):
            return text, bool(decoder.getstate()[0])
    raise refusal("not_text")


def _encodings(data: bytes) -> list[str]:
    """What to try, in order: the mark's; UTF-16 without a mark where bytes are nil; UTF-8, GB18030."""
    marked = [encoding for mark, encoding in _MARKS.items() if data.startswith(mark)]
    if marked:
        return marked
    head = data[:_HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even + odd:
        return ["utf-16-le"] if odd > even else ["utf-16-be"]
    return ["utf-8", "gb18030"]


def _declared(data: bytes) -> list[str]:
    found = _DECLARED.search(data[:_HEAD])
    if not found:
        return []
    name = found.group(1).decode("ascii", "ignore").lower()
    try:
        known = codecs.lookup(_SUPERSETS.get(name, name))
    except LookupError:
        return []
    return [known.name] if known._is_text_encoding else []  # noqa: SLF001  # the only way to know hex and zip apart


def _is_text(text: str) -> bool:
    return "\x00" not in text and len(_NO_TEXT.findall(text)) <= len(text) * _MOST_NO_TEXT + _STRAY


def _lost(text: str) -> int:
    return text.count("\ufffd")
