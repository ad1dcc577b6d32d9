"""What the Bot API answers when it refuses, in its own words."""

from __future__ import annotations

from typing import NoReturn

from tests.telegram.values import Json


class ApiError(Exception):
    """A refusal: HTTP status, description, and `parameters` such as `retry_after`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    @property
    def wire(self) -> Json:
        """The JSON of the refusal."""
        body: dict[str, Json] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        return body | ({"parameters": self.parameters} if self.parameters else {})


def refuse(reason: str, **parameters: int) -> NoReturn:
    """Refuse with 400. The server begins its reasons small, but for NAMES_LIKE_THIS."""
    is_name = reason[1:2] == "_" or reason[1:2].isupper()
    said = reason if is_name else reason[:1].lower() + reason[1:]
    raise ApiError(400, f"Bad Request: {said}", **parameters)


def forbid(reason: str) -> NoReturn:
    """Refuse with 403: the bot was blocked or kicked."""
    raise ApiError(403, f"Forbidden: {reason}")


def too_many_requests(seconds: int) -> ApiError:
    """Return the refusal to do more before some seconds have passed."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def not_done(what: str) -> NoReturn:
    """Refuse what the real server does and this one does not: a gap of ours, not of the bot's."""
    raise ApiError(501, f"Not Implemented: the fake Bot API does not do {what}")
