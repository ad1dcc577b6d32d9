"""How a place in a report is cited: in short, and, where it can be complete, by GB/T 7714—2015.

Both fit a copy button of Telegram. A title gives way to that, and the address never does. What
the report does not say of itself is left out of the short one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from retrieval.article import RECOGNISED, Article
from retrieval.citation.address import Reference
from retrieval.claims.criterion import newspaper
from retrieval.dates import day

LONGEST = 256
"""In UTF-16 units, as Telegram counts."""

_NAMED = 3
"""So many authors are named; for the others stands 等 (GB/T 7714—2015, 8.1.2)."""
_LEGIBLE = 8
"""A title is cut to no less than this, as long as something else can be left out."""
_PAGE = re.compile(r"第?\s*([0-9]{1,3}|[A-Z][0-9]{1,3})\s*版")
_AROUND = " ,，、:：·()（）"
_BLANKS = re.compile(r"\s+")


def short(reference: Reference) -> str:
    """Cite as 《title》authors，newspaper，date · 第3段（a07-3）."""
    article = reference.article
    authors = _authors(article, "、", "等")
    passage = " · ".join(("", *filter(None, [_passage(reference)])))
    passage += RECOGNISED * article.is_recognised
    told = ((authors, *_issue(article)), (authors,), ())
    frames = [("《", f"》{'，'.join(filter(None, by))}{passage}") for by in told]
    return _fitted(article.title, frames, f"（{reference}）")


def gbt7714(reference: Reference) -> str | None:
    """Cite as authors. title[N]. newspaper, date(page). 第3段(a07-3); None if that is not known.

    A contribution to a newspaper is cited by the newspaper and the day, without which nobody could
    find it (GB/T 7714—2015, 4.5). The passage stands last, as a note. A source such as 浙江日报
    第3版 names the page too.
    """
    article = reference.article
    source, date = newspaper(article), _BLANKS.sub(" ", article.date).strip()
    if not source or day(date) is None:
        return None
    printed = _PAGE.search(source)
    name = source[: printed.start()].strip(_AROUND) if printed else source
    if not name:
        return None
    number = f"({printed[1]})" if printed else ""
    issue = f"{name}, {date}{number}"
    passage = _passage(reference) + RECOGNISED * article.is_recognised
    authors = _authors(article, ", ", ", 等")
    frames = [
        (f"{by}. " if by else "", ". ".join(filter(None, ("[N]", issue, passage))))
        for by in (authors, "")
    ]
    address = f". {reference}." if reference.is_whole else f"({reference})."
    return _fitted(article.title, frames, address)


def _authors(article: Article, comma: str, others: str) -> str:
    names = article.authors
    return comma.join(names[:_NAMED]) + (others if len(names) > _NAMED else "")


def _issue(article: Article) -> tuple[str, ...]:
    """Return newspaper and date. The file or web page that a report came from is no newspaper."""
    date = _BLANKS.sub(" ", article.date).strip()
    return tuple(filter(None, (newspaper(article), date)))


def _passage(reference: Reference) -> str:
    if reference.is_whole:
        return ""
    first, last = reference.first, reference.last
    return f"第{first}段" if first == last else f"第{first}—{last}段"


def _fitted(title: str, frames: Iterable[tuple[str, str]], address: str) -> str:
    """Put the title into the first frame that leaves it legible, and the address at the end.

    An address that is too long by itself is left out, for a part of it would be another one.
    """
    title = _BLANKS.sub(" ", title).strip()
    address = address if _units(address) <= LONGEST // 2 else ""
    room, before, after = 0, "", ""
    for before, after in frames:
        room = LONGEST - _units(before + after + address)
        if room >= min(_units(title), _LEGIBLE):
            break
    return f"{before}{_cut(title, room)}{after}{address}"


def _cut(title: str, room: int) -> str:
    if _units(title) <= room:
        return title
    kept = title[: max(0, room - 1)]
    while kept and _units(kept) > room - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
