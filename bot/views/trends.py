"""How often a word stands in the reports of each period, in words."""

from __future__ import annotations

from collections.abc import Iterator

from bot.views.claims import said
from bot.views.reply import Block, Reply, ReplyFile, compose, join
from bot.views.translations import Translation
from retrieval.answering.trend import Trend

_LINES = 40


def trended(words: Translation, found: Trend, picture: bytes | None) -> Reply:
    """Tell the counts, the latest of them if they are many; with a picture, if there is one."""
    reply = compose(_blocks(words, found))
    files = (ReplyFile("wenbao-trend.png", picture),) if picture and found.counts else ()
    return Reply(reply.text, claims=reply.claims, files=files)


def _blocks(words: Translation, found: Trend) -> Iterator[Block]:
    yield Block(said(words, found.meant), claims=(found.meant,))
    lines = [words("trend_line", period=p, count=c) for p, c in found.counts if c][-_LINES:]
    if lines:
        yield Block(join(lines, "\n"))
    if found.undated:
        yield Block(words("trend_undated", count=found.undated))
