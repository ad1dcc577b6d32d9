"""How soon the chat in the browser answers, from the key press to the answer on the screen.

`python -m tests.browser.latency`: questions with known answers about the shipped reports, typed and
sent by the Enter key in Chromium; the first is the first that the bot is asked at all.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from statistics import quantiles

from playwright.async_api import Page

from retrieval.corpus import SHIPPED
from retrieval.library import Library
from tests.browser.chromium import chromium, window
from tests.support.visiting import visiting

QUESTIONS = Path(__file__).parents[1] / "questions" / "answerable.jsonl"
MOST = 60

_WATCH = """
    window.answered = [];
    document.addEventListener("keydown", event => {
        if (event.key === "Enter") window.pressed = performance.now();
    }, true);
    document.addEventListener("DOMContentLoaded", () => {
        new MutationObserver(() => requestAnimationFrame(() => setTimeout(() =>
            window.answered.push(performance.now() - window.pressed)
        ))).observe(document.getElementById("turns"), { childList: true });
    });
"""
"""Notes when Enter is pressed, and when the frame has been drawn that shows an answer."""


async def measure() -> list[float]:
    """Return the milliseconds that each answer took."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()[:MOST]
    library = Library.open(SHIPPED)
    async with visiting(library, url="", has_chat=True) as site:
        await site.dispatcher.warm_up()
        async with chromium() as browser, window(browser) as page:
            await page.add_init_script(_WATCH)
            await page.goto(f"{site.where}/chat")
            for asked, line in enumerate(lines, 1):
                await _ask(page, json.loads(line)["question"], asked)
            took: list[float] = await page.evaluate("window.answered")
    return took


async def _ask(page: Page, question: str, number: int) -> None:
    await page.keyboard.type(question)
    await page.keyboard.press("Enter")
    await page.wait_for_function("number => window.answered.length >= number", arg=number)


def main() -> None:
    """Tell what was measured."""
    took = asyncio.run(measure())
    cuts = quantiles(took, n=20)
    load, cores = os.getloadavg()[0], os.cpu_count()
    sys.stdout.write(
        f"{len(took)} answers: the first {took[0]:.0f} ms, median {cuts[9]:.0f} ms,"
        f" p95 {cuts[18]:.0f} ms, at most {max(took):.0f} ms; load {load:.1f} on {cores} cores\n"
    )


if __name__ == "__main__":
    main()
