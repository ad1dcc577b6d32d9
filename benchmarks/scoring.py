"""Whether an answer is right, by the rules of the question sets.

White space is ignored in every comparison, and nothing else. What is scored is the record that
`ask --json` prints, so that nobody is judged by more than is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.metrics import f1
from retrieval.answer_json import AnswerRecord, ArticleRecord, QuoteRecord

LONGEST_QUOTE = 120
"""Characters; a longer quote is no answer."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What the quote must hold (`answer`), and the title of the report it must be from."""

    article: str
    answer: str


@dataclass(frozen=True, slots=True)
class About:
    """The report asked for, by title; `answer` stands in its title or byline."""

    article: str
    answer: str


@dataclass(frozen=True, slots=True)
class Reports:
    """The titles of all the reports that belong in the list."""

    articles: tuple[str, ...]


Gold = Fact | About | Reports


def bare(text: str) -> str:
    """Return `text` without white space."""
    return "".join(text.split())


def answered(answer: AnswerRecord) -> bool:
    """Tell whether the outcome is anything but a refusal."""
    return answer["outcome"] != "not_found"


def shown(answer: AnswerRecord) -> list[QuoteRecord]:
    """Return the quotes, or what came nearest where there is no answer."""
    if answer["outcome"] == "not_found" and answer["reason"]:
        return answer["reason"]["nearest"]
    return answer["quotes"]


def right_within(answer: AnswerRecord, gold: Gold, first: int) -> float:
    """Score the first `first` quotes or articles, refusal set aside; 0 to 1.

    That is 0 or 1 for `Fact` (quote@k) and `About`, and F1 over all articles for `Reports`.
    """
    match gold:
        case Fact():
            return float(any(_holds(quote, gold) for quote in shown(answer)[:first]))
        case About():
            quoted = [quote["article"] for quote in answer["quotes"][:first]]
            named = answer["articles"][:first]
            return float(any(_is(article, gold) for article in quoted + named))
        case Reports():
            got = {bare(article["title"]) for article in answer["articles"]}
            return f1(got, {bare(title) for title in gold.articles})


def contains_any(quotes: list[QuoteRecord], answers: tuple[str, ...]) -> bool:
    """Tell whether some answer stands in some quote that is not too long."""
    texts = [bare(quote["text"]) for quote in quotes if len(quote["text"]) <= LONGEST_QUOTE]
    return any(bare(answer) in text for answer in answers for text in texts)


def honest(quote: QuoteRecord, paragraph: Callable[[str, int], str], page: str | None) -> bool:
    """Tell whether a quote is what it says: that slice of that paragraph, and words of the page.

    `paragraph` finds a paragraph's text by article id and number, or raises LookupError; `page`
    is the bare text of the sources, None when there are none to compare with.
    """
    try:
        text = paragraph(quote["article"]["id"], quote["paragraph"])
    except LookupError:
        return False
    sliced = text[quote["start"] : quote["stop"]]
    return sliced == quote["text"] and (page is None or bare(sliced) in page)


def _holds(quote: QuoteRecord, gold: Fact) -> bool:
    same = bare(quote["article"]["title"]) == bare(gold.article)
    return same and contains_any([quote], (gold.answer,))


def _is(article: ArticleRecord, gold: About) -> bool:
    same = bare(article["title"]) == bare(gold.article)
    return same and bare(gold.answer) in bare(article["title"]) + "\n" + bare(article["byline"])
