from __future__ import annotations

import pytest

from retrieval.language.analysis import Analyzer


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return Analyzer()
