"""Asking the running bot whether it is well: `python -m bot health`.

It tells so on its port (`bot.telegram.http_server`). This module imports nothing heavy, because a
container asks every half minute.
"""

from __future__ import annotations

import http.client

_PATIENCE = 3.0


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
