"""Keys of programs that use the interface: who has one may ask, at a pace.

A key is 256 random bits, so that its SHA-256 alone, which is all that settings hold, gives nothing
away.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Collection
from hashlib import sha256
from secrets import token_urlsafe
from time import monotonic

from bot.telegram.admission import Throttle

_PREFIX = "wenbao_"
_BEARER = "bearer "
_LONGEST = 200


class UnknownKeyError(Exception):
    """No key was given, or one that nobody was given by us."""


class TooFastError(Exception):
    """A key asked too often; it may again in so many `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"try again in {seconds} s")
        self.seconds = seconds


class ApiKeys:
    """Knows keys by their hashes, and how fast each may ask; 0 a minute: as fast as it likes."""

    def __init__(
        self, hashes: Collection[str], per_minute: int, clock: Callable[[], float] = monotonic
    ) -> None:
        self._hashes, self._throttle = tuple(hashes), Throttle(per_minute, clock)

    def __bool__(self) -> bool:
        """Whether there is any key."""
        return bool(self._hashes)

    def admit(self, authorization: str) -> str:
        """Let in who shows a key (`Bearer …`); return its hash. UnknownKeyError, TooFastError."""
        is_bearer = authorization[: len(_BEARER)].lower() == _BEARER
        if not is_bearer or len(authorization) > _LONGEST:
            raise UnknownKeyError
        given = hashed(authorization[len(_BEARER) :].strip())
        known = [one for one in self._hashes if hmac.compare_digest(one, given)]
        if not known:
            raise UnknownKeyError
        if seconds := self._throttle.wait(known[0]):
            raise TooFastError(seconds)
        return known[0]


def new_key() -> str:
    """Make a key."""
    return _PREFIX + token_urlsafe(32)


def hashed(key: str) -> str:
    """Return what settings hold of a key: its SHA-256 in 64 hexadecimal digits."""
    return sha256(key.encode(errors="replace")).hexdigest()
