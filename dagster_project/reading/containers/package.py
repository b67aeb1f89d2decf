"""Office files: a zip of XML parts, opened without trusting what it says of itself."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from dagster_project.errors import ReadingError
from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.problems import refusal

# What zipfile raises for a broken, cut or locked member.
ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)
_ENCRYPTED_FLAG = 0x1
_CHUNK = 1 << 16
_PARSER: Mapping[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
# The same words under the names of the strict variant of the standard.
_STRICT: Mapping[bytes, bytes] = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}


class Package:
    """The parts of an Office file by name. Every access raises ReadingError where the file is no sound zip."""

    def __init__(self, data: bytes, desk: Desk) -> None:
        """Open the zip in `data`; sizes are counted on `desk`."""
        self._desk = desk
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except ZIP_ERRORS as error:
            raise refusal("damaged", container="zip", kind=type(error).__name__) from error
        desk.check("files inside", len(self._zip.infolist()), desk.limits.members)
        self._members = {member.filename.lstrip("/").lower(): member for member in self._zip.infolist()}

    def names(self) -> list[str]:
        """The names of all parts, in lower case, as they stand in the file."""
        return list(self._members)

    def members(self) -> list[zipfile.ZipInfo]:
        """All files and folders, as the zip lists them."""
        return self._zip.infolist()

    def has(self, name: str) -> bool:
        """Whether there is a part of this name (letters' case does not count)."""
        return name.lower() in self._members

    def size(self, name: str) -> int:
        """The unpacked size that the file states for a part."""
        return self._members[name.lower()].file_size

    def open(self, name: str) -> "_Part":
        """A part as a stream of bytes. Raises ReadingError where it is missing, locked or too large."""
        member = self._members.get(name.lower())
        if member is None:
            raise refusal("damaged", container="zip", kind="missing part")
        return self.open_member(member)

    def open_member(self, member: zipfile.ZipInfo) -> "_Part":
        """One of `members` as a stream of bytes. Raises ReadingError where it is locked or too large."""
        if member.flag_bits & _ENCRYPTED_FLAG:
            raise refusal("encrypted")
        self._check_size(member)
        try:
            return _Part(self._zip.open(member))
        except ZIP_ERRORS as error:
            raise refusal("damaged", container="zip", kind=type(error).__name__) from error

    def read(self, name: str) -> bytes:
        """The bytes of a part, with the standard's strict names as the usual ones."""
        data = self.open(name).read()
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
        return data

    def tree(self, name: str) -> Any:
        """The root element of an XML part."""
        return parse_xml(self.read(name))

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: id -> kind (last word of its type) and the name of the other part."""
        place = join(dirname(name), "_rels", name.rpartition("/")[2] + ".rels")
        if not self.has(place):
            return {}
        return {
            each.get("Id", ""): (each.get("Type", "").rpartition("/")[2], _target(dirname(name), each))
            for each in self.tree(place)
            if each.get("TargetMode") != "External"
        }

    def main_part(self, usual: str) -> str:
        """The part that the file names as its document, else the usual one."""
        parts = [part for kind, part in self.related("").values() if kind == "officeDocument" and self.has(part)]
        return parts[0] if parts else usual

    def _check_size(self, member: zipfile.ZipInfo) -> None:
        limits = self._desk.limits
        self._desk.check("unpacked bytes", member.file_size, limits.part_bytes)
        if member.file_size > limits.ratio_from_bytes:
            self._desk.check("times its packed size", member.file_size // max(member.compress_size, 1), limits.ratio)
        self._desk.take_bytes(member.file_size)


class _Part(io.RawIOBase):
    """A part being unpacked; the zip's own errors become ReadingError. Never gives more than the zip states."""

    def __init__(self, stream: Any) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        """It can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, all that are left without a size."""
        try:
            return bytes(self._stream.read(None if size < 0 else size))
        except ZIP_ERRORS as error:
            raise refusal("damaged", container="zip", kind=type(error).__name__) from error


def parse_xml(data: bytes) -> Any:
    """The root element of an XML text. Raises ReadingError for broken XML and for any document type or entity."""
    try:
        root = etree.fromstring(data, etree.XMLParser(**_PARSER))
    except etree.LxmlError as error:
        raise _broken(data, error) from error
    refuse_document_type(root)
    return root


def events(stream: Any) -> Iterator[tuple[str, Any]]:
    """The start and end of every element of an XML stream, in bounded memory if the caller clears what it has read.

    Raises ReadingError as `parse_xml` does.
    """
    parser = etree.XMLPullParser(events=("start", "end"), **_PARSER)
    is_checked, head = False, b""
    try:
        while chunk := stream.read(_CHUNK):
            head = head or chunk
            parser.feed(chunk)
            for event, element in parser.read_events():
                if not is_checked:
                    refuse_document_type(element)
                    is_checked = True
                yield event, element
        parser.close()
    except etree.LxmlError as error:
        raise _broken(head, error) from error


def _broken(data: bytes, error: Exception) -> ReadingError:
    """The refusal of XML that cannot be parsed; a declaration of entities is the likelier reason."""
    if b"<!DOCTYPE" in data[:_CHUNK].replace(b"\x00", b""):
        return refusal("unsafe_xml")
    return refusal("damaged", container="XML", kind=type(error).__name__)


def refuse_document_type(root: Any) -> None:
    """Raise ReadingError where a document type is declared: no office program writes one, entity bombs need one."""
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.doctype:
        raise refusal("unsafe_xml")


def _target(folder: str, relation: Any) -> str:
    target = relation.get("Target", "")
    return normpath(target.lstrip("/") if target.startswith("/") else join(folder, target))


def local(element: Any) -> str:
    """An element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its name without namespace, or None."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def is_on(element: Any | None) -> bool:
    """Whether a switch such as `<w:vanish/>` is set: it is there and does not say no."""
    return element is not None and (attribute(element, "val") or "1").lower() not in ("0", "false", "off", "none")
