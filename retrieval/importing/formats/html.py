"""A saved web page → blocks: the article without menus, its title and the date it was published.

The home of trafilatura (Apache-2.0), which tells an article from what stands around it. The words
are taken from the page itself, so that none is changed; sentences that are left out are told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import trafilatura
from trafilatura.settings import Document as TrafilaturaDocument

from retrieval.importing.document import Document, DocumentBlock, UnreadableError
from retrieval.importing.formats.markup import Element, parsed_html, placed_blocks
from retrieval.importing.formats.plain_text import decoded
from retrieval.importing.newspaper.byline import credit

_SITE = re.compile(r"\s*(?:[-_|｜–—]\s*\S{2,20})$")
_PROSE = re.compile(r".*[，。！？；,!?;].*", re.DOTALL)
_SENTENCE = re.compile(r".*[。！？]", re.DOTALL)
_MOMENT = re.compile(r"(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?")
_LEAST_PROSE = 12
_AROUND = frozenset({"nav", "aside", "footer", "form", "button", "select"})


def read_html(data: bytes) -> Document:
    """Return the article of a page; UnreadableError when there is none."""
    found = trafilatura.bare_extraction(
        data, include_comments=False, include_tables=True, favor_recall=True, with_metadata=True
    )
    if not isinstance(found, TrafilaturaDocument) or found.body is None:
        raise UnreadableError(_NOTHING)
    title = _title(found.title or "")
    blocks = _marked(data, _bare("".join(found.body.itertext())), _bare(title))
    first = next((n for n, block in enumerate(blocks) if block.kept and block.is_prose), None)
    if first is None:
        raise UnreadableError(_NOTHING)
    byline = next(filter(None, (_byline(block.text) for block in blocks[:first])), found.author)
    notes = tuple((0, f"left out: {block.text!r}") for block in blocks if block.is_lost)
    kept = tuple(block.block for block in blocks if block.kept)
    return Document(kept, title, byline or "", found.date or "", notes)


_NOTHING = "no article found on this web page"


@dataclass(slots=True)
class _PageBlock:
    """A text of the page, and whether it is the article's."""

    block: DocumentBlock
    element: Element
    kept: bool

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def is_prose(self) -> bool:
        """Whether it is more than a caption, a link or a name."""
        return len(self.text) >= _LEAST_PROSE and bool(_PROSE.match(self.text))

    @property
    def is_credit(self) -> bool:
        """Whether it names who wrote the article, and nothing else."""
        return credit(self.text) is not None and not self.is_around

    @property
    def is_lost(self) -> bool:
        """Whether it has a sentence, and stands neither in the article nor in a menu."""
        return not self.kept and bool(_SENTENCE.match(self.text)) and not self.is_around

    @property
    def is_around(self) -> bool:
        """Whether it is marked as something beside the article, or is nothing but a link."""
        tags = {self.element.tag, *(parent.tag for parent in self.element.iterancestors())}
        linked = "".join("".join(link.itertext()) for link in self.element.iter("a"))
        return bool(tags & _AROUND) or _bare(linked) == _bare("".join(self.element.itertext()))


def _marked(data: bytes, article: str, title: str) -> list[_PageBlock]:
    """Return the page's texts; kept is what is found in the article, or stands beside it."""
    placed = placed_blocks(parsed_html(decoded(data)[0]))
    blocks = [_PageBlock(block, element, kept=False) for block, element in placed]
    prose = [n for n, b in enumerate(blocks) if b.is_prose and _bare(b.text) in article]
    if not prose:
        return blocks
    region = _Region(prose[0], prose[-1], {id(blocks[n].element.getparent()) for n in prose})
    titled = False
    for number, block in enumerate(blocks):
        headed = block.block.heading == 1 or _bare(block.text) == title
        titled = titled or headed
        if number < region.first:
            block.kept = headed or (titled and block.is_credit)
        else:
            block.kept = region.has(number, block, found=_bare(block.text) in article)
    return _once(blocks, title)


@dataclass(frozen=True, slots=True)
class _Region:
    """From the first sentence of the article to the last; `homes` are the elements around them."""

    first: int
    last: int
    homes: set[int]

    def has(self, number: int, block: _PageBlock, *, found: bool) -> bool:
        """Whether a text is the article's: `found` there, or a sentence beside others of it."""
        beside = id(block.element.getparent()) in self.homes and not block.is_around
        return (found and (beside or number <= self.last)) or (beside and block.is_prose)


def _once(blocks: list[_PageBlock], title: str) -> list[_PageBlock]:
    """Keep the last of several titles above the text: others are of the site, or printed twice."""
    titles = [b for b in blocks if b.kept and not b.is_prose and _bare(b.text) == title]
    for block in titles[:-1]:
        block.kept = False
    return blocks


def _byline(text: str) -> str:
    """Return the names of a line with the time and source: 2026-05-01 来源：某报 作者：张三."""
    found = credit(_MOMENT.sub(" ", text))
    return " ".join(found.names) if found and found.sure else ""


def _bare(text: str) -> str:
    return "".join(text.split())


def _title(text: str) -> str:
    """Return the title without the name of the site behind it."""
    return _SITE.sub("", " ".join(text.split())) or text
