"""What an import made of a document whose articles are known: what is whole, lost, joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields

from benchmarks.importing.printed_article import PrintedArticle, bare, told
from retrieval.article import Article
from retrieval.importing.document import ParsedDocument
from retrieval.importing.newspaper.article_builder import CAPTION_TITLE, UNTITLED

_BEGINS, _LEAST = 8, 4
"""Characters at a line's beginning by which it is known; the fewest that a doubt is known by."""
_QUOTE = re.compile(r"'([^']+)'")
_EDGE = 40
"""Characters at a text's beginning and end, where a byline may stand."""


@dataclass(frozen=True, slots=True)
class ImportFigures:
    """Counts of one document, or of several (`+`).

    `whole`: articles whose title, byline and paragraphs are right. `wrong` are the others that are
    in no article, or in a broken one; of them `said`. `lost` and `added`: characters that are told
    nowhere, or that nobody printed. `joined`: paragraphs that hold text of two, without a word.
    """

    articles: int = 0
    titles: int = 0
    bylines: int = 0
    whole: int = 0
    said: int = 0
    paragraphs: int = 0
    right_paragraphs: int = 0
    lost: int = 0
    added: int = 0
    joined: int = 0

    def __add__(self, other: ImportFigures) -> ImportFigures:
        """Add up."""
        names = [field.name for field in fields(ImportFigures)]
        return ImportFigures(*(getattr(self, name) + getattr(other, name) for name in names))

    def __str__(self) -> str:
        """One line for a reader."""
        wrong = self.articles - self.whole
        return (
            f"articles {self.whole}/{self.articles}, titles {self.titles}, "
            f"bylines {self.bylines}, paragraphs {self.right_paragraphs}/{self.paragraphs}, "
            f"wrong ones said {self.said}/{wrong}, characters lost {self.lost}, "
            f"added {self.added}, joined without a word {self.joined}"
        )


def judged(truth: Sequence[PrintedArticle], parsed: ParsedDocument) -> ImportFigures:
    """Compare what was read with what was printed."""
    found = {article.title: article for article in parsed.articles}
    texts = Counter(text for article in parsed.articles for text in article.texts)
    right = [text for article in truth for text in article.texts if texts[text]]
    wrong = [article for article in truth if not is_whole(article, found.get(article.title))]
    lost, added = _changed(truth, parsed)
    return ImportFigures(
        len(truth),
        sum(article.title in found for article in truth),
        sum(_signed(article, found) for article in truth),
        len(truth) - len(wrong),
        sum(_is_said(article, parsed) for article in wrong),
        sum(len(article.texts) for article in truth),
        len(right),
        sum(lost.values()),
        sum(added.values()),
        len(joined(truth, parsed)),
    )


def is_whole(article: PrintedArticle, found: Article | None) -> bool:
    """Whether an article was read as it was printed."""
    return found is not None and (found.byline, found.texts) == (article.byline, article.texts)


def _signed(article: PrintedArticle, found: dict[str, Article]) -> bool:
    return article.title in found and found[article.title].byline == article.byline


def _is_said(article: PrintedArticle, parsed: ParsedDocument) -> bool:
    """Whether a doubt, or a text held back, quotes an article, or what it was given of another."""
    found = [one.texts for one in parsed.articles if one.title == article.title]
    foreign = [text for texts in found for text in texts if text not in article.texts]
    words = bare("".join((*article.lines, *foreign)))
    doubted = any(quote in words for quote in _quoted(parsed))
    held = bare("".join(one.text for one in parsed.held))
    return doubted or any(bare(line)[:_BEGINS] in held for line in article.lines)


def _quoted(parsed: ParsedDocument) -> list[str]:
    """Return the words that doubts quote."""
    found = (_QUOTE.findall(problem.why) for problem in parsed.problems)
    return [quote for quotes in found for one in quotes if len(quote := bare(one)) >= _LEAST]


def joined(truth: Sequence[PrintedArticle], parsed: ParsedDocument) -> list[str]:
    """Return paragraphs that hold text of more than one printed block, and no doubt tells it."""
    printed = [bare(line) for article in truth for line in article.lines]
    quoted = _quoted(parsed)
    texts = (bare(text) for article in parsed.articles for text in article.texts)
    return [
        text
        for text in texts
        if not any(text in block for block in printed)
        and not any(quote in text for quote in quoted)
    ]


def _changed(
    truth: Sequence[PrintedArticle], parsed: ParsedDocument
) -> tuple[Counter[str], Counter[str]]:
    """Count the characters that are lost, and those that were put in."""
    below = frozenset(article.title for article in truth if article.signed_below)
    printed, read = Counter(told(truth)), _read(parsed, below)
    lost = printed - read
    furniture = _notes(parsed)
    return lost - furniture, read - printed - furniture


def _read(parsed: ParsedDocument, below: frozenset[str]) -> Counter[str]:
    """Count the characters of all that was read.

    Articles of the titles `below` are signed there, whoever else of that name their texts tell of.
    """
    read: Counter[str] = Counter()
    for article in parsed.articles:
        title = "" if article.title in {CAPTION_TITLE, UNTITLED} else article.title
        edges = article.texts[0][:_EDGE] + article.texts[-1][-_EDGE:]
        signed = all(name in edges for name in article.byline.split())
        inside = signed and article.title not in below
        read.update(bare(title + ("" if inside else article.byline) + "".join(article.texts)))
    read.update(bare("".join(held.text for held in parsed.held)))
    read.update(bare("".join(text for _, text in parsed.aside)))
    return read


def _notes(parsed: ParsedDocument) -> Counter[str]:
    """Count the characters of the notes, in which what was set aside is quoted."""
    return Counter(bare("".join(problem.why for problem in parsed.problems)))
