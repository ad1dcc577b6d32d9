"""The pages in a real browser: marked to the letter, narrow, usable, and whole without script."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from dataclasses import replace
from urllib.parse import quote as quoted

import pytest
from playwright.async_api import Browser, Page, expect

from retrieval.article import Article
from retrieval.citation.address import Reference
from retrieval.library import Library
from tests.browser.chromium import AXE, WIDTHS, overflow, serious, window
from tests.integration.web.test_old_versions import became
from tests.integration.web.test_pages import STRANGE
from tests.support.visiting import Visitor

ADDRESSES, SHOWN = 500, 20
STRANGE_PATH = f"/r/{quoted(STRANGE.id, safe='')}-1"
PAGES = (
    "/",
    "/r/a06",
    "/r/a06-2",
    STRANGE_PATH,
    f"/s?q={quoted('调解')}",
    "/e",
    "/chat",
    "/nowhere",
)
QUESTION = "店口镇乡贤调解会的调解成功率是多少？"


def somewhere(rng: random.Random, articles: list[Article]) -> tuple[str, str]:
    """An address, and the slice of the stored report that its page must mark."""
    article = rng.choice(articles)
    first = rng.randint(1, len(article.texts))
    text = article.texts[first - 1]
    address = quoted(f"{article.id}-{first}", safe="")
    match rng.choice(("paragraph", "paragraphs", "characters")):
        case "paragraphs":
            last = rng.randint(first, len(article.texts))
            reference = Reference(article, first, last)
            whole = "\n".join(one.text for one in reference.paragraphs if one.text)
            return f"/r/{quoted(str(reference), safe='')}", whole
        case "characters" if text:
            start = rng.randrange(len(text))
            stop = rng.randint(start + 1, len(text))
            return f"/r/{address}?at={start}-{stop}", text[start:stop]
        case _:
            return f"/r/{address}", text


async def words_marked(page: Page) -> str:
    return "\n".join(await page.locator("mark").all_text_contents())


_READ_ALL = """
    paths => Promise.all(paths.map(async path => {
        const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
        return [...page.querySelectorAll("mark")].map(mark => mark.textContent).join("\\n");
    }))
"""


async def test_what_is_marked_is_the_stored_slice(
    browser: Browser, site: Visitor, shelf: Library
) -> None:
    """All addresses as Chromium parses their pages, and some of them as it shows them."""
    rng = random.Random(18)
    places = [somewhere(rng, [*shelf.articles]) for _ in range(ADDRESSES)]
    async with window(browser) as page:
        await page.goto(site.where)
        read: list[str] = []
        for first in range(0, ADDRESSES, 50):
            paths = [path for path, _ in places[first : first + 50]]
            read += await page.evaluate(_READ_ALL, paths)
        assert read == [expected for _, expected in places]
        for path, expected in places[:SHOWN]:
            await page.goto(site.where + path, wait_until="domcontentloaded")
            assert await words_marked(page) == expected, path


async def test_the_cited_paragraph_is_scrolled_to(browser: Browser, site: Visitor) -> None:
    async with window(browser) as page:
        for path in ("/r/a05-7", "/r/a05-7#cited"):
            await page.goto(site.where + path)
            await expect(page.locator("#cited")).to_be_in_viewport()


@pytest.mark.parametrize("width", WIDTHS)
async def test_no_page_is_wider_than_its_window(
    browser: Browser, site: Visitor, width: int
) -> None:
    async with window(browser, width) as page:
        for path in PAGES:
            await page.goto(site.where + path)
            assert await overflow(page) <= 0, path


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed (npm ci in tests/browser)")
@pytest.mark.parametrize(("colours", "paths"), [("light", PAGES), ("dark", PAGES[2:7:2])])
async def test_nobody_stumbles(
    browser: Browser, site: Visitor, colours: str, paths: tuple[str, ...]
) -> None:
    async with window(browser, color_scheme=colours) as page:
        for path in paths:
            await page.goto(site.where + path)
            assert await serious(page) == [], path


async def test_without_script_everything_is_read_and_asked(
    browser: Browser, site: Visitor, shelf: Library
) -> None:
    async with window(browser, java_script_enabled=False) as page:
        await page.goto(f"{site.where}/r/a06-2")
        for text in shelf.article("a06").texts:
            await expect(page.get_by_text(text, exact=True)).to_be_visible()
        await page.get_by_role("searchbox").fill("调解")
        await page.get_by_role("searchbox").press("Enter")
        await page.locator(".hits a").first.click()
        assert "调解" in await words_marked(page)
        await page.goto(f"{site.where}/chat")
        await page.get_by_placeholder("写下您的问题").fill(QUESTION)
        await page.get_by_placeholder("写下您的问题").press("Enter")
        await expect(page.locator("blockquote").first).to_contain_text("98%")
        await page.locator(".answer button", has_text="📖").first.click()
        await expect(page.locator(".answer")).to_contain_text(shelf.article("a06").texts[1])


async def test_the_chat_is_used_by_keyboard_alone(browser: Browser, site: Visitor) -> None:
    async with window(browser) as page:
        await page.goto(f"{site.where}/chat")
        await page.keyboard.type(QUESTION)
        await page.keyboard.press("Enter")
        answer = page.locator(".turn").nth(1)
        await expect(answer.locator("blockquote").first).to_contain_text("98%")
        await expect(page.get_by_placeholder("写下您的问题")).to_be_focused()
        for _ in range(40):
            await page.keyboard.press("Shift+Tab")
            label = await page.evaluate("document.activeElement.textContent")
            if "更多" in label:
                break
        await page.keyboard.press("Enter")
        await expect(page.locator(".turn").nth(2).locator("blockquote").first).to_be_visible()


async def test_buttons_of_the_chat_turn_pages_in_place(browser: Browser, site: Visitor) -> None:
    async with window(browser) as page:
        await page.goto(f"{site.where}/chat")
        await page.get_by_placeholder("写下您的问题").fill("/read a06-2")
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="下一段 ▶").click()
        await expect(page.locator(".turn").nth(1)).to_contain_text("第 3/4 段")
        await expect(page.locator(".turn")).to_have_count(2)


async def test_the_first_link_leads_past_the_navigation(browser: Browser, site: Visitor) -> None:
    async with window(browser) as page:
        await page.goto(f"{site.where}/r/a06-2#cited")
        await page.goto(f"{site.where}/r/a06")
        await page.keyboard.press("Tab")
        await expect(page.locator(".skip")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.locator("main")).to_be_focused()


async def test_size_and_colours_are_chosen_and_kept(browser: Browser, site: Visitor) -> None:
    async with window(browser) as page:
        await page.goto(f"{site.where}/r/a06")
        await page.locator(".look summary").click()
        await page.get_by_label("特大").check()
        await page.get_by_label("深色").check()
        await page.goto(f"{site.where}/r/a07")
        size, paper = await page.evaluate(
            "[getComputedStyle(document.body).fontSize,"
            " getComputedStyle(document.body).backgroundColor]"
        )
        assert (size, paper) == ("24px", "rgb(23, 21, 15)")


@pytest.fixture
async def corrected(site: Visitor, shelf: Library) -> AsyncIterator[tuple[str, str]]:
    """The old and the new words of a report's second paragraph, which was corrected just now."""
    a06 = shelf.article("a06")
    texts = (a06.texts[0], a06.texts[1].replace("98%", "89%"), *a06.texts[2:], "补记一段。")
    others = [one for one in shelf.articles if one.id != "a06"]
    await became(site, replace(a06, texts=texts), *others)
    yield a06.texts[1], texts[1]
    site.dispatcher.show(shelf)


async def test_an_old_version_is_reached_and_left_by_its_links(
    browser: Browser, site: Visitor, corrected: tuple[str, str]
) -> None:
    old, new = corrected
    for has_script in (True, False):
        async with window(browser, 320, java_script_enabled=has_script) as page:
            await page.goto(f"{site.where}/r/a06-2")
            assert await words_marked(page) == new
            await page.get_by_role("link", name="看旧版和改动").click()
            await expect(page.get_by_role("note")).to_contain_text("已更正")
            assert await page.locator(".paragraph p").nth(1).text_content() == old
            assert "98" in (await page.locator(".became s").all_text_contents())[0]
            await expect(page.locator(".became u").first).to_be_visible()
            assert await overflow(page) <= 0
            await page.get_by_role("link", name="看现在的版本").click()
            assert await page.locator(".paragraph p").nth(1).text_content() == new


async def test_an_address_shared_before_a_correction_shows_its_words(
    browser: Browser, site: Visitor, shelf: Library, corrected: tuple[str, str]
) -> None:
    old, _ = corrected
    place = Reference(shelf.article("a06"), 2, 2).marked()
    start = old.index("据统计")
    async with window(browser) as page:
        await page.goto(f"{site.where}/r/{place}--{place.mark}?at={start}-{len(old)}#cited")
        assert await words_marked(page) == old[start:]
        await expect(page.locator("#cited")).to_be_in_viewport()
        if AXE.is_file():
            assert await serious(page) == []


async def test_the_picture_of_the_archive_is_seen(browser: Browser, site: Visitor) -> None:
    async with window(browser) as page:
        await page.goto(site.where)
        picture = page.locator(".chart img")
        await expect(picture).to_be_visible()
        assert await picture.evaluate("image => image.naturalWidth") > 0
        await page.locator(".chart summary").click()
        await expect(page.locator(".chart li").first).to_be_visible()


async def test_markup_in_reports_does_nothing(browser: Browser, site: Visitor) -> None:
    async with window(browser) as page:
        for path in (STRANGE_PATH, f"/s?q={quoted('alert')}", "/", f"/e/{quoted('<b>')}"):
            await page.goto(site.where + path)
            await page.wait_for_timeout(50)
        await page.goto(site.where + STRANGE_PATH)
        assert await words_marked(page) == STRANGE.texts[0]
