"""The languages a reader can choose among: what /settings shows and what its buttons do."""

from __future__ import annotations

from bot.views.callback_data import Action, Button, CallbackData
from bot.views.reply import Reply, rows, shortened
from bot.views.translations import ENGLISH, LANGUAGES, SIMPLIFIED, TRADITIONAL, Translation
from retrieval.analysis.normalizer import fold

OWN_NAMES = {SIMPLIFIED: "简体中文", TRADITIONAL: "繁體中文", ENGLISH: "English"}
_CHOSEN = "✓ "
_ECHO = 60


def settings(words: Translation, chosen: str | None, unknown: str = "") -> Reply:
    """Show the languages there are, each by its own name, and which one was chosen, if any.

    `unknown` is what somebody typed that is none of them.
    """
    labels = (words.plain("as_in_telegram"), *(OWN_NAMES[language] for language in LANGUAGES))
    buttons = (
        Button(
            _CHOSEN * (numbered(number) == chosen) + label,
            CallbackData(Action.SPEAK, number=number),
        )
        for number, label in enumerate(labels)
    )
    text = words("settings")
    if unknown:
        names = words.plain("between_names").join(OWN_NAMES.values())
        typed = shortened(unknown, _ECHO)
        text = words("settings_unknown", typed=typed, names=names) + "\n\n" + text
    return Reply(text, rows(tuple(buttons), 1))


def meant(text: str) -> int | None:
    """Return the number of the language that somebody types: English, en, 2; None if none is."""
    typed = fold(text.strip())
    for number, language in enumerate(LANGUAGES, 1):
        if typed in {str(number), language.lower(), fold(OWN_NAMES[language])}:
            return number
    return 0 if typed == "0" else None


def numbered(number: int) -> str | None:
    """Return the language a button's number stands for; None: the one of the reader's Telegram."""
    return LANGUAGES[number - 1] if 1 <= number <= len(LANGUAGES) else None
