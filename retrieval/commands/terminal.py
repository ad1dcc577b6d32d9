"""An answer as a person reads it in a terminal, in 简体中文."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from retrieval.answer import Answer, Correction, Found, Listing, NotFound, Reason, Why
from retrieval.article import Quote

SENTENCES = {
    Why.EMPTY_QUESTION: "您还没有写下问题。",
    Why.UNREADABLE: "没能从这句话里读出一个中文问题，请换个说法再问。",
    Why.EMPTY_CORPUS: "这里还没有报道可查。",
    Why.ABSENT_TERMS: "报道里没有提到{terms}，无法回答。",
    Why.OTHER_NAME: "问的是{asked}，报道写的是{told}，无法回答。",
    Why.KIND_MISSING: "报道提到了这件事，但没有写出所问的内容。",
    Why.OPPOSITE: "报道写的是相反的一面，没有写所问的这一面。",
    Why.WEAK: "报道里没有找到足以回答的内容。",
    Why.OUT_OF_TIME: "时间到了还没查完，不敢说报道里有没有答案。",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set off: by ANSI colours, or not at all."""

    colours: bool

    def strong(self, text: str) -> str:
        """Set `text` in bold."""
        return self._sgr("1", text)

    def answering(self, text: str) -> str:
        """Set `text` in bold yellow."""
        return self._sgr("1;33", text)

    def faint(self, text: str) -> str:
        """Set `text` back."""
        return self._sgr("2", text)

    def _sgr(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colours and text else text


def style_of(stream: TextIO | None) -> Style:
    """Use colours on a terminal, unless NO_COLOR is set (https://no-color.org) or it is dumb."""
    refused = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Style(stream is not None and stream.isatty() and not refused)


def answer_lines(answer: Answer, style: Style) -> Iterator[str]:
    """Yield an answer, line by line."""
    yield from _corrections(answer.corrections, style)
    match answer:
        case Found():
            yield from _quotes(answer.quotes[:1], style)
            if answer.absent:
                yield f"报道里从没有出现：{'、'.join(answer.absent)}"
            yield from _labelled("另见：", answer.quotes[1:], style)
        case Listing():
            yield from _listing(answer, style)
        case NotFound():
            yield explanation(answer.reason)
            label = "可能相关：" if answer.reason.related else "最接近的内容（不足以回答）："
            yield from _labelled(label, answer.reason.nearest, style)


def explanation(reason: Reason) -> str:
    """Say in one sentence why the reports do not answer."""
    asked, told = reason.names or ("别的名字", "另一个名字")
    terms = "".join(f"“{term}”" for term in reason.absent_terms) or "所问的内容"
    return SENTENCES[reason.why].format(terms=terms, asked=asked, told=told)


def quoted(quote: Quote, style: Style) -> str:
    """Return the words of a quote, those that answer set off."""
    pieces: list[str] = []
    end = 0
    for start, stop in quote.highlights:
        pieces += quote.text[end:start], style.answering(quote.text[start:stop])
        end = stop
    return "".join([*pieces, quote.text[end:]])


def citation(quote: Quote, style: Style) -> str:
    """Return where a quote stands: ——《title》byline · 第n段 (address)."""
    return style.faint(f"——{quote.citation}（{quote.address}）")


def _quotes(quotes: Iterable[Quote], style: Style) -> Iterator[str]:
    for quote in quotes:
        yield quoted(quote, style)
        yield citation(quote, style)


def _labelled(label: str, quotes: tuple[Quote, ...], style: Style) -> Iterator[str]:
    if quotes:
        yield style.faint(label)
        yield from (f"  {line}" for line in _quotes(quotes, style))


def _corrections(corrections: Iterable[Correction], style: Style) -> Iterator[str]:
    meant = "".join(f"“{correction.meant}”" for correction in corrections)
    if meant:
        yield style.faint(f"已按{meant}查找")


def _listing(listing: Listing, style: Style) -> Iterator[str]:
    many = "至少" if listing.at_least else "共"
    yield f"{many}{max(listing.total, len(listing.articles))}篇："
    best = {quote.article.id: quote for quote in reversed(listing.quotes)}
    for article in listing.articles:
        yield f"《{style.strong(article.title)}》{article.byline}（{article.id}）"
        if article.id in best:
            quote = best[article.id]
            yield f"  {quoted(quote, style)} {style.faint(f'（{quote.address}）')}"
