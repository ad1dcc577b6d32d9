"""Reporting what is wrong in a report: the reasons to choose from, what the operator is told."""

from __future__ import annotations

from bot.views.callback_data import Action, Button, CallbackData
from bot.views.quotes import NAME_UNITS
from bot.views.reply import Reply, rows, shortened
from bot.views.translations import Translation
from retrieval.citation.address import Reference

_REASONS = ("flag_number", "flag_name", "flag_typo", "flag_text", "flag_other")
_QUOTED = 200


def button(words: Translation, article: str, number: int) -> Button:
    """Return the button that asks what is wrong with a paragraph."""
    return Button(words.plain("flag"), CallbackData(Action.FLAG, article, number))


def reasons(words: Translation, reference: Reference) -> Reply:
    """Ask what is wrong with a paragraph."""
    place = reference.article.id, reference.first
    buttons = [
        Button(words.plain(key), CallbackData(Action.FLAG, *place, part=part))
        for part, key in enumerate(_REASONS, 1)
    ]
    return Reply(words("flag_which", address=str(reference)), rows(buttons, 2))


def reason(words: Translation, part: int) -> str:
    """Return the reason of that number."""
    return words.plain(_REASONS[min(part, len(_REASONS)) - 1])


def note(words: Translation, reference: Reference, reason: str) -> str:
    """Tell the operator where something is wrong, and what."""
    text = reference.paragraphs[0].text if reference.paragraphs else ""
    return words.plain(
        "flag_note",
        address=str(reference),
        title=shortened(reference.article.title, NAME_UNITS),
        reason=reason,
        text=shortened(text, _QUOTED),
    )
