"""Chromium as the system has it, without its window; and axe-core, if npm has brought it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = {320: 640, 390: 844, 1280: 800}
"""The widths of windows that pages are looked at in, and their heights."""

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def path() -> str | None:
    """Where Chromium is; None where it is not installed."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path(), args=_OPTIONS)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def window(browser: Browser, width: int = 390, **options: Any) -> AsyncIterator[Page]:  # noqa: ANN401 -- of a context
    """Open a window whose pages may say nothing unasked: a dialog or an error is a failure."""
    context = await browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]}, locale="zh-CN", **options
    )
    context.set_default_timeout(20_000)
    troubles: list[str] = []
    page = await context.new_page()
    page.on("dialog", lambda dialog: troubles.append(f"dialog: {dialog.message}"))
    page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
    try:
        yield page
    finally:
        await context.close()
    assert not troubles


async def serious(page: Page) -> list[str]:
    """What axe-core finds serious or critical on a page, a line each."""
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = await page.evaluate("axe.run()")
    return [
        f"{one['id']}: {one['help']}: {node['html'][:120]}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


async def overflow(page: Page) -> int:
    """By how many pixels a page is wider than its window."""
    wider: int = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wider
