"""What the reports have on a subject: its sentences in order, report after report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from retrieval.analysis.sentences import QUOTE_LENGTH, sentences
from retrieval.answer import Aim, Answer, Found, NotFound, Reason, Told, Why
from retrieval.answering.signatures import Signatures
from retrieval.article import Article, Quote, Span
from retrieval.citation.address import Reference
from retrieval.lexicon.files import words
from retrieval.query.overview import OverviewQuestion
from retrieval.query.query import Query
from retrieval.query.topic import Topic, topic
from retrieval.ranking.highlighting import whole_quote
from retrieval.ranking.retriever import Retriever
from retrieval.spans import places_of

_SURE = 1.0
_SENTENCES = 12
"""How many sentences on a subject are told at most."""


class Subjects:
    """Tells what there is on a subject."""

    def __init__(self, retriever: Retriever, signatures: Signatures) -> None:
        """Look sentences up through `retriever`, and who only wrote reports by `signatures`."""
        self._finder, self._signatures = retriever, signatures

    def about(self, asked: OverviewQuestion, query: Query) -> Answer | None:
        """Tell the sentences on a subject; None when something is asked of it, or it is unknown."""
        first, stop = asked.subject[0].start, asked.subject[-1].stop
        wanted = topic(asked.subject)
        if not wanted.phrases or any(first <= at < stop for at, _ in query.asking):
            return None
        if len(wanted.phrases) == 1 and (signed := self._signatures.reports_of(wanted.phrases[0])):
            return signed
        apart = wanted.words if _are_all(wanted) else ()
        ways = (wanted.phrases, apart, *_in_other_words(wanted, query))
        found = found_all(next(filter(None, map(self.sentences, ways)), []), Aim.ABOUT)
        absent = tuple(word for word in wanted.words if not self._finder.stands(word))
        return found or (NotFound(Reason(Why.ABSENT_TERMS, absent)) if absent else None)

    def things(
        self, asked: OverviewQuestion, report: Reference | None, told: Told | None
    ) -> Answer | None:
        """Tell the sentences that say a noun of which all there are is asked: 有哪些鸟.

        None where no report says it, or the one does that was told of last; a noun of a single
        character, which is looked up in no other words, is then said to stand nowhere.
        """
        noun = "".join(token.text for token in asked.subject)
        if asked.subject[-1].stop - asked.subject[0].start != len(noun):
            return None
        quotes = [q for q in self.sentences([noun]) if report in (None, Reference(q.article))]
        if told and any(quote.article.id == told.article for quote in quotes):
            return None
        if len(noun) == 1 and not self._finder.stands(noun):
            return NotFound(Reason(Why.ABSENT_TERMS, (noun,)), told=told)
        return found_all(quotes, Aim.ABOUT)

    def sentences(self, phrases: Sequence[str]) -> list[Quote]:
        """Return the sentences that hold all `phrases`, in order, the first so many."""
        if not phrases:
            return []
        passages = self._finder.may_hold(phrases).tolist()
        every = (quote for one in passages for quote in self._holding(one, phrases))
        return list(islice(every, _SENTENCES))

    def _holding(self, passage: int, phrases: Sequence[str]) -> Iterator[Quote]:
        shelf = self._finder.shelf
        text, place = shelf.folded(passage), shelf.place(passage)
        if not all(phrase in text for phrase in phrases):
            return
        spans = sentences(text)
        for at, span in enumerate(spans):
            if all(phrase in text[slice(*span)] for phrase in phrases):
                marks = map(place.in_paragraph, places_of(text, phrases, span))
                where = place.in_paragraph(_with_speech(text, spans, at))
                yield whole_quote(shelf.article(passage), place.number, where, marks)


def _in_other_words(wanted: Topic, query: Query) -> Iterator[tuple[str, ...]]:
    """Yield other words for the one word of a topic, the strongest first: 起火 for 火灾."""
    if len(wanted.words) == 1:
        start = query.text.find(wanted.words[0])
        span = start, start + len(wanted.words[0])
        yield from ((one.text,) for one in query.alternatives if (one.start, one.stop) == span)


def _are_all(wanted: Topic) -> bool:
    """Whether the words of a topic are all that its phrases have, but for words of grammar."""
    little = "".join(words("function_words", "grammar"))
    return set("".join(wanted.phrases)) <= {*"".join(wanted.words), *little}


def _with_speech(text: str, spans: Sequence[Span], at: int) -> Span:
    """Return a sentence with what it says was said before it: “…。”陈德兵表示."""
    start, stop = spans[at]
    for first, last in reversed(spans[:at]):
        if text[last - 1] != "”" or last != start or stop - first > QUOTE_LENGTH:
            break
        start = first
    return start, stop


def found_all(quotes: Sequence[Quote], aim: Aim) -> Found | None:
    """Return an answer of these quotes; None when there are none."""
    if not quotes:
        return None
    articles: dict[str, Article] = {quote.article.id: quote.article for quote in quotes}
    told = Told(next(iter(articles))) if len(articles) == 1 else None
    return Found(tuple(quotes), _SURE, aim=aim, told=told)
