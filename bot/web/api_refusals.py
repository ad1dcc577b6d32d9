"""What a program is told that gets no answer: a status, a code and a sentence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from bot.storage.database import StorageError
from bot.web.api_keys import TooFastError, UnknownKeyError
from bot.web.gate import BusyError
from bot.web.rendering import UNKEPT
from bot.web.visit import JSON, Page
from retrieval.deadline import OutOfTimeError

_NOTHING: Mapping[str, str] = {}


class BadRequestError(Exception):
    """What was asked cannot be read; the message says why."""


class NoSuchPlaceError(Exception):
    """An address names nothing."""


REFUSALS = (
    UnknownKeyError,
    TooFastError,
    BadRequestError,
    NoSuchPlaceError,
    BusyError,
    OutOfTimeError,
    StorageError,
)
"""What `why` can tell of."""


def refusal(code: str, message: str) -> dict[str, Any]:
    """Say why there is no answer."""
    return {"error": {"code": code, "message": message}}


def refused(status: int, code: str) -> Page:
    """Say to a program why it got nothing, where it was not even asked here."""
    said = refusal(code, HTTPStatus(status).phrase.lower())
    return Page(json.dumps(said).encode(), status, JSON, UNKEPT)


def why(error: Exception) -> tuple[HTTPStatus, dict[str, Any], Mapping[str, str]]:
    """Return the status, the sentence and the headers that tell why there is no answer."""
    match error:
        case UnknownKeyError():
            said = refusal("unauthorized", "Authorization: Bearer with a key of this archive")
            return HTTPStatus.UNAUTHORIZED, said, {"WWW-Authenticate": "Bearer"}
        case TooFastError():
            said = refusal("too_many_requests", str(error))
            return HTTPStatus.TOO_MANY_REQUESTS, said, {"Retry-After": str(error.seconds)}
        case BadRequestError():
            return HTTPStatus.BAD_REQUEST, refusal("bad_request", str(error)), _NOTHING
        case NoSuchPlaceError():
            said = refusal("not_found", "no report has this address, or not in this version")
            return HTTPStatus.NOT_FOUND, said, _NOTHING
        case BusyError():
            said = refusal("busy", f"too much is asked right now; try again in {error.seconds} s")
            return HTTPStatus.SERVICE_UNAVAILABLE, said, {"Retry-After": str(error.seconds)}
        case _:
            said = refusal("busy", "this takes too long right now")
            return HTTPStatus.SERVICE_UNAVAILABLE, said, {"Retry-After": "5"}
