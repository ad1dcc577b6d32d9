"""The pictures of pages in docs/, taken anew: `make screenshots`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import quote as quoted

from playwright.async_api import Page

from retrieval.corpus import SHIPPED
from retrieval.library import Library
from tests.browser.chromium import chromium, window
from tests.support.visiting import visiting

DOCS = Path(__file__).parents[2] / "docs"
QUESTION = "店口镇乡贤调解会的调解成功率是多少？"


async def take() -> None:
    """Show the shipped reports, and take a picture of a report, a search and the chat."""
    library = Library.open(SHIPPED)
    text = library.article("a06").texts[1]
    start = text.index("据统计")
    async with (
        visiting(library, url="", has_chat=True) as site,
        chromium() as browser,
        window(browser) as page,
    ):
        await page.goto(f"{site.where}/r/a06-2?at={start}-{len(text)}#cited")
        await _picture(page, "reader")
        await page.goto(f"{site.where}/s?q={quoted('调解')}")
        await _picture(page, "search")
        await page.goto(f"{site.where}/chat")
        await page.get_by_placeholder("写下您的问题").fill(QUESTION)
        await page.keyboard.press("Enter")
        await page.locator(".turn").nth(1).wait_for()
        await _picture(page, "web-chat")


async def _picture(page: Page, name: str) -> None:
    await page.screenshot(path=DOCS / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(take())
