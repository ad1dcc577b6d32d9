"""Who somebody is: the sentence that introduces them by title or trade, as in 馆长孟昭华介绍."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from retrieval.analysis.persons import is_name
from retrieval.analysis.sentences import sentences
from retrieval.answer import Found, Listing, Told
from retrieval.answering.absence import Absence
from retrieval.answering.signatures import Signatures
from retrieval.article import Span
from retrieval.deadline import hurry
from retrieval.extraction.brief import brief
from retrieval.extraction.named import is_title
from retrieval.lexicon.files import sections, words
from retrieval.query.answer_type import AnswerKind
from retrieval.query.query import Query
from retrieval.query.tokens import Token
from retrieval.ranking.highlighting import matches, whole_quote
from retrieval.ranking.retriever import Retriever

_SURE = 1.0
_READ = 200
"""So many passages with a name are looked at for the one that introduces it."""

_LITTLE = words("function_words", "grammar") | words("pronouns", "copulas")


class Identities:
    """Answers who somebody is, or whether they are what is said: by how a report calls them.

    >>> identities.answer(builder.build("孟昭华是谁?")).quotes[0].text
    '馆长孟昭华介绍,…'
    """

    def __init__(self, retriever: Retriever, signatures: Signatures, absence: Absence) -> None:
        """Look names up through `retriever`, and whose they are that only sign by `signatures`.

        What else a question says that no report has is known by `absence`.
        """
        self._finder, self._signatures, self._absence = retriever, signatures, absence

    def answer(self, query: Query) -> Found | Listing | None:
        """Quote the first sentence that introduces the person asked about.

        Of somebody who only wrote reports these are listed. None where no such thing is asked, or
        no report says beside the name what they are.
        """
        name = _asked_about(query)
        passages = self._finder.may_hold([name])[:_READ].tolist() if name else []
        for passage in passages:
            hurry()
            if span := self._introduced(passage, name):
                return self._told(passage, span, query)
        return self._signatures.reports_of(name)

    def _introduced(self, passage: int, name: str) -> Span | None:
        """Return where a passage names somebody right behind what they are; None if nowhere."""
        text = self._finder.shelf.folded(passage)
        for found in re.finditer(f"(?<={_titles()}){re.escape(name)}", text):
            tokens = self._finder.extractor.tokens(text)
            before = next((t.text for t in reversed(tokens) if t.stop == found.start()), "")
            if is_title(before):
                return found.span()
        return None

    def _told(self, passage: int, span: Span, query: Query) -> Found:
        shelf = self._finder.shelf
        place, article = shelf.place(passage), shelf.article(passage)
        around = next(s for s in sentences(shelf.folded(passage)) if s[0] <= span[0] < s[1])
        around = around[0], max(around[1], span[1])
        marks = [place.in_paragraph(span)]
        quote = whole_quote(article, place.number, place.in_paragraph(around), marks)
        told = Told(article.id, quote.number, quote.start, quote.stop, matches(quote, query))
        absent = () if query.asking else self._absence.words(query)
        shown = brief(quote, told.highlights, self._finder.extractor.tokens)
        return Found((quote,), _SURE, told=told, absent=absent, brief=shown)


def _asked_about(query: Query) -> str:
    """Return the name of the person of whom a question asks who they are; or nothing.

    孟昭华是谁, 谁是孟昭华, 孟昭华是做什么的; and 孟昭华是校长吗.
    """
    said = [t for t in query.tokens if t.text[0].isalnum()]
    kept = [t for t in said if query.content.startswith(t.text, t.start)]
    copula = next((at for at, token in enumerate(kept) if token.text == "是"), None)
    if copula is None:
        return ""
    before, after = _bare(kept[:copula]), _bare(kept[copula + 1 :])
    if query.asking:
        one = query.wanted.kind is AnswerKind.PERSON and not (before and after)
        return _name(before or after) if one else ""
    return _name(before) if after and is_title(after[-1].text) else ""


def _bare(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens that say something: neither grammar nor 到底, 目前."""
    return [token for token in tokens if token.text not in _LITTLE]


def _name(tokens: Sequence[Token]) -> str:
    """Return the name that tokens are together, if they are one person's."""
    name = "".join(token.text for token in tokens)
    whole = bool(tokens) and tokens[-1].stop - tokens[0].start == len(name)
    return name if whole and is_name(name) else ""


@cache
def _titles() -> str:
    """Return the last characters of words for what people are, as a class of a pattern."""
    listed = words("question_words", ".person") | words("answer_forms", "person_nouns")
    return (
        f"[{''.join(sorted({one[-1] for one in (*listed, *sections('person_words')['titles'])}))}]"
    )
