"""Pages from templates (home of Jinja2): everything is escaped, and nothing missing passes.

The files beside the pages carry a fingerprint in their addresses, so that browsers may keep them.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from http import HTTPStatus
from importlib.resources import files
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.views.callback_data import written
from bot.views.language_settings import OWN_NAMES
from bot.views.page_links import path_of
from bot.views.reply import ReplyFile
from bot.views.translations import Translation, Translations
from bot.web import security
from bot.web.styled_text import blocks
from bot.web.visit import TEXT, Page, Visit
from retrieval.citation.address import Reference

STATIC = {
    "site.css": "text/css",
    "site.js": "text/javascript",
    "chat.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
"""What stands beside the pages, and its kind."""

FRESH = {"Cache-Control": "public, max-age=60", "Vary": "Accept-Language, Cookie"}
"""For what browsers may keep for a minute."""
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
UNKEPT = {"Cache-Control": "no-store"}
"""For what is one person's, or changes with every look."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the pages are: `url` is their public address, without a slash at the end."""

    url: str = ""

    @property
    def root(self) -> str:
        """The path that stands before those of all pages; empty for none."""
        return urlsplit(self.url).path.rstrip("/")

    def report(self, reference: Reference, at: str = "", version: str = "") -> str:
        """Return the path of a report's page; see `path_of`."""
        return f"{self.root}/r/{path_of(reference, at, version)}"

    def public(self, reference: Reference, version: str = "") -> str:
        """Return the address under which others find a page."""
        return self.url.removesuffix(self.root) + self.report(reference, version=version)

    def path(self, name: str, **query: str | int) -> str:
        """Return the path of a page."""
        asked = {key: value for key, value in query.items() if value not in ("", 0)}
        return f"{self.root}{quote(name)}" + (f"?{urlencode(asked)}" if asked else "")


class Templates:
    """Makes pages in the language of whoever visits."""

    def __init__(self, place: Place, *, has_chat: bool = False) -> None:
        """Make pages at `place`, which link to a chat if there is one."""
        self.place, self._translations = place, Translations()
        self._environment = Environment(
            autoescape=True,
            loader=PackageLoader("bot.web"),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {"blocks": blocks, "base36": written, "data_url": _data_url}
        self._environment.globals |= {
            "place": place,
            "has_chat": has_chat,
            "languages": OWN_NAMES,
            "static": lambda name: f"{place.root}/static/{name}?{_print(name)}",
        }

    def words(self, visit: Visit) -> Translation:
        """Return the words of the first language of ours that somebody reads."""
        known = (self._translations.known(tag) for tag in visit.languages)
        return next(filter(None, known), self._translations.for_reader(None))

    def page(self, visit: Visit, template: str, /, **values: object) -> Page:
        """Make the page of a template; `values` are what it shows.

        A language that was asked for is kept for the pages that follow.
        """
        words = self.words(visit)
        body = self._environment.get_template(f"{template}.html").render(
            {"say": words.plain, "language": words.language, "visit": visit, "app": False} | values
        )
        headers = dict(FRESH)
        if values.get("app"):
            headers = {**UNKEPT, **security.policy(in_telegram=True)}
        if "lang" in visit.query:
            where = f"Path={self.place.root}/; Max-Age=31536000; SameSite=Lax; HttpOnly"
            headers["Set-Cookie"] = f"lang={words.language}; {where}"
        return Page(body.encode(errors="replace"), headers=headers)

    def refusal(self, visit: Visit, status: int, sentence: str) -> Page:
        """Make the page that says why there is none; `sentence` is the key of the reason."""
        page = self.page(visit, "refusal", reason=sentence, status=status)
        return Page(page.body, status, headers=UNKEPT)


def static(name: str) -> Page | None:
    """Return a file of STATIC; None for any other name."""
    if name not in STATIC:
        return None
    return Page(_file(name), HTTPStatus.OK, STATIC[name], _FOR_EVER)


def plain(text: str, status: int = HTTPStatus.OK, headers: Mapping[str, str] = UNKEPT) -> Page:
    """Return a text as it is."""
    return Page(text.encode(), status, TEXT, headers)


@cache
def _file(name: str) -> bytes:
    return files("bot.web").joinpath("static", name).read_bytes()


@cache
def _print(name: str) -> str:
    return blake2b(_file(name), digest_size=6).hexdigest()


def _data_url(file: ReplyFile) -> str:
    """Return a file as an address that holds it."""
    return f"data:application/octet-stream;base64,{b64encode(file.content).decode()}"
