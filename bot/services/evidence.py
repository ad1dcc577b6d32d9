"""Evidence packs: an answer or a verdict made anew, and written down with all that proves it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from bot.evidence import pack
from bot.evidence.document import document
from bot.evidence.markdown import markdown
from bot.evidence.pack import EvidencePack
from bot.evidence.table import table
from bot.services.library_pool import LibraryPool
from bot.services.request import Request
from bot.views.reply import Reply, ReplyFile
from retrieval.article import Quote

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


def _files(request: Request, made: EvidencePack) -> tuple[ReplyFile, ...]:
    words = request.words
    place = _UNSAFE.sub("-", str(made.items[0].reference) if made.items else "")
    name = "-".join(filter(None, ("wenbao", place, f"{made.made:%Y%m%d-%H%M%S}")))
    return (
        ReplyFile(f"{name}.docx", document(words, made)),
        ReplyFile(f"{name}.md", markdown(words, made).encode(errors="replace")),
        ReplyFile(f"{name}.csv", table(made).encode(errors="replace")),
    )
