"""Bytes → text: the encoding is found, and characters that a text should not have are told.

The home of charset-normalizer (MIT), which tells GB18030, Big5 and UTF-16 apart by how likely the
text is that each would make of the bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from charset_normalizer import from_bytes

from retrieval.importing.document import UnreadableError

_CANDIDATES = ["gb18030", "big5", "big5hkscs", "utf_16_le", "utf_16_be"]
_NEWLINE = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
_SAMPLE = 50_000
_MOST_CONTROLS = 0.02
"""A text with a larger share of control characters is no text."""

_TOLD = {
    "\ufffd": "a character that an earlier program could not read (U+FFFD)",
    "\u200b": "a zero-width space (U+200B)",
    "\u200c": "a zero-width non-joiner (U+200C)",
    "\u200d": "a zero-width joiner (U+200D)",
    "\u2060": "a word joiner (U+2060)",
    "\ufeff": "a byte-order mark inside the text (U+FEFF)",
}


def decoded(data: bytes) -> tuple[str, str]:
    """Return a text and the name of its encoding; UnreadableError when it is no text.

    >>> decoded("镇里修好了村口的老桥。".encode("big5"))[1]
    'Big5'
    """
    text, encoding = _decoded(data)
    controls = sum(map(_is_control, text))
    if "\0" in text or controls > max(1, _MOST_CONTROLS * len(text)):
        raise UnreadableError(_NO_TEXT)
    return text, encoding


_NO_TEXT = "not text in UTF-8, UTF-16, GB18030 or Big5"


def _decoded(data: bytes) -> tuple[str, str]:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if marked else "utf-8-sig"), "UTF-16" if marked else "UTF-8"
    except UnicodeDecodeError:
        pass
    found = None if marked else from_bytes(data[:_SAMPLE], cp_isolation=_CANDIDATES).best()
    if found is None and len(data) > _SAMPLE:  # the sample may end inside a character
        found = from_bytes(data[: _SAMPLE - 1], cp_isolation=_CANDIDATES).best()
    if found is None:
        raise UnreadableError(_NO_TEXT)
    name = "big5hkscs" if found.encoding.startswith("big5") else found.encoding
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        raise UnreadableError(_NO_TEXT) from None
    return text, {"gb18030": "GB18030", "big5hkscs": "Big5"}.get(name, "UTF-16")


def without_controls(text: str) -> str:
    """Return the text without control characters other than white space; `strange` tells them."""
    return "".join(c for c in text if not _is_control(c)) if any(map(_is_control, text)) else text


def strange(text: str) -> Iterator[tuple[int, str]]:
    r"""Yield (line, what) for lines whose characters look like damage, each kind once a line.

    >>> list(strange("好\n坏\ufffd"))
    [(2, 'a character that an earlier program could not read (U+FFFD)')]
    """
    for number, line in enumerate(_NEWLINE.split(text), 1):
        if line.isascii() and line.isprintable():
            continue
        for character in sorted(set(line)):
            if what := _strangeness(character):
                yield number, what


def _strangeness(character: str) -> str:
    """Say what is wrong with a character; nothing for an ordinary one."""
    code = f"U+{ord(character):04X}"
    if told := _TOLD.get(character):
        return told
    if _is_control(character):
        return f"a control character ({code}), left out"
    if "\u2e80" <= character <= "\u2fdf":
        return f"{character}, a radical ({code}) that looks like a character"
    if unicodedata.category(character) in {"Co", "Cn"}:
        return f"a private or unassigned character ({code})"
    return ""


def _is_control(character: str) -> bool:
    """Whether it is a control character and no white space, such as a tab or a form feed."""
    return unicodedata.category(character) == "Cc" and not character.isspace()
