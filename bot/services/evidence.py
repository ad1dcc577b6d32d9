"""Evidence packs: an answer or a verdict made anew, and written down with all that proves it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from bot.evidence import pack
from bot.evidence.document import document
from bot.evidence.markdown import markdown
from bot.evidence.pack import EvidencePack
from bot.evidence.table import table
from bot.services.library_pool import LibraryPool
from bot.services.request import Request, ShownMessage
from bot.views.callback_data import Action
from bot.views.reply import FormattedText, Reply, ReplyFile
from retrieval.article import ELLIPSIS, Quote
from retrieval.citation.address import fingerprint

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


class EvidenceService:
    """Packs what replies rest on; `page` tells the address of a quote's page, if there are any."""

    def __init__(self, pool: LibraryPool, page: Callable[[Quote], str]) -> None:
        self._pool, self._page = pool, page

    async def packed(self, request: Request, asked: str, reply: Reply) -> Reply:
        """Return a reply that brings the evidence for another one, which answered `asked`."""
        made = EvidencePack(
            asked,
            reply.text.text,
            pack.items(reply.quotes, self._page),
            self._pool.library.version,
            datetime.now(UTC),
        )
        files = await self._pool.aside(lambda: _files(request, made))
        text = request.words("pack_here", count=len(made.items))
        return Reply(text, quotes=reply.quotes, files=files)

    async def shown(self, request: Request) -> Reply | str:
        """Bring the evidence for what the message shows whose button was pressed.

        Its quotes are found again in the paragraphs that its buttons open, as far as these say
        what they said then; a text: an alert that none of them does, or is known.
        """
        message = request.shown
        quotes = tuple(_quotes(message, self._pool))
        if not quotes:
            return request.words.plain("pack_gone")
        heading = message.text.strip().partition("\n")[0]
        reply = Reply(FormattedText(message.text), quotes=quotes)
        return await self.packed(request, heading, await self._pool.proved(reply))


def _quotes(message: ShownMessage, pool: LibraryPool) -> Iterator[Quote]:
    """Yield what a message quotes, paragraph by paragraph; all of one where that cannot be told."""
    for press in dict.fromkeys(message.presses):
        article = pool.find(press.article) if press.action is Action.OPEN else None
        if article is None or not press.mark or not 1 <= press.number <= len(article.texts):
            continue
        text = article.texts[press.number - 1]
        if fingerprint(text) != press.mark:
            continue
        shown = set(map(_bare, message.quotes))
        places = sorted((text.find(one), len(one)) for one in shown if one and one in text)
        for at, length in places or [(0, len(text))]:
            yield Quote(article, press.number, at, at + length)


def _bare(shown: str) -> str:
    """Return the words of a quotation without the marks of where it was cut."""
    return shown.strip().removeprefix(ELLIPSIS).removesuffix(ELLIPSIS)


def _files(request: Request, made: EvidencePack) -> tuple[ReplyFile, ...]:
    words = request.words
    place = _UNSAFE.sub("-", str(made.items[0].reference) if made.items else "")
    name = "-".join(filter(None, ("wenbao", place, f"{made.made:%Y%m%d-%H%M%S}")))
    return (
        ReplyFile(f"{name}.docx", document(words, made)),
        ReplyFile(f"{name}.md", markdown(words, made).encode(errors="replace")),
        ReplyFile(f"{name}.csv", table(made).encode(errors="replace")),
    )
