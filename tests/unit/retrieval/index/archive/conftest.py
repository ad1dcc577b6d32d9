from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return Analyzer()
