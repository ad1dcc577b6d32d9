"""What was raised: logged, told to the operator where it concerns them, and apologised for."""

from __future__ import annotations

import logging
from collections.abc import Collection

from telegram import Bot, Update
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.handlers import inline
from bot.handlers.context import Context
from bot.telegram import sender
from bot.views.reply import LIMIT, Reply, shortened
from bot.views.translations import Translations
from retrieval.verification.prover import ProofError

_LOG = logging.getLogger(__name__)


class ErrorHandler:
    """Leaves nobody waiting; needs no database, which may be what failed."""

    def __init__(self, translations: Translations, admins: Collection[int]) -> None:
        """Speak with `translations`; tell `admins` of quotes that cannot be proved."""
        self._translations, self._admins = translations, admins

    async def failed(self, update: object, context: Context) -> None:
        """Log what was raised, then apologise to whoever was waiting."""
        error = context.error
        if isinstance(error, Forbidden) or _is_muted(error):
            _LOG.info("not allowed to write there: %s", error)
            return
        if isinstance(error, ProofError):
            _LOG.error("a quote could not be proved, and was not sent: %s", error)
            await self._alarm(context.bot, error)
        elif isinstance(error, NetworkError) and not isinstance(error, BadRequest):
            _LOG.warning("Telegram cannot be reached: %s", error)
        else:
            _LOG.error("an update could not be handled", exc_info=error)
        try:
            await self._apologise(update, "unproven" if isinstance(error, ProofError) else "failed")
        except TelegramError as second:
            _LOG.warning("no apology could be sent: %s", second)

    async def _alarm(self, bot: Bot, error: ProofError) -> None:
        """Tell the operator which quote is not what the report says."""
        text = self._translations.for_reader(None).plain("proof_alarm", error=str(error))
        for admin in self._admins:
            try:
                await bot.send_message(admin, shortened(text, LIMIT))
            except TelegramError as refused:
                _LOG.warning("an admin could not be told: %s", refused)

    async def _apologise(self, update: object, why: str) -> None:
        if not isinstance(update, Update):
            return
        user = update.effective_user
        words = self._translations.for_reader(user.language_code if user else None)
        if update.callback_query:
            await sender.answer(update.callback_query, words.plain(why))
        elif update.inline_query:
            await inline.answer(update.inline_query, inline.failed(words))
        elif update.guest_message:
            await sender.post(Reply(words(why)), update.guest_message, None)
        elif message := update.message or update.edited_message:
            await sender.send(Reply(words(why)), message)


def _is_muted(error: BaseException | None) -> bool:
    """Whether a group does not let us write: its rights, or a topic that is closed."""
    text = error.message.lower() if isinstance(error, BadRequest) else ""
    return any(phrase in text for phrase in ("not enough rights", "no rights", "topic_closed"))
