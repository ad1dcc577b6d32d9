"""How a cluster is named, and what is said when it cannot be asked; none is needed for that."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from retrieval.deadline import OutOfTimeError, within
from retrieval.index.engine import UnreachableError
from retrieval.index.opensearch.connection import ClusterAddress, Connection


def test_an_address_names_hosts_who_asks_and_the_index(tmp_path: Path) -> None:
    address = ClusterAddress.parse("https://bot:s%40fe@one:9200, https://two:9200/archive")
    assert address.hosts == ("https://one:9200", "https://two:9200")
    assert (address.name, address.user, address.password) == ("archive", "bot", "s@fe")
    assert "s@fe" not in repr(address)
    (tmp_path / "password").write_text("secret\n", encoding="utf-8")
    read = ClusterAddress.parse("http://bot@one:9200", tmp_path / "password")
    assert (read.name, read.password) == ("wenbao", "secret")


@pytest.mark.parametrize("url", ["one:9200", "ftp://one", "http://one,two", ""])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must be http"):
        ClusterAddress.parse(url)


@pytest.fixture
def nobody() -> Connection:
    """One to a port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return Connection(ClusterAddress.parse(f"http://bot:secret@127.0.0.1:{port}"))


def test_a_cluster_that_is_away_is_said_to_be_soon(nobody: Connection) -> None:
    began = time.monotonic()
    with pytest.raises(UnreachableError, match="cannot be asked at") as said:
        nobody.ask("GET", "/")
    assert time.monotonic() - began < 5
    assert "secret" not in str(said.value)


def test_nobody_waits_beyond_the_deadline(nobody: Connection) -> None:
    with pytest.raises(OutOfTimeError), within(0.2):
        nobody.ask("GET", "/")
