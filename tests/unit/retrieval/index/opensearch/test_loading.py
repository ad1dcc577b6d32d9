"""Loading into a cluster that is full: what it refuses is written again, never lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from retrieval.index.engine import UnreachableError
from retrieval.index.opensearch.loading import write


class FullCluster:
    """Answers bulk requests with `statuses`, one for each document; then it takes all."""

    def __init__(self, *statuses: Sequence[int]) -> None:
        self.statuses, self.waited = [*statuses], 0
        self.asked: list[str] = []

    def ask(self, method: str, path: str, body: str, **_: object) -> Any:  # noqa: ANN401 -- JSON
        assert (method, path) == ("POST", "/wenbao-1/_bulk")
        self.asked.append(body)
        statuses = self.statuses.pop(0) if self.statuses else [201]
        return {"items": [{"index": {"status": status}} for status in statuses]}

    def wait(self) -> None:
        self.waited += 1


def write_to(cluster: FullCluster, *requests: str) -> None:
    write(cluster, "wenbao-1", requests)  # type: ignore[arg-type]


@pytest.mark.parametrize("refusals", [[[429]], [[201, 429]], [[429, 429], [503, 201], [429]]])
def test_what_was_refused_for_want_of_room_is_written_again(refusals: list[list[int]]) -> None:
    cluster = FullCluster(*refusals)
    write_to(cluster, "甲")
    assert cluster.asked == ["甲"] * (len(refusals) + 1)
    assert cluster.waited == len(refusals)


def test_each_request_is_written_once_where_there_is_room() -> None:
    cluster = FullCluster()
    write_to(cluster, "甲", "乙", "丙")
    assert sorted(cluster.asked) == sorted(["甲", "乙", "丙"])
    assert cluster.waited == 0


@pytest.mark.parametrize("status", [400, 403, 413])
def test_what_is_refused_for_good_is_told(status: int) -> None:
    with pytest.raises(UnreachableError, match="refuses a document"):
        write_to(FullCluster([201, status]), "甲")


def test_a_cluster_that_is_full_for_good_is_given_up() -> None:
    cluster = FullCluster(*[[429]] * 1000)
    with pytest.raises(UnreachableError, match="no room to write"):
        write_to(cluster, "甲")
    assert len(cluster.asked) == cluster.waited == 100
