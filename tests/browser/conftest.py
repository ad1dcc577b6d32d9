"""What the tests in a browser share; they are skipped where there is none."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from retrieval.corpus import SHIPPED, Corpus, read
from retrieval.library import Library
from tests.integration.web.test_pages import STRANGE
from tests.support.visiting import Visitor, visiting

playwright = pytest.importorskip("playwright.async_api", reason="playwright is not installed")

from tests.browser import chromium  # noqa: E402 -- it needs what may be missing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts and chromium.path() is None:
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="session")
def shelf() -> Library:
    """The shipped reports, and one full of markup."""
    return Library(Corpus((*read(SHIPPED).articles, STRANGE)))


@pytest.fixture
async def site(shelf: Library) -> AsyncIterator[Visitor]:
    async with visiting(shelf, url="", has_chat=True, username=lambda: "wenbao_bot") as visitor:
        yield visitor


@pytest.fixture
async def browser() -> AsyncIterator[object]:
    async with chromium.chromium() as browser:
        yield browser
