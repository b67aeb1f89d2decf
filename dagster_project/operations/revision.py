"""The commit of the checkout, read from its files: git itself need not be installed."""

from pathlib import Path


def code_revision(root: Path) -> str | None:
    """The commit that `root` stands on; None outside a checkout and before the first commit."""
    folder = root / ".git"
    head = folder / "HEAD"
    if not head.is_file():
        return None
    reference = head.read_text(encoding="utf-8").strip()
    if not reference.startswith("ref: "):
        return reference
    name = reference.removeprefix("ref: ")
    loose, packed = folder / name, folder / "packed-refs"
    if loose.is_file():
        return loose.read_text(encoding="utf-8").strip()
    lines = packed.read_text(encoding="utf-8").splitlines() if packed.is_file() else []
    return next((line.partition(" ")[0] for line in lines if line.endswith(f" {name}")), None)
