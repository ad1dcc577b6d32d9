"""How often a word stands in the reports of each period, told and drawn."""

from __future__ import annotations

from bot.pictures.bar_chart import bar_chart
from bot.services.library_pool import LibraryPool
from bot.services.request import Request
from bot.views import trends
from bot.views.reply import Reply
from retrieval.query.reading import LONGEST


class TrendService:
    """Counts reports over time."""

    def __init__(self, pool: LibraryPool) -> None:
        self._pool = pool

    async def trend(self, request: Request, text: str) -> Reply:
        """Tell how many reports hold a word, year by year, month by month or day by day."""
        if not text:
            return Reply(request.words("trend_usage"))
        found = await self._pool.beside(self._pool.library.trend, text[:LONGEST])
        if found is None:
            return Reply(request.words("trend_too_many"))
        picture = await self._pool.aside(lambda: bar_chart(found.counts)) if found.counts else None
        return await self._pool.proved(trends.trended(request.words, found, picture))
