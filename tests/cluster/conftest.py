from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from retrieval.analysis.analyzer import Analyzer
from tests.cluster.nodes import NODES, Nodes

MISSING = [tool for tool in ("java", "mvn", "curl") if not shutil.which(tool)]


@pytest.fixture(scope="session")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    """Three nodes that run; every test leaves them running."""
    if MISSING:
        pytest.skip(f"a real cluster needs {', '.join(MISSING)}")
    started = Nodes(tmp_path_factory.mktemp("nodes"))
    started.start(*NODES)
    try:
        started.wait()
        yield started
    finally:
        started.stop()


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return Analyzer()
