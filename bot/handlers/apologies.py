"""What is not answered, because it may not be or because something broke: a sentence says so."""

from __future__ import annotations

import logging
from collections.abc import Collection

from telegram import Chat, Update

from bot.handlers.context import message_of
from bot.handlers.inline import sentence
from bot.storage.outbox import Outgoing
from bot.telegram import outgoing
from bot.telegram.admission import AdmissionDecision, Fate
from bot.telegram.filters import UpdateKind, asker
from bot.telegram.outgoing import Handled, all_of
from bot.views.reply import Reply
from bot.views.translations import Translations
from retrieval.deadline import OutOfTimeError
from retrieval.index.engine import UnreachableError
from retrieval.verification.prover import ProofError

_LOG = logging.getLogger(__name__)


class Apologies:
    """Leaves nobody waiting; needs no database, which may be what failed."""

    def __init__(self, translations: Translations, admins: Collection[int]) -> None:
        """Speak with `translations`; tell `admins` of quotes that cannot be proved."""
        self._translations, self._admins = translations, admins

    def refused(self, update: Update, verdict: AdmissionDecision) -> Handled:
        """Say to who is no guest, or asks too fast, that it is so; leave a group that is none."""
        chat = update.effective_chat
        if verdict.fate is not Fate.STRANGER:
            return all_of(self._said(update, verdict.kind, "too_fast", seconds=verdict.seconds))
        if chat and chat.type != Chat.PRIVATE and verdict.kind is not UpdateKind.GUEST:
            _LOG.info("leaving the chat %d, which is not among ALLOWED_CHATS", chat.id)
            return all_of(outgoing.leave(chat.id))
        return all_of(self._said(update, verdict.kind, "not_for_you"))

    def failed(self, update: Update, kind: UpdateKind | None, error: Exception) -> Handled:
        """Log what was raised, and apologise to whoever was waiting."""
        if isinstance(error, OutOfTimeError):
            _LOG.warning("a %s took too long", kind)
            return all_of(self._said(update, kind, "out_of_time"))
        if isinstance(error, UnreachableError):
            _LOG.warning("a %s could not be looked up: %s", kind, error)
            return all_of(self._said(update, kind, "unreachable"))
        if isinstance(error, ProofError):
            _LOG.error("a quote could not be proved, and was not sent: %s", error)
            return all_of(self._said(update, kind, "unproven"), *self._alarms(error))
        _LOG.error("an update could not be handled", exc_info=error)
        return all_of(self._said(update, kind, "failed"))

    def _alarms(self, error: ProofError) -> list[Outgoing]:
        """Tell the operator which quote is not what the report says."""
        text = self._translations.for_reader(None).plain("proof_alarm", error=str(error))
        return [outgoing.note(admin, text) for admin in self._admins]

    def _said(
        self, update: Update, kind: UpdateKind | None, key: str, **values: int
    ) -> Outgoing | None:
        """Say a sentence to whoever waits, where they wait."""
        user = update.effective_user
        words = self._translations.for_reader(user.language_code if user else None)
        if update.callback_query:
            return outgoing.callback_answer(update.callback_query, words.plain(key, **values))
        if update.inline_query:
            label = "inline_failed" if key == "failed" else key
            return sentence(update.inline_query, words.plain(label, **values))
        if update.guest_message:
            return outgoing.guest_answer(Reply(words(key, **values)), update.guest_message, None)
        if kind is None or not kind.is_request:
            return None
        return outgoing.message(Reply(words(key, **values)), message_of(update), asker(update))
