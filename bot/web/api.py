"""The interface for programs, /api/v1: questions, verdicts, searches, texts and citations as JSON.

Each answer names the version of the reports it was made of. docs/api/openapi.json describes it all.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Collection, Mapping
from http import HTTPStatus
from typing import Any

from bot.services.corrections import CorrectionService
from bot.services.library_pool import SECONDS, LibraryPool
from bot.storage.revisions import Revisions
from bot.web.api_keys import ApiKeys
from bot.web.api_refusals import REFUSALS, BadRequestError, NoSuchPlaceError, refusal, why
from bot.web.changes import changes_record, reading
from bot.web.gate import Gate
from bot.web.old_version import is_current
from bot.web.rendering import UNKEPT, Place
from bot.web.visit import JSON, Handler, Page, Route, Visit, whole_number
from retrieval.answer import Answer, Found, Listing, Question, SearchResults, Told
from retrieval.answer_json import record
from retrieval.archive_json import citation_record, search_record
from retrieval.article import Quote
from retrieval.citation.address import Reference
from retrieval.library import Library
from retrieval.verdict_json import record as verdict_record

ROOT = "/api/v1"
MOST = 50
"""So many passages a search gives at most, and so many changes a page of them."""
_DIGITS = 15

Archive = tuple[LibraryPool, Revisions, CorrectionService]
"""The reports, what became of them, and what they said before."""

Json = dict[str, Any]
_NOTHING: Mapping[str, str] = {}
Answering = Callable[[Visit], Awaitable[Mapping[str, Any]]]


class Api:
    """Answers programs that show a key; `origins` are sites whose scripts may ask, too."""

    def __init__(
        self, archive: Archive, gate: Gate, keys: ApiKeys, place: Place, origins: Collection[str]
    ) -> None:
        self._pool, self._revisions, self._corrections = archive
        self._gate, self._keys = gate, keys
        self._place, self._origins = place, frozenset(origins)

    @property
    def routes(self) -> list[Route]:
        """Where what is answered; nothing where there are no keys."""
        if not self._keys:
            return []
        asked: list[tuple[str, str, Answering]] = [
            ("POST", "/ask", self._ask),
            ("POST", "/verify", self._verify),
            ("GET", "/search", self._search),
            ("GET", "/read/{address}", self._read),
            ("GET", "/cite/{address}", self._cite),
            ("GET", "/changes", self._changes),
        ]
        routes = [Route(method, ROOT + path, self._told(does)) for method, path, does in asked]
        anything = ROOT + "/{anything:.*}"
        return [
            *routes,
            Route("OPTIONS", anything, self._preflight),
            Route("*", anything, self._nowhere),
        ]

    def _told(self, does: Answering) -> Handler:
        """Return a handler that tells what `does` answers, or why it cannot be told."""

        async def answer(visit: Visit) -> Page:
            try:
                key = self._keys.admit(visit.headers.get("authorization", ""))
                async with self._gate.turn(key):
                    told = await does(visit)
            except REFUSALS as error:
                return self._page(visit, *why(error))
            told = {"version": self._pool.library.version, **told}
            return self._page(visit, HTTPStatus.OK, told)

        return answer

    def _page(
        self,
        visit: Visit,
        status: HTTPStatus,
        told: Mapping[str, Any],
        more: Mapping[str, str] = _NOTHING,
    ) -> Page:
        body = json.dumps(told, ensure_ascii=False).encode(errors="replace")
        return Page(body, status, JSON, {**UNKEPT, **more, **self._shared(visit)})

    def _shared(self, visit: Visit) -> dict[str, str]:
        """Return what lets the scripts of a site that is named in the settings read an answer."""
        origin = visit.headers.get("origin", "")
        named = {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}
        return named if origin in self._origins else {}

    async def _preflight(self, visit: Visit) -> Page:
        allowed = {
            "Access-Control-Allow-Headers": "Authorization, Content-Type",
            "Access-Control-Allow-Methods": "GET, POST",
        }
        shared = self._shared(visit)
        return Page(b"", HTTPStatus.NO_CONTENT, JSON, {**shared, **(allowed if shared else {})})

    async def _nowhere(self, visit: Visit) -> Page:
        return self._page(visit, HTTPStatus.NOT_FOUND, refusal("not_found", "no such path"))

    async def _ask(self, visit: Visit) -> Mapping[str, Any]:
        given = _body(visit)
        question = Question(_text(given, "question"), self._about(given))
        answer = await self._pool.beside(answered, self._pool.library, question)
        return record(answer)

    async def _verify(self, visit: Visit) -> Mapping[str, Any]:
        text = _text(_body(visit), "text")
        return verdict_record(await self._pool.beside(self._pool.library.verify, text))

    async def _search(self, visit: Visit) -> Mapping[str, Any]:
        words = visit.query.get("q", "").strip()
        if not words:
            message = "q is missing: the words to look for"
            raise BadRequestError(message)
        limit = min(max(whole_number(visit.query.get("limit", ""), 10), 1), MOST)
        return search_record(await self._pool.beside(looked_up, self._pool.library, words, limit))

    async def _changes(self, visit: Visit) -> Mapping[str, Any]:
        since = _number(visit, "since", 0)
        limit = min(max(_number(visit, "limit", MOST), 1), MOST)
        listed = await self._revisions.after(since, limit)
        library = self._pool.library
        return await self._pool.beside(changes_record, listed, since, library, self._place)

    async def _read(self, visit: Visit) -> Mapping[str, Any]:
        address, name = visit.parts["address"], visit.query.get("version", "")
        here, library = self._pool.resolve(address), self._pool.library
        if here and (not name or is_current(library, here.article.id, name)):
            return reading(here, library.digest(here.article.id).hex(), self._place)
        old = await self._corrections.earlier(address, name) if name else None
        if old is None:
            raise NoSuchPlaceError
        return reading(old.reference, old.version.name, self._place, old.version.corrected)

    async def _cite(self, visit: Visit) -> Mapping[str, Any]:
        reference = self._place_of(visit)
        return {**citation_record(reference), "url": self._place.public(reference.marked())}

    def _place_of(self, visit: Visit) -> Reference:
        reference = self._pool.resolve(visit.parts["address"])
        if reference is None:
            raise NoSuchPlaceError
        return reference

    def _about(self, given: Json) -> Told | None:
        """Return what a question follows on from: the place that `about` names."""
        address = given.get("about")
        if address is None:
            return None
        reference = self._pool.resolve(address) if isinstance(address, str) else None
        if reference is None:
            message = "about is no address of a report"
            raise BadRequestError(message)
        if reference.is_whole:
            return Told(reference.article.id)
        text = reference.paragraphs[0].text
        return Told(reference.article.id, reference.first, 0, len(text))


def answered(library: Library, question: Question) -> Answer:
    """Answer a question in time; ProofError when a quote is not what was read."""
    answer = library.answer(question, SECONDS)
    quotes = answer.quotes if isinstance(answer, Found | Listing) else answer.reason.nearest
    _prove(library, *quotes)
    return answer


def looked_up(library: Library, words: str, limit: int) -> SearchResults:
    """Search; ProofError when what is found is not what was read."""
    found = library.look_up(words, limit)
    _prove(library, *(passage.quote for passage in found.passages))
    return found


def _prove(library: Library, *quotes: Quote) -> None:
    for quote in quotes:
        library.prove(quote)


def _number(visit: Visit, name: str, otherwise: int) -> int:
    text = visit.query.get(name, "")
    if not text:
        return otherwise
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
        message = f"{name} is no whole number"
        raise BadRequestError(message)
    return int(text)


def _body(visit: Visit) -> Json:
    try:
        given = json.loads(visit.body or b"null")
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        message = "the body is no JSON object in UTF-8"
        raise BadRequestError(message)
    return given


def _text(given: Json, name: str) -> str:
    text = given.get(name)
    if not isinstance(text, str) or not text.strip():
        message = f"{name} is missing, or no text"
        raise BadRequestError(message)
    return text
