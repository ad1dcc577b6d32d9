"""How often a word stands in the reports of each period, in words."""

from __future__ import annotations

from collections.abc import Iterator

from bot.views.claims import periods, said
from bot.views.reply import Block, Reply, ReplyFile, compose
from bot.views.translations import Translation
from retrieval.answering.trend import Trend


def trended(words: Translation, found: Trend, picture: bytes | None) -> Reply:
    """Tell the counts, the latest of them if they are many; with a picture, if there is one."""
    reply = compose(_blocks(words, found))
    files = (ReplyFile("wenbao-trend.png", picture),) if picture and found.counts else ()
    return Reply(reply.text, claims=reply.claims, files=files)


def _blocks(words: Translation, found: Trend) -> Iterator[Block]:
    yield Block(said(words, found.meant), claims=(found.meant,))
    yield from (Block(line, claims=(found,)) for line in periods(words, found))
