"""An article in the making, as its headings, bylines and paragraphs are found on the page."""

from __future__ import annotations

from dataclasses import dataclass, field

from retrieval.article import Article
from retrieval.importing.newspaper.byline import dateline, signature
from retrieval.importing.newspaper.heading import is_pictured, join_headings
from retrieval.importing.newspaper.places import place

CAPTION_TITLE = "图片新闻"
"""The title of a picture's caption that prints none."""

UNTITLED = "无题"
"""The title of any other text that prints none."""


_REPEATED_WITHIN = 8
"""A line that is printed twice is looked for among so many lines above it."""


@dataclass(slots=True)
class ArticleBuilder:
    """What was found so far, each list in the order of the page, and each text as printed.

    `line`: where it begins. `subheaded`: the last paragraph is a heading inside the article.
    `signed`: a credit line stands below the last paragraph, and was joined to it. `within`: the
    article that this caption interrupts, and that goes on after it. `held`: why it is no article
    until a person decides.
    """

    line: int
    headings: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    date: str = ""
    subheaded: bool = False
    signed: bool = False
    within: ArticleBuilder | None = None
    held: str = ""

    def has_heading(self, line: str) -> bool:
        """Whether a line stands among the title's last lines already: some pages print it twice."""
        return line in self.headings[-_REPEATED_WITHIN:]

    def has_credit(self, line: str) -> bool:
        """Whether a line stands among the last lines of the byline already."""
        return line in self.credits[-_REPEATED_WITHIN:]

    @property
    def is_over(self) -> bool:
        """Whether the last paragraph ends in a byline."""
        found = signature(self.paragraphs[-1]) if self.paragraphs else None
        return self.signed or bool(found and found.sure)

    @property
    def title(self) -> str:
        """The printed title, or what the text is called without one."""
        return join_headings(self.headings) or (CAPTION_TITLE if self.is_caption else UNTITLED)

    @property
    def is_caption(self) -> bool:
        """Whether it is one paragraph that ends in a credit, or begins as captions begin."""
        only = self.paragraphs[0]
        return len(self.paragraphs) == 1 and (bool(signature(only)) or is_pictured(only))

    @property
    def byline(self) -> str:
        """The line below the title as printed; else the names at the end, or in the dateline."""
        if self.credits:
            return " ".join(" ".join(self.credits).split())
        last, first = signature(self.paragraphs[-1]), dateline(self.paragraphs[0])
        return " ".join((last.names if last else ()) or (first.names if first else ()))

    @property
    def doubts(self) -> tuple[str, ...]:
        """What the form of the text leaves unsure."""
        last = signature(self.paragraphs[-1])
        doubts: list[str] = []
        if last and not last.sure and not self.credits:
            doubts.append(f"{self.byline!r}, which ends the text, is taken as the byline")
        if self.title == UNTITLED and not self.headings:
            doubts.append(f"no title is printed; called {UNTITLED}")
        return tuple(doubts)

    def article(self, source: str, date: str) -> Article:
        """Return the article, without an id; there must be a paragraph."""
        return Article(
            id="",
            title=self.title,
            texts=tuple(self.paragraphs),
            byline=self.byline,
            place=place(self.paragraphs),
            source=source,
            date=date,
        )
