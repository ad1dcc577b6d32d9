"""Bad input, made of the names in any reports, and what it costs to answer it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from time import process_time

from benchmarks.openings.reader import WORDS, said
from bot.services.dispatcher import Dispatcher
from bot.services.request import Request
from bot.storage.conversations import Conversation
from bot.storage.storage import Storage
from retrieval.entities.name_finder import NameKind
from retrieval.library import Library

LENGTH = 2000
"""Characters of the longest input."""
_SUBJECTS = 5
_NAMED = (NameKind.PLACE, NameKind.PERSON, NameKind.ORGANISATION)
_FEW = 30
"""Among so many names of a kind the one that most reports have is looked for."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a kind of input costs: milliseconds of processor time, each time; and its answer."""

    kind: str
    times: Sequence[float]
    answer: str


def inputs(library: Library) -> Iterator[tuple[str, str]]:
    """Yield kinds of bad input, each with one that names what `library` has."""
    names = _names(library)
    one, row = names[0], "、".join(names[:_SUBJECTS])
    text = _text(library)
    yield "five subjects", f"{row}分别做了什么"
    yield "equal subjects", f"{one}和{one}分别做了什么"
    yield "200 × 和", "和" * 200
    yield "a name, 200 × 和", one + "和" * 200
    yield "forty subjects", "和".join(names[:40]) + "分别做了什么"
    yield "empty halves", "比较一下和"
    yield "an empty half", f"{one}和分别有多少"
    yield "only marks", "、、、"
    yield "a doubt of nothing", "是真的吗"
    yield "a claim without a number", f"{one}很好，是真的吗"
    yield "a name with markup", f"<b>{one}</b>做了什么"
    yield "markup for a name", "/who <script>alert(1)</script>"
    yield "the name that most reports have", f"/who {_commonest(library, names)}"
    yield "… in a question", f"介绍一下{_commonest(library, names)}"
    yield "… searched for", f"/search {_commonest(library, names)}"
    for kind, long in (
        ("of the reports", text),
        ("of the reports, and a question", text[: LENGTH - 20] + f"\n{one}有多少人？"),
        ("one name over and over", one * LENGTH),
        ("names and commas", f"{one}，" * LENGTH),
        ("questions", f"{one}有多少人？" * LENGTH),
        ("a doubted claim", (f"{one}有87人" * LENGTH)[: LENGTH - 5] + "，是真的吗"),
        ("ordinals", "第一篇" * LENGTH),
        ("years", "2024年" * LENGTH),
        ("letters", "qwerty zxcv " * LENGTH),
        ("one character", "的" * LENGTH),
        ("quotation marks", "“" * (LENGTH // 2) + "”" * (LENGTH // 2)),
        ("words to search for", f"/search {one} " + " ".join(names) * LENGTH),
    ):
        yield f"{LENGTH:,}: {kind}", long[:LENGTH]


async def costs(library: Library, times: int) -> AsyncIterator[Cost]:
    """Ask each kind `times` times, through the bot, and yield what it cost."""
    async with Storage(":memory:") as storage:
        dispatcher = Dispatcher(library, storage)
        try:
            await dispatcher.warm_up()
            for number, (kind, text) in enumerate(inputs(library)):
                spent, answer = [], ""
                for time in range(times):
                    # Spaces say nothing: what was read before is read again.
                    request = Request(Conversation(number * times + time + 1, 1), WORDS)
                    began = process_time()
                    reply = await said(dispatcher, request, _spaced(text, time))
                    spent.append(1000 * (process_time() - began))
                    answer = reply.text.text
                yield Cost(kind, spent, answer)
        finally:
            dispatcher.close()


def measured(library: Library, times: int) -> list[Cost]:
    """Return what all kinds cost."""

    async def every() -> list[Cost]:
        return [one async for one in costs(library, times)]

    return asyncio.run(every())


def _spaced(text: str, count: int) -> str:
    """Put so many spaces before the words of a question, or of a command."""
    command, gap, rest = text.partition(" ") if text.startswith("/") else ("", "", text)
    return command + gap + " " * count + rest


def _names(library: Library) -> list[str]:
    """Return names, places first, or where there are none the beginnings of the titles."""
    named = [one.name for kind in _NAMED for one in library.named(kind)]
    return named or [article.title[:4] for article in library.articles[:_FEW]]


def _commonest(library: Library, names: Sequence[str]) -> str:
    """Return the name among the first that most reports have."""
    spread = {name: library.spread(name) for name in names[:_FEW]}
    return max(spread, key=lambda name: found.total if (found := spread[name]) else 0)


def _text(library: Library) -> str:
    """Return the beginning of the reports' own text."""
    text, at = "", 0
    while len(text) < LENGTH and at < len(library.articles):
        text += "".join(library.articles[at].texts)
        at += 1
    return text
