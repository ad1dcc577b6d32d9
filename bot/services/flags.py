"""What readers find wrong in a report: its place and the reason, passed on to the operator."""

from __future__ import annotations

from bot.policy import Policy
from bot.services.library_pool import LibraryPool
from bot.services.request import Request
from bot.storage.feedback import Feedback
from bot.views import flags
from bot.views.callback_data import CallbackData
from bot.views.reply import Reply, shortened
from bot.views.translations import Translations
from retrieval.citation.address import Reference

_REASON, _TYPED = 500, 60
_MOST = 20
"""So many places one person may report within the retention."""


class FlagService:
    """Tells the admins of `policy`; keeps who reported which place, and none of the words."""

    def __init__(self, pool: LibraryPool, feedback: Feedback, policy: Policy) -> None:
        self._pool, self._feedback, self._policy = pool, feedback, policy

    async def flag(self, request: Request, text: str) -> Reply:
        """Pass on what is typed: an address, and what is wrong there."""
        address, _, reason = text.strip().partition(" ")
        if not address or not reason.strip():
            return Reply(request.words("flag_usage"))
        reference = self._pool.resolve(address)
        if reference is None:
            return Reply(request.words("no_such_place", typed=shortened(address, _TYPED)))
        return await self._passed_on(request, reference, shortened(reason.strip(), _REASON))

    async def press(self, request: Request, press: CallbackData) -> Reply | str:
        """Ask for a reason, or pass on the one that was chosen."""
        article = self._pool.find(press.article)
        if article is None:
            return request.words.plain("gone")
        number = min(press.number, len(article.texts))
        reference = Reference(article, number, number)
        if not press.part:
            return flags.reasons(request.words, reference)
        words = Translations().for_reader(None)
        return await self._passed_on(request, reference, flags.reason(words, press.part))

    async def _passed_on(self, request: Request, reference: Reference, reason: str) -> Reply:
        """Return what tells the admins, and thanks the reader."""
        asker, admins = request.conversation.asker, self._policy.admins
        if not admins:
            return Reply(request.words("flag_nobody"))
        place = reference.article.id, reference.first
        if not await self._feedback.flag(asker, place, _MOST):
            return Reply(request.words("flag_again"))
        note = flags.note(Translations().for_reader(None), reference, reason)
        notes = tuple((admin, note) for admin in sorted(admins))
        return Reply(request.words("flag_thanks"), notes=notes)
