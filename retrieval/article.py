"""The values that flow through the project: articles, and places inside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.lexicon.files import sections

Span = tuple[int, int]
"""Half-open range of characters, `start` included and `stop` not."""

_ROLE = re.compile(
    "(?:{before})*(?:{roles})|[{credits}]\\s*[/／]|[/／]\\s*[{credits}]".format(
        before="|".join(sections("byline_words")["before a role"]),
        roles="|".join(sections("byline_words")["roles"]),
        credits="".join(sections("byline_words")["credits"]),
    )
)
ELLIPSIS = "……"
"""Where the words of a sentence are left out (GB/T 15834)."""
RECOGNISED = "（识别文字）"
"""What stands after the source of a report whose words were recognised in a picture."""
SENTENCE_ENDS = "。！？!?；;\n…"
"""The marks that end a sentence."""
CLOSING_MARKS = "”’」』）)】》〉\"'〕］"
"""The marks that may close a quotation or a remark after them."""
_BYLINE_GAP = re.compile(r"[\s、,，□■◎●]+")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a paragraph stands: the article's id and the paragraph's number, counted from 1."""

    article: str
    number: int

    def __str__(self) -> str:
        """Print as `a07-3`: only `A-Za-z0-9_-`, so that it fits a deep link."""
        return f"{self.article}-{self.number}"

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read `a07-3`; ValueError when it is not an id, a hyphen and a number from 1."""
        article, hyphen, number = text.strip().rpartition("-")
        if not (article and hyphen and number.isascii() and number.isdigit() and int(number)):
            message = f"not an address: {text!r}"
            raise ValueError(message)
        return cls(article, int(number))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, exactly as published; only the white space of column breaks is mended."""

    address: Address
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One report. What the source does not print is an empty string; nothing is invented."""

    id: str
    title: str
    texts: tuple[str, ...]
    byline: str = ""
    place: str = ""
    source: str = ""
    date: str = ""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs in order, each with its address."""
        return tuple(
            Paragraph(Address(self.id, number), text) for number, text in enumerate(self.texts, 1)
        )

    def paragraph(self, number: int) -> Paragraph:
        """Return paragraph `number`, counted from 1; IndexError when there is none."""
        if not 1 <= number <= len(self.texts):
            message = f"{self.id} has no paragraph {number}"
            raise IndexError(message)
        return Paragraph(Address(self.id, number), self.texts[number - 1])

    @property
    def is_recognised(self) -> bool:
        """Whether its words were recognised in a picture, and so are not the print's for sure."""
        return self.source.endswith(RECOGNISED)

    @property
    def authors(self) -> tuple[str, ...]:
        """The names of the byline, one each, without roles; 张 林, spaced out, is one name."""
        names: list[str] = []
        for name in filter(None, _BYLINE_GAP.split(_ROLE.sub(" ", self.byline))):
            if names and len(name) == len(names[-1]) == 1:
                names[-1] += name
            else:
                names.append(name)
        return tuple(names)


@dataclass(frozen=True, slots=True)
class Citation:
    """How a quote is named to a reader."""

    article: Article
    number: int

    @property
    def address(self) -> Address:
        """The paragraph's permanent address."""
        return Address(self.article.id, self.number)

    def __str__(self) -> str:
        """《title》byline · 第n段, and （识别文字） where the words were recognised."""
        mark = RECOGNISED * self.article.is_recognised
        return f"《{self.article.title}》{self.article.byline} · 第{self.number}段{mark}"


@dataclass(frozen=True, slots=True)
class Quote:
    """A place in a report. Its words are computed, never copied, so it cannot misquote.

    `start` and `stop` count characters of the paragraph; `highlights` are spans of the quote's
    own text (counted from its first character), in order and without overlap: the words that
    answer.
    """

    article: Article
    number: int
    start: int
    stop: int
    highlights: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a place that does not exist, so that no such quote is ever passed on."""
        length = len(self.article.paragraph(self.number).text)
        inside = all(0 <= a < b <= self.stop - self.start for a, b in self.highlights)
        if not (0 <= self.start < self.stop <= length and inside):
            message = f"no such place in {self.address}: {self.start}-{self.stop} of {length}"
            raise ValueError(message)

    @property
    def address(self) -> Address:
        """The address of the paragraph quoted from."""
        return Address(self.article.id, self.number)

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph quoted from."""
        return self.article.paragraph(self.number)

    @property
    def text(self) -> str:
        """The quoted words: a slice of the stored paragraph."""
        return self.article.texts[self.number - 1][self.start : self.stop]

    @property
    def cut(self) -> tuple[bool, bool]:
        """Whether it begins, and whether it ends, inside a sentence."""
        text = self.article.texts[self.number - 1]
        inside = (
            bool(text[:at].strip() and text[at:].strip()) and not _ends_sentence(text[:at])
            for at in (self.start, self.stop)
        )
        return next(inside), next(inside)

    def __str__(self) -> str:
        """Return the words, with …… where the sentence goes on before or after them."""
        before, after = (ELLIPSIS if cut else "" for cut in self.cut)
        return f"{before}{self.text}{after}"

    @property
    def citation(self) -> Citation:
        """The name of the place."""
        return Citation(self.article, self.number)


def _ends_sentence(text: str) -> bool:
    """Whether a text ends where a sentence does, whatever marks close it."""
    bare = text.rstrip(" \t\r\u3000").rstrip(CLOSING_MARKS)
    return bare[-1:] in SENTENCE_ENDS
