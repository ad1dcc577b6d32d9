"""Words as plain `jieba.lcut` cuts them, for the peers: nothing folded, nothing dropped."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable

import jieba


def plain_words() -> Callable[[str], list[str]]:
    """Load jieba's dictionary (about a second) and return the function that cuts text."""
    jieba.default_logger.setLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # jieba reads its cache with marshal: never from a folder that others may write to.
    with tempfile.TemporaryDirectory(prefix="wenbao-") as private:
        tokenizer.tmp_dir = private
        tokenizer.initialize()

    def cut(text: str) -> list[str]:
        return [str(word) for word in tokenizer.cut(text)]

    return cut
