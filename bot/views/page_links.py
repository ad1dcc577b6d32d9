"""The pages of reports, where there are any, and the buttons that lead to them and to evidence."""

from __future__ import annotations

from urllib.parse import quote as quoted, urlencode

from bot.views.callback_data import Action, Button, CallbackData
from bot.views.reply import Reply
from bot.views.translations import Translation
from retrieval.article import Quote
from retrieval.citation.address import Reference

SHOWN = 2
"""What a button says that brings the evidence for what its message shows."""


def page_of(url: str, quote: Quote, shelf: str = "r") -> str:
    """Return the address of a quote's page below `url`; empty where there are no pages.

    It carries the fingerprint of the paragraph, and so shows these words also when they have been
    corrected since. `shelf` is `m` for the pages inside Telegram, which itself writes behind `#`.
    """
    if not url:
        return ""
    path = path_of(Reference.of(quote).marked(), f"{quote.start}-{quote.stop}")
    return f"{url}/{shelf}/{path if shelf == 'r' else path.partition('#')[0]}"


def path_of(reference: Reference, at: str = "", version: str = "") -> str:
    """Return what names a place in the address of a page; `at` (`3-12`) marks characters.

    `version` is the name of an earlier version, or at least its beginning.
    """
    place = f"{reference}--{reference.mark}" if reference.mark else str(reference)
    asked = urlencode({key: value for key, value in (("at", at), ("version", version)) if value})
    fragment = "" if reference.is_whole else "#cited"
    return f"{quoted(place, safe='')}{'?' if asked else ''}{asked}{fragment}"


def page_button(
    words: Translation, url: str, reply: Reply, *, in_group: bool
) -> tuple[Button, ...]:
    """Return the button that opens the page of the first quote: inside Telegram if that can be.

    Telegram opens https alone, and in private chats alone.
    """
    if not (url and reply.quotes):
        return ()
    is_app = not in_group and url.startswith("https://")
    page = page_of(url, reply.quotes[0], "m" if is_app else "r")
    return (Button(words.plain("page_button"), opens=page, is_app=is_app),)


def pack_button(
    words: Translation, reply: Reply, *, is_verdict: bool = False, is_told: bool = False
) -> tuple[Button, ...]:
    """Return the button that brings the evidence for a reply; none where it quotes nothing.

    A message that `is_told` answers nothing: its evidence is that for what it shows.
    """
    if not reply.quotes:
        return ()
    part = SHOWN if is_told else int(is_verdict)
    return (Button(words.plain("pack_button"), CallbackData(Action.PACK, part=part)),)
