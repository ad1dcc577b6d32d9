"""An answer as a person reads it in a terminal, in 简体中文."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from retrieval.answer import Answer, Correction, Found, Listing, NotFound, Reason, Why
from retrieval.article import ELLIPSIS, Quote
from retrieval.claims.criterion import Criterion, Mark

CLAIMS = {
    Why.EMPTY_CORPUS: "这里还没有报道可查。",
    Why.ABSENT_TERMS: "报道里没有提到{terms}，无法回答。",
    Why.OTHER_NAME: "问的是{asked}，报道写的是{told}，无法回答。",
    Why.UNMARKED: "{mark}",
    Why.NONE_SUCH: "没有这样的报道。",
    Why.BEYOND: "没有那么多报道。",
}
"""What is said of the reports; a library gives such a reason only when it is proved."""
SENTENCES = CLAIMS | {
    Why.EMPTY_QUESTION: "您还没有写下问题。",
    Why.WHICH_REPORT: "请写明是哪一篇：编号或标题。",
    Why.UNREADABLE: "没能从这句话里读出一个中文问题，请换个说法再问。",
    Why.TOO_MANY: "一次问得太多，这些请另问。",
    Why.ENGLISH: "报道是中文的，请用中文提问。",
    Why.KIND_MISSING: "找到了有关的段落，但没有在里面找到所问的内容。",
    Why.WEAK: "没有找到足以回答的内容。",
    Why.CANNOT_EXCLUDE: "报道太多，没法逐篇排除，不敢说哪些没有提到。",
    Why.OPPOSITE: "我找到的像是相反的一面，不敢当作所问的这一面。",
    Why.OUT_OF_TIME: "时间到了还没查完，不敢说报道里有没有答案。",
    Why.UNREACHABLE: "存放报道的机器现在联系不上，请稍后再问。",
}
MARKS = {
    Mark.DATE: "报道没有注明日期，无法回答。",
    Mark.NEWSPAPER: "报道没有注明出自哪家报纸，无法回答。",
    Mark.AUTHOR: "报道没有署名，无法回答。",
}


@dataclass(frozen=True, slots=True)
class TerminalStyle:
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


def style_of(stream: TextIO | None) -> TerminalStyle:
    """Use colours on a terminal, unless NO_COLOR is set (https://no-color.org) or it is dumb."""
    refused = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return TerminalStyle(stream is not None and stream.isatty() and not refused)


def answer_lines(answer: Answer, style: TerminalStyle) -> Iterator[str]:
    """Yield an answer, line by line; that to several questions thing by thing."""
    yield from _corrections(answer.corrections, style)
    for part in answer.parts:
        yield style.strong(part.question)
        yield from answer_lines(part.answer, style)
    if not answer.parts:
        yield from _lines_of_one(answer, style)


def _lines_of_one(answer: Answer, style: TerminalStyle) -> Iterator[str]:
    match answer:
        case Found():
            yield from _quotes(answer.quotes[:1], style)
            for negation in answer.negations:
                yield f"这句没引全，请留意原句的“{negation.word.text}”。"
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
    mark = MARKS[reason.mark] if reason.mark else SENTENCES[Why.WEAK]
    asked, told = reason.names or ("别的名字", "另一个名字")
    terms = "".join(f"“{term}”" for term in reason.absent_terms) or "所问的内容"
    return SENTENCES[reason.why].format(terms=terms, asked=asked, told=told, mark=mark)


def quoted(quote: Quote, style: TerminalStyle) -> str:
    """Return the words of a quote, those that answer set off."""
    before, after = (ELLIPSIS if cut else "" for cut in quote.cut)
    pieces: list[str] = [before]
    end = 0
    for start, stop in quote.highlights:
        pieces += quote.text[end:start], style.answering(quote.text[start:stop])
        end = stop
    return "".join([*pieces, quote.text[end:], after])


def citation(quote: Quote, style: TerminalStyle) -> str:
    """Return where a quote stands: ——《title》byline · 第n段 (address)."""
    return style.faint(f"——{quote.citation}（{quote.address}）")


def _quotes(quotes: Iterable[Quote], style: TerminalStyle) -> Iterator[str]:
    for quote in quotes:
        yield quoted(quote, style)
        yield citation(quote, style)


def _labelled(label: str, quotes: tuple[Quote, ...], style: TerminalStyle) -> Iterator[str]:
    if quotes:
        yield style.faint(label)
        yield from (f"  {line}" for line in _quotes(quotes, style))


def _corrections(corrections: Iterable[Correction], style: TerminalStyle) -> Iterator[str]:
    meant = "".join(f"“{correction.meant}”" for correction in corrections)
    if meant:
        yield style.faint(f"已按{meant}查找")


def _listing(listing: Listing, style: TerminalStyle) -> Iterator[str]:
    for group in listing.groups:
        yield from _listing(group, style)
    if not listing.groups:
        many = "至少" if listing.at_least else "共"
        total = max(listing.total, len(listing.articles))
        yield f"{criterion(listing.criterion)}{many}{total}篇："
        yield from _reports(listing, style)


def _reports(listing: Listing, style: TerminalStyle) -> Iterator[str]:
    best = {quote.article.id: quote for quote in reversed(listing.quotes)}
    for article in listing.articles:
        yield f"《{style.strong(article.title)}》{article.byline}（{article.id}）"
        if article.id in best:
            quote = best[article.id]
            yield f"  {quoted(quote, style)} {style.faint(f'（{quote.address}）')}"


def criterion(meant: Criterion) -> str:
    """Say in a few words which reports are meant; nothing when it is all of them."""
    parts = (
        ("提到{}", ("或" if meant.either else "和").join(f"“{one}”" for one in meant.phrases)),
        ("没有提到{}", "、".join(f"“{one}”" for one in meant.lacking)),
        ("日期为{}", str(meant.period or "")),
        ("日期不早于{}", "-".join(map(str, meant.since or ()))),
        ("日期不晚于{}", "-".join(map(str, meant.until or ()))),
        ("出自{}", meant.source),
        ("署名{}", meant.author),
    )
    told = "、".join(form.format(said) for form, said in parts if said)
    return f"{told}的报道" if told else ""
