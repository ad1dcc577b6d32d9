"""Draws the chat that the READMEs show: `python -m tests.picture "问题" … > chat.html`.

With `--heights` it tells instead how high each answer is on a phone of 390 px, by chromium.


The bot runs as a process against the fake Telegram and is asked the questions; what it sends, its
entities and buttons, becomes a page. Any browser makes a picture of that:
`chromium --headless --screenshot=docs/chat.png --window-size=520,900 chat.html`.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from types import MappingProxyType

from tests.telegram import FakeTelegram
from tests.telegram.values import Entity, Message

TAGS = {
    "bold": "b",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote class=folded",
    "code": "code",
    "italic": "i",
}
WIDTH = 390
"""Pixels of a phone's screen."""
STYLE = """
body { margin: 0; padding: 16px; background: #d5e3c8; font: 15px/1.45 sans-serif }
.said, .told { width: fit-content; max-width: 88%; margin: 0 0 12px; white-space: pre-wrap }
.said { margin-left: auto }
.text { padding: 8px 12px; border-radius: 14px; background: #fff }
.said .text { background: #e6fbd0 }
blockquote { display: block; margin: 2px 0; padding: 3px 10px; border-left: 3px solid #4f9bd9;
             border-radius: 5px; background: #eaf3fb }
.folded { max-height: 3.9em; overflow: hidden }
.row { display: flex; gap: 4px; margin-top: 4px }
.row span { flex: 1; padding: 6px; border-radius: 9px; background: #7f9a6fcc; color: #fff;
            text-align: center; font-size: 13px }
"""


async def conversation(
    questions: Iterable[str], others: Mapping[str, str] = MappingProxyType({})
) -> list[Message]:
    """Ask the bot, with `others` among its settings; return what was said and told, in order."""
    messages: list[Message] = []
    with tempfile.TemporaryDirectory() as folder:
        async with FakeTelegram() as telegram:
            settings = {
                "TELEGRAM_API_URL": telegram.base_url,
                "TELEGRAM_BOT_TOKEN": telegram.token,
                "DATA_DIR": folder,
            }
            bot = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot"), env={**os.environ, **settings, **others}
            )
            for question in questions:
                said = telegram.say(question)
                messages += [said, await telegram.reply(after=said, timeout=60)]
            bot.terminate()
            await bot.wait()
    return messages


def drawn(message: Message) -> str:
    """One message as HTML."""
    rows = "".join(
        f"<div class=row>{''.join(f'<span>{escape(button.text)}</span>' for button in row)}</div>"
        for row in message.keyboard
    )
    side = "told" if message.sender.is_bot else "said"
    words = marked(message.text, message.entities).replace("</blockquote>\n", "</blockquote>")
    return f"<div class={side}><div class=text>{words}</div>{rows}</div>"


def marked(text: str, entities: Iterable[Entity]) -> str:
    """The text with its entities as tags; their offsets count UTF-16 units."""
    units = text.encode("utf-16-le")
    ranked = sorted(entities, key=lambda entity: (entity.offset, -entity.length))
    marks = [(one.end, 0, -place, f"</{tag(one).split()[0]}>") for place, one in enumerate(ranked)]
    marks += [(one.offset, 1, place, f"<{tag(one)}>") for place, one in enumerate(ranked)]
    parts, last = [], 0
    for at, _, _, mark in sorted(marks):
        parts += [escape(units[2 * last : 2 * at].decode("utf-16-le")), mark]
        last = at
    return "".join(parts) + escape(units[2 * last :].decode("utf-16-le"))


def tag(entity: Entity) -> str:
    return TAGS.get(entity.type, "span")


def page_of(messages: Iterable[Message]) -> str:
    """All messages as a page."""
    chat = "".join(map(drawn, messages))
    return f"<!doctype html><html lang=zh-Hans><meta charset=utf-8><style>{STYLE}</style>{chat}\n"


def heights(page: str) -> list[int]:
    """How many pixels high the browser draws each answer on a phone."""
    script = (
        "<script>for (const one of document.querySelectorAll('.told'))"
        " one.dataset.height = Math.round(one.getBoundingClientRect().height)</script>"
    )
    phone = f"<style>body {{ width: {WIDTH - 32}px }}</style>"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "chat.html"
        file.write_text(page + phone + script, encoding="utf-8")
        chromium = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom")
        drawn_page = subprocess.run(  # noqa: S603 - our own page
            [*chromium, f"--user-data-dir={folder}/profile", file.as_uri()],
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        ).stdout
    return [int(height) for height in re.findall(r'data-height="(\d+)"', drawn_page)]


def main() -> None:
    measures = sys.argv[1:2] == ["--heights"]
    questions = sys.argv[2:] if measures else sys.argv[1:]
    page = page_of(asyncio.run(conversation(questions)))
    if not measures:
        sys.stdout.write(page)
        return
    for question, height in zip(questions, heights(page), strict=True):
        sys.stdout.write(f"{height:5} px  {question}\n")


if __name__ == "__main__":
    main()
