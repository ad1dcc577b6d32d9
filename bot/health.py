"""Whether the bot is well: a round trip to Telegram was completed lately, and the loop turns.

The running bot tells it on its port (`bot.telegram.http_server`); `python -m bot health` asks
there. This module imports nothing heavy, because a container asks every half minute.
"""

from __future__ import annotations

import http.client
import time

LIMIT = 45.0
"""Seconds without a round trip after which the bot is not well; see `polling.PERIOD`."""

_PATIENCE = 3.0


class Heartbeat:
    """The time of the last completed round trip to Telegram, on a clock that nobody sets."""

    def __init__(self) -> None:
        self._last: float | None = None

    def beat(self) -> None:
        """Note that a round trip has just been completed."""
        self._last = time.monotonic()

    def age(self) -> float | None:
        """Return the seconds since the last round trip; None when there was none."""
        return None if self._last is None else time.monotonic() - self._last

    def silence(self) -> float:
        """Return the same, infinity when there was none."""
        age = self.age()
        return float("inf") if age is None else age

    def diagnosis(self) -> tuple[bool, str]:
        """Return whether the bot is well, and a sentence that says why."""
        age = self.age()
        if age is None:
            return False, "no round trip to Telegram yet"
        return age <= LIMIT, f"last round trip to Telegram {age:.0f} s ago (at most {LIMIT:.0f})"


def ask(host: str, port: int) -> tuple[bool, str]:
    """Ask the running bot on its port; return whether it is well, and what it says."""
    if not port:
        return False, "HTTP_PORT is not set: there is nobody to ask"
    connection = http.client.HTTPConnection(_reachable(host), port, timeout=_PATIENCE)
    try:
        connection.request("GET", "/healthz")
        response = connection.getresponse()
        return response.status == http.HTTPStatus.OK, response.read().decode().strip()
    except (OSError, http.client.HTTPException, UnicodeDecodeError) as error:
        return False, f"nobody answers on port {port}: {type(error).__name__}"
    finally:
        connection.close()


def _reachable(host: str) -> str:
    """Return an address to ask at: who listens everywhere listens on the loopback too."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- nothing is bound
