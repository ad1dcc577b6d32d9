"""Which handler answers what: every handler is named here and nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from telegram import Bot, Update

from bot.handlers import command_menu
from bot.handlers.apologies import Apologies
from bot.handlers.callbacks import CallbackHandlers
from bot.handlers.context import Handler, Requests
from bot.handlers.inline import InlineHandlers
from bot.handlers.membership import MembershipHandlers
from bot.handlers.messages import MessageHandlers
from bot.services.dispatcher import Dispatcher
from bot.storage.database import StorageError
from bot.telegram.admission import AdmissionDecision, Fate
from bot.telegram.filters import UpdateKind
from bot.telegram.outgoing import Handled
from bot.views.translations import Translations


class Router:
    """Has updates answered by `dispatcher`."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._translations, self._admins = Translations(), dispatcher.policy.admins
        self._apologies = Apologies(self._translations, self._admins)
        self._dispatcher, self._handlers = dispatcher, _handlers(dispatcher)
        self.commands: Collection[str] = frozenset(dispatcher.commands)

    async def handle(self, update: Update, verdict: AdmissionDecision) -> Handled:
        """Answer an update, or say why it is not answered; StorageError."""
        if verdict.fate is not Fate.ADMITTED or verdict.kind is None:
            return self._apologies.refused(update, verdict)
        try:
            with self._dispatcher.one_version():
                return await self._handlers[verdict.kind](update)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 -- whatever it was, somebody waits
            return self._apologies.failed(update, verdict.kind, error)

    async def introduce(self, bot: Bot) -> None:
        """Set menus and descriptions."""
        await command_menu.present(bot, self._translations, self._admins)


def _handlers(dispatcher: Dispatcher) -> Mapping[UpdateKind, Handler]:
    requests = Requests(dispatcher.languages)
    messages, inline = MessageHandlers(dispatcher, requests), InlineHandlers(dispatcher, requests)
    membership = MembershipHandlers(dispatcher.storage.conversations)
    return {
        UpdateKind.COMMAND: messages.command,
        UpdateKind.QUESTION: messages.question,
        UpdateKind.UNKNOWN_COMMAND: messages.unknown_command,
        UpdateKind.WORDLESS: messages.wordless,
        UpdateKind.FILE: messages.file,
        UpdateKind.CALLBACK: CallbackHandlers(dispatcher, requests).press,
        UpdateKind.INLINE: inline.inline,
        UpdateKind.GUEST: inline.guest,
        UpdateKind.MIGRATION: membership.moved,
        UpdateKind.MEMBERSHIP: membership.changed,
    }
