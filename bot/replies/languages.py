"""The languages a reader can choose among: what /settings shows and what its buttons do."""

from __future__ import annotations

from bot.replies.buttons import Action, Button, Press
from bot.replies.reply import Reply, rows
from bot.replies.words import ENGLISH, LANGUAGES, SIMPLIFIED, TRADITIONAL, Words

_OWN_NAMES = {SIMPLIFIED: "简体中文", TRADITIONAL: "繁體中文", ENGLISH: "English"}
_CHOSEN = "✓ "


def settings(words: Words, chosen: str | None) -> Reply:
    """Show the languages there are, each by its own name, and which one was chosen, if any."""
    labels = (words.plain("as_in_telegram"), *(_OWN_NAMES[language] for language in LANGUAGES))
    buttons = (
        Button(_CHOSEN * (numbered(number) == chosen) + label, Press(Action.SPEAK, number=number))
        for number, label in enumerate(labels)
    )
    return Reply(words("settings"), rows(tuple(buttons), 1))


def meant(text: str) -> int | None:
    """Return the number of the language that somebody types: English, en, 2; None if none is."""
    typed = text.strip().lower()
    for number, language in enumerate(LANGUAGES, 1):
        if typed in {str(number), language.lower(), _OWN_NAMES[language].lower()}:
            return number
    return 0 if typed == "0" else None


def numbered(number: int) -> str | None:
    """Return the language a button's number stands for; None: the one of the reader's Telegram."""
    return LANGUAGES[number - 1] if 1 <= number <= len(LANGUAGES) else None
