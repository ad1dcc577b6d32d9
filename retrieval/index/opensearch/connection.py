"""Asking a cluster, again where what went wrong may pass. Home of opensearchpy."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit

from opensearchpy import (
    ConflictError,
    ConnectionError as NoConnectionError,
    ConnectionTimeout,
    NotFoundError,
    OpenSearch,
    TransportError,
)

from retrieval.deadline import OutOfTimeError, left
from retrieval.index.engine import UnreachableError

PATIENCE = 10.0
"""So many seconds it is tried again while a node is lost; an answer's own time may be shorter."""
_ALL_GONE = 1.5
"""So many seconds where no host answers at all: then it is the whole cluster that is gone."""
_LONGEST = 10.0
"""Seconds that one request may take, unless its caller says more."""
COMPLETE = {"allow_partial_search_results": "false"}
"""What is asked with every search: all shards, or an error."""
_PASSING = frozenset({429, 500, 502, 503, 504})
"""What a cluster says that is full or loses a node. 500: both copies of a shard were just lost."""


class ChangedMeanwhileError(Exception):
    """Somebody else has written what was to be written."""


@dataclass(frozen=True, slots=True)
class ClusterAddress:
    """Where a cluster is: its hosts, the name of the index, and who asks."""

    hosts: tuple[str, ...]
    name: str = "wenbao"
    user: str = ""
    password: str = field(default="", repr=False)
    certificates: Path | None = None

    @classmethod
    def parse(
        cls, url: str, password_file: Path | None = None, certificates: Path | None = None
    ) -> ClusterAddress:
        """Read `https://user:password@one:9200,https://two:9200/name`; ValueError says what is odd.

        The password may stand in a file instead; the name of the index is `wenbao` without one.
        """
        parts = [urlsplit(part.strip()) for part in url.split(",")]
        if not all(part.scheme in {"http", "https"} and part.hostname for part in parts):
            message = "must be http(s) addresses with commas between"
            raise ValueError(message)
        hosts = tuple(f"{p.scheme}://{p.netloc.rpartition('@')[2]}" for p in parts)
        name = next((p.path.strip("/") for p in parts if p.path.strip("/")), "wenbao")
        user = next((unquote(p.username) for p in parts if p.username), "")
        password = next((unquote(p.password) for p in parts if p.password), "")
        if password_file:
            password = password_file.read_text(encoding="utf-8").strip()
        return cls(hosts, name, user, password, certificates)


class Connection:
    """A cluster to be asked, by several threads at a time. `trips` counts the requests."""

    def __init__(self, address: ClusterAddress, patience: float = PATIENCE) -> None:
        """Know where the cluster is, and how long to try again; nothing is asked yet."""
        # Its warnings come with tracebacks; what fails in the end is told by whoever asked.
        logging.getLogger("opensearch").setLevel(logging.CRITICAL)
        self.address, self.trips, self._patience = address, 0, patience
        self._client = OpenSearch(
            list(address.hosts),
            http_auth=(address.user, address.password) if address.user else None,
            max_retries=len(address.hosts),
            ca_certs=str(address.certificates) if address.certificates else None,
        )

    def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | str | None = None,
        *,
        seconds: float = _LONGEST,
        parameters: Mapping[str, object] = MappingProxyType({}),
    ) -> Any:  # noqa: ANN401 - JSON
        """Return the reply; KeyError for 404, ChangedMeanwhileError for 409.

        Raises OutOfTimeError at the deadline, UnreachableError when patience is at its end, or
        when the cluster refuses.
        """
        began, pause = monotonic(), 0.05
        longest = max(seconds, self._patience / 5)
        while True:
            timed = {**parameters, "request_timeout": max(0.05, min(longest, left()))}
            try:
                self.trips += 1
                return self._client.transport.perform_request(method, path, params=timed, body=body)
            except NotFoundError as error:
                raise KeyError(path) from error
            except ConflictError as error:
                raise ChangedMeanwhileError(path) from error
            except TransportError as error:
                self._give_up(error, began, pause)
            sleep(pause)
            pause = min(2 * pause, 2.0)

    def wait(self, seconds: float = 0.5) -> None:
        """Give a cluster that is full some time."""
        sleep(seconds)

    def _give_up(self, error: TransportError, began: float, pause: float) -> None:
        """Raise what is to be said of an error, unless it is worth another try."""
        failed = isinstance(error, NoConnectionError)
        gone = failed and not isinstance(error, ConnectionTimeout)
        if left() <= pause:
            raise OutOfTimeError from error
        if not failed and error.status_code not in _PASSING:
            message = f"OpenSearch refuses a request: {error.status_code} {error.error}"
            raise UnreachableError(message) from error
        patience = _ALL_GONE if gone and self._patience <= PATIENCE else self._patience
        if monotonic() + pause > began + patience:
            hosts = ", ".join(self.address.hosts)
            message = f"OpenSearch cannot be asked at {hosts}: {error.status_code} {error.error}"
            raise UnreachableError(message) from error
