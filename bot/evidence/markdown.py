"""An evidence pack as Markdown: what others wrote stands in fences, to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.evidence.pack import FACTS, EvidencePack, details
from bot.views.translations import Translation

_FENCES = re.compile(r"`{3,}")


def markdown(words: Translation, pack: EvidencePack) -> str:
    """Write a pack as Markdown."""
    return "\n".join(_lines(words, pack)) + "\n"


def _lines(words: Translation, pack: EvidencePack) -> Iterator[str]:
    yield f"# {words.plain('pack_title')}"
    for key, value in zip(FACTS, pack.facts, strict=True):
        yield from (f"\n## {words.plain(key)}\n", _fenced(value))
    for number, item in enumerate(pack.items, 1):
        yield f"\n## {words.plain('pack_quote', number=number)}\n"
        yield _fenced(item.quote.text)
        yield ""
        yield from (f"- {name}: `{value}`" for name, value in details(words, item))


def _fenced(text: str) -> str:
    """Put a text between fences that are longer than any in it."""
    fence = "`" * (1 + max(map(len, _FENCES.findall(text)), default=2))
    return f"{fence}text\n{text}\n{fence}"
