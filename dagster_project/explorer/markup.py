"""Text into HTML: escaped by construction, since only what `tag` made counts as markup."""

import html

_VOID = {"link", "meta"}


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, /, *inside: object, **attributes: object) -> Html:
    """An element. Whatever is inside is escaped unless it is Html; so are attributes, of which None ones are left out.

    A trailing underscore is no part of an attribute's name (`class_`), one inside is a hyphen (`aria_label`).
    """
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{shown}>") if name in _VOID else Html(f"<{name}{shown}>{joined(*inside)}</{name}>")


def joined(*parts: object) -> Html:
    """Parts one after the other, escaped unless they are Html."""
    return Html("".join(part if isinstance(part, Html) else html.escape(str(part)) for part in parts))
