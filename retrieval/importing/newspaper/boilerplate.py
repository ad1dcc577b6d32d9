"""What stands on a newspaper page and belongs to no article: its date, number, section, editors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from retrieval.importing.newspaper.heading import is_opening, is_pictured
from retrieval.importing.newspaper.page_text import TextBlock
from retrieval.importing.newspaper.punctuation import DASHES, is_finished
from retrieval.importing.newspaper.word_pattern import one_of


def _listed(title: str) -> str:
    return one_of("page_words", title)


_DATE = re.compile(r"((?:19|20)\d\d)\s?[年./-]\s?(\d{1,2})\s?[月./-]\s?(\d{1,2})\s?日?")
_BESIDE_DATE = re.compile(
    r"(?:星期|周)[一二三四五六日天]|农历\S{2,12}|[癸甲乙丙丁戊己庚辛壬]\S年\S{2,10}|第?\d{1,6}期"
    r"|总第\d{1,6}期|第?[A-Z]?\d{1,3}版|[\s,，|｜()（）]+"
)
_LINE = re.compile(
    rf"[{DASHES}]\s*\d{{1,3}}\s*[{DASHES}]|[-—–_=*＊~◆★☆■□]{{3,}}"
    r"|第\s?[A-Z]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?版(?:\s.{1,20}|[:：·].{1,20})?"
    r"|第\s?\d{1,4}\s?页(?:\s?[,，/／]?\s?共\s?\d{1,4}\s?页)?|\d{1,3}\s?[/／]\s?\d{1,3}"
    r"|[^\s，。！？：；]{2,20}\s(?:19|20)\d\d年第\d{1,3}期"
    r"|[A-Z]?\d{1,3}\s?版(?:\s.{1,12})?"
    r"|(?:星期|周)[一二三四五六日天]|总?第\d{1,6}期"
    rf"|{_listed('editor ranks')}?{_listed('editors')}[:：/／\s].{{1,60}}"
    rf"|{_listed('contact kinds')}?{_listed('contacts')}[:：].{{1,60}}"
    rf"|{_listed('registrations')}\s*[:：]?.{{1,40}}|(?:https?://|www\.)\S+"
)
_EDGE = re.compile(
    r"[A-Z]?\d{1,3}(?:\s\S{1,8})?|\S{1,8}\s[A-Z]?\d{1,3}|\S{2,8}[报刊]"
    r"|\d{1,2}月\d{1,2}日(?:\s*(?:星期|周)[一二三四五六日天])?"
)
_CLAUSE = re.compile("[，；,;]")
_BARE = re.compile(r"[0-9]{1,4}")
_SECTION = re.compile(rf"{_listed('sections')}|[^\s，。！？：]{{2,6}}{_listed('section endings')}")


@dataclass(frozen=True, slots=True)
class PageBody:
    """The blocks of a page without its furniture, which is set aside.

    `dates`: the date (ISO) printed right before the block of that number; `date`: the page's own.
    """

    blocks: tuple[TextBlock, ...]
    aside: tuple[TextBlock, ...]
    dates: dict[int, str]
    date: str


def clear(blocks: Sequence[TextBlock]) -> PageBody:
    """Part a page's blocks from its furniture."""
    texts = [block.text for block in blocks]
    top = next((n for n, text in enumerate(texts) if not is_furniture(text, at_edge=True)), 0)
    end = next((n for n, text in enumerate(texts[::-1]) if not is_furniture(text, at_edge=True)), 0)
    kept: list[TextBlock] = []
    aside: list[TextBlock] = []
    dates: dict[int, str] = {}
    counted = _page_numbers(texts)
    for number, block in enumerate(blocks):
        at_edge = number < top or number >= len(blocks) - end
        if number not in counted and not is_furniture(block.text, at_edge=at_edge):
            turned = bool(aside) and bool(kept) and aside[-1].line > kept[-1].line
            kept.append(_over_page(kept[-1], block) if turned else block)
            continue
        aside.append(block)
        if found := printed_date(block.text):
            dates.setdefault(-1 if at_edge else len(kept), found)
    return PageBody(tuple(kept), tuple(aside), dates, dates.pop(-1, ""))


def _over_page(left: TextBlock, right: TextBlock) -> TextBlock:
    """Return the block behind a page's furniture, which goes on with prose that was cut there."""
    cut = not (is_finished(left.text) or is_pictured(left.text)) and _CLAUSE.search(left.text)
    rest = is_finished(right.text) and not is_opening(right.text)
    return replace(right, goes_on=True) if cut and rest and right.goes_on is None else right


def _page_numbers(texts: Sequence[str]) -> frozenset[int]:
    """Return which blocks are bare numbers that count up: 2, then 3; one alone is text."""
    bare = [number for number, text in enumerate(texts) if _BARE.fullmatch(text)]
    rising = [(a, b) for a, b in pairwise(bare) if int(texts[b]) == int(texts[a]) + 1]
    return frozenset(number for pair in rising for number in pair)


def is_furniture(line: str, *, at_edge: bool) -> bool:
    """Whether a line is only a date, a page number, the editors, or how to reach the paper.

    A bare 12, A04 综合 or the paper's name counts where a page begins or ends, but not inside it.
    """
    plain = bool(_LINE.fullmatch(line)) or printed_date(line) != ""
    return plain or (at_edge and bool(_EDGE.fullmatch(line)))


def printed_date(line: str) -> str:
    """Return the date of a line that prints nothing else, as 2024-05-20; else nothing."""
    found = _DATE.search(line)
    if not found or _BESIDE_DATE.sub("", line[: found.start()] + line[found.end() :]):
        return ""
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return ""


def is_section(line: str) -> bool:
    """Whether a line may be the name of a section: 要闻, 综合新闻."""
    return bool(_SECTION.fullmatch(line))
