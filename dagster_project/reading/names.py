"""Names: codes and marks off the names of departments, units and projects."""

import re

from dagster_project.reading.fold import fold_name

_BRACKETED_CODE = re.compile(r"^[\[【]([0-9A-Za-z]{2,12})[\]】]")
# A short number without a mark behind it may be a name's (12345政务热线).
_LEADING_CODE = re.compile(r"^([0-9]{3,12}(?=[-—–_])|[0-9]{6,12}(?=[\u4e00-\u9fff]))[-—–_]?(?=\D)")
_CODE_APART = re.compile(r"^\s*([0-9]{3,12})\s+(?=\D)")  # only before a blank: 12345政务热线 is a name
_TRAILING_CODE = re.compile(r"[(\[]([0-9]{3,12})[)\]]$")
_PROJECT_CODE = re.compile(r"^([0-9A-Z]{12,30})[-—–_:]?(?=[^0-9A-Z])")
_OWN_OFFICE = re.compile(r"(?:\((?:本级|机关|汇总|盖章)\)|本级)$")


def department_name(printed: str | None) -> tuple[str | None, str | None]:
    """A department's folded name and its printed code: `[602]某局` -> (`某局`, `602`)."""
    if not printed:
        return None, None
    apart = _CODE_APART.match(printed)
    folded = fold_name(printed[apart.end() :] if apart else printed)
    code = _BRACKETED_CODE.match(folded) or _LEADING_CODE.match(folded)
    name = folded[code.end() :] if code else folded
    trailing = None if code or apart else _TRAILING_CODE.search(name)
    name = name[: trailing.start()] if trailing else name
    found = apart or code or trailing
    return _OWN_OFFICE.sub("", name).removesuffix("部门") or None, found.group(1) if found else None


def project_name(printed: str | None) -> tuple[str | None, str | None]:
    """A project's folded name and the code printed before it."""
    if not printed:
        return None, None
    folded = fold_name(printed)
    code = _PROJECT_CODE.match(folded)
    return (folded[code.end() :] if code else folded) or None, code.group(1) if code else None
