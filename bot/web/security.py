"""What a browser is allowed on our pages: nothing from anywhere else, and no frame around them.

Inside Telegram a page needs Telegram's own script, and Telegram for the web puts it into a frame;
such pages, and they alone, are allowed that.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.web.visit import HTML, Page

TELEGRAM_SCRIPT = "https://telegram.org/js/telegram-web-app.js"
_TELEGRAM = "https://telegram.org"
_FRAMES = "https://web.telegram.org"

_ALONE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_IN_TELEGRAM = _ALONE | {"script-src": f"'self' {_TELEGRAM}", "frame-ancestors": _FRAMES}

# No referrer at all would also take away the origin of a form, by which the chat knows its own.
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "wenbao",
}


def headers(page: Page) -> Mapping[str, str]:
    """Return what goes with every answer; a page's own headers come after these."""
    if page.kind != HTML:
        return {**ALWAYS, "Content-Security-Policy": "default-src 'none'; sandbox"}
    return {**ALWAYS, **policy(in_telegram=False)}


def policy(*, in_telegram: bool) -> Mapping[str, str]:
    """Return the Content-Security-Policy of a page, and that of one shown inside Telegram."""
    rules = _IN_TELEGRAM if in_telegram else _ALONE
    said = "; ".join(f"{what} {allowed}" for what, allowed in rules.items())
    return {"Content-Security-Policy": said}
