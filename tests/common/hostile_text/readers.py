"""Readers that are not ours: what is in a text, according to a parser and according to another sanitiser."""

import re

import html5lib
import nh3

from common.html import ALLOWED_ATTRIBUTES, ALLOWED_PROTOCOLS, ALLOWED_TAGS

HTML = "{http://www.w3.org/1999/xhtml}"
# Of a tag, its attributes, and the text in and after it.
Node = tuple[str, tuple[tuple[str, str], ...], str, str]


def nodes_of(text: str) -> list[Node]:
    """Everything that a browser would make of the text, in order; comments and other languages included."""
    root = html5lib.parseFragment(text, treebuilder="etree")
    return [
        (str(node.tag), tuple(sorted(node.attrib.items())), node.text or "", node.tail or "")
        for node in root.iter()
        if node is not root
    ] + [("", (), root.text or "", "")]


def complaints_about(text: str) -> list[str]:
    """What is in the text and not on the list; empty for a safe one."""
    found = []
    for tag, attributes, _text, _tail in nodes_of(text):
        name = tag.removeprefix(HTML)
        if tag and (name == tag or name not in ALLOWED_TAGS):
            found.append(tag)
        for key, value in attributes:
            if key not in ALLOWED_ATTRIBUTES.get(name, ()):
                found.append(f"{name} {key}")
            elif key == "href" and not _is_plain_address(value):
                found.append(f"{name} {key}={value}")
    return found


def second_opinion(text: str) -> str:
    """The text after another sanitiser, with the same list."""
    return nh3.clean(
        text,
        tags=set(ALLOWED_TAGS),
        attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
        url_schemes=set(ALLOWED_PROTOCOLS),
        link_rel=None,
    )


def _is_plain_address(value: str) -> bool:
    # A browser drops these before it reads the scheme (URL Standard, 4.4).
    visible = re.sub(r"[\t\n\r]", "", value).lstrip("".join(map(chr, range(33))))
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", visible, re.ASCII | re.IGNORECASE)
    return scheme is None or scheme[1].lower() in ALLOWED_PROTOCOLS
