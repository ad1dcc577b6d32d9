"""The surname by which persons are asked for: 姓吴的作者有谁, 哪些人姓王."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.lexicon.files import words
from retrieval.query.tokens import Token

_SIGN = "姓"


def surname_asked(tokens: Sequence[Token]) -> tuple[str, tuple[Token, ...]] | None:
    """Return the surname asked for, and the other tokens of the question; None where none is.

    >>> surname_asked(tokens_of("姓吴的作者有谁?"))[0]
    '吴'
    """
    for at, token in enumerate(tokens):
        if not token.text.startswith(_SIGN):
            continue
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        name, size = (after, 2) if token.text == _SIGN else (token.text.removeprefix(_SIGN), 1)
        if name in words("surnames"):
            rest = (*tokens[:at], *tokens[at + size :])
            owned = len(rest) > at and rest[at].text == "的"
            return name, (*rest[:at], *rest[at + owned :])
    return None
