"""The names that the reports have of a kind, each with its sentence: 有哪些镇, 哪些人是馆长."""

from __future__ import annotations

from itertools import islice

from retrieval.analysis.normalizer import fold
from retrieval.analysis.sentences import sentences
from retrieval.answer import Aim, Answer, Found, NotFound, Reason, Why
from retrieval.answering.subject import found_all
from retrieval.article import Quote
from retrieval.citation.address import Reference
from retrieval.entities.directory import Directory, Mention, NamedEntity
from retrieval.entities.figures import figures
from retrieval.entities.name_finder import NameKind
from retrieval.extraction.named import is_title
from retrieval.lexicon.files import sections, words
from retrieval.query.overview import OverviewQuestion
from retrieval.ranking.highlighting import whole_quote
from retrieval.ranking.layout import opening
from retrieval.ranking.retriever import Retriever

_NAMES = 60
"""How many names are told at most."""
_KINDS = {
    "who": NameKind.PERSON,
    "persons": NameKind.PERSON,
    "authors": NameKind.AUTHOR,
    "where": NameKind.PLACE,
    "places": NameKind.PLACE,
    "divisions": NameKind.PLACE,
    "countries": NameKind.PLACE,
}
_ENDINGS = {
    "城市": ("市",),
    "乡镇": ("乡", "镇"),
    "镇街": ("镇", "街道"),
    "县市": ("县", "市"),
    **dict.fromkeys(("大学", "高校", "院校"), ("大学", "学院")),
    **{school: (school,) for school in ("学院", "中学", "小学")},
}
_FIGURES = ("figures", "percentages", "money", "days")
_COMPANIES = ("companies", "schools", "hospitals", "police")


class NameLists:
    """Lists names and figures."""

    def __init__(self, retriever: Retriever, directory: Directory) -> None:
        """Take names from `directory`, and figures from the texts that `retriever` finds in."""
        self._shelf, self._directory = retriever.shelf, directory
        self._cut = retriever.extractor.tokens

    def of_kind(
        self, asked: OverviewQuestion, report: Reference | None, excepted: str = ""
    ) -> Answer:
        """Tell the names of the kind asked for, but what is `excepted`; of one report, or of all.

        Of many one sentence is told that each stands in.
        """
        if asked.asked in _FIGURES:
            told = figures(self._shelf, asked.asked, self._cut)
            within = (q for q in told if report is None or q.article.id == report.article.id)
            return found_all(list(islice(within, _NAMES)), Aim.NAMES) or NotFound(Reason(Why.WEAK))
        kind = _KINDS.get(asked.asked, NameKind.ORGANISATION)
        entities = self._directory.named(kind, _endings(asked))
        if asked.word in words("name_heads", "company sums"):
            entities += [
                e for e in self._directory.named(kind) if e.is_company and e not in entities
            ]
        if asked.asked == "countries":
            entities = [e for e in entities if e.name in words("place_names", "countries")]
        entities = [e for e in entities if e.name.startswith(asked.surname)]
        wanted = (
            e for e in entities if e.name not in excepted and not _is_short_for(e.name, excepted)
        )
        quotes = [q for e in wanted if (q := _first_quote(e, report))]
        return found_all(quotes[:_NAMES], Aim.NAMES) or NotFound(Reason(Why.WEAK))

    def holders(self, asked: OverviewQuestion, report: Reference | None) -> Found | None:
        """Tell who are called by a title or trade; None where it is none, or nobody is."""
        if not is_title(asked.subject[-1].text):
            return None
        title = "".join(token.text for token in asked.subject)
        every = self._directory.named(NameKind.PERSON)
        held = (next((m for m in e.mentions if _is_called(m, title)), None) for e in every)
        told = [m for m in held if m and (report is None or m.article.id == report.article.id)]
        return found_all([_sentence(m) for m in told[:_NAMES]], Aim.NAMES)


def _endings(asked: OverviewQuestion) -> tuple[str, ...]:
    """Return how the names that are asked for end: 镇, 公司 and its like; any, where it is ()."""
    if asked.word in _ENDINGS:
        return _ENDINGS[asked.word]
    if asked.asked in _COMPANIES:
        listed = sections("name_heads")[asked.asked]
        return (asked.word,) if asked.word in listed and asked.asked != "schools" else listed
    if asked.asked == "divisions":
        return (asked.word,)
    return ()


def _is_called(mention: Mention, title: str) -> bool:
    """Whether a title stands right before a name: 馆长, not 副馆长."""
    before = fold(mention.article.texts[mention.number - 1][: mention.start])
    return before.endswith(title) and not before.endswith(f"副{title}")


def _is_short_for(name: str, excepted: str) -> bool:
    """Whether a place is called for short by what is excepted: 湖州市 by 湖州."""
    return name[:-1] in excepted and name.endswith(tuple(words("endings", "administrative")))


def _first_quote(entity: NamedEntity, report: Reference | None) -> Quote | None:
    """Quote the sentence a name first stands in, in one report or in any."""
    mentions = (m for m in entity.mentions if report is None or m.article.id == report.article.id)
    first = next(mentions, None)
    return _sentence(first) if first else None


def _sentence(mention: Mention) -> Quote:
    """Quote the sentence around a mention; of one without extent, how the report begins."""
    text = mention.article.texts[mention.number - 1]
    if mention.start == mention.stop:
        return whole_quote(mention.article, mention.number, opening(text))
    at = mention.start
    span = next((s for s in sentences(text) if s[0] <= at < s[1]), (at, mention.stop))
    span = span[0], max(span[1], mention.stop)
    return whole_quote(mention.article, mention.number, span, [(at, mention.stop)])
