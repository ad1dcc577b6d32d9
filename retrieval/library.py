"""Library: the whole of retrieval in a dozen lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from retrieval.analysis.normalizer import close_up, fold
from retrieval.answer import Answer, Correction, NotFound, Passage, Question, Reason, Told, Why
from retrieval.answering.calibration import operating_point
from retrieval.answering.explanation import Explanation, explain
from retrieval.answering.facts import FactAnswerer
from retrieval.answering.listing import Listings
from retrieval.answering.search import Searcher
from retrieval.article import Article, Quote
from retrieval.cache import remembered
from retrieval.citation.address import Reference, resolve
from retrieval.corpus import Corpus, Problem, read
from retrieval.correction.corrector import Corrector
from retrieval.correction.vocabulary import Vocabulary
from retrieval.deadline import OutOfTimeError, within
from retrieval.expansion.synonyms import Thesaurus
from retrieval.index.open_index import OpenIndex, in_memory, on_disk
from retrieval.query import answer_type as wanted
from retrieval.query.follow_up import in_full, leans, standing
from retrieval.query.metadata import enquiry
from retrieval.query.query import understand
from retrieval.ranking.retriever import Retriever
from retrieval.verification.prover import Evidence, ProofError, Prover
from retrieval.verification.verdict import Verdict
from retrieval.verification.verifier import Verifier

_HASTY = 3
"""So many passages are read when there is no time for more."""
LONGEST = 400
"""Characters of a question that are read; who asks in more words is not understood better."""
_AT_ONCE = 4
"""So many questions, asked at once, are remembered as they were mended."""


class Library:
    """Reports that answer questions with their own words."""

    def __init__(
        self, reports: Corpus | OpenIndex, synonyms: Path | Thesaurus | None = None
    ) -> None:
        """Take `reports`, indexed here if they are a corpus.

        What is broken in them or in the file of `synonyms` is in `problems`.
        """
        stock = in_memory(reports) if isinstance(reports, Corpus) else reports
        if isinstance(synonyms, Thesaurus):
            thesaurus = synonyms
        else:
            thesaurus = Thesaurus(synonyms, stock.tables)
        self.problems: tuple[Problem, ...] = stock.problems + thesaurus.problems
        self._thesaurus = thesaurus
        self._shelf, self._analyzer, index = stock.store, stock.analyzer, stock.index
        self._finder = Retriever(self._shelf, self._analyzer, index, thesaurus)
        self._facts = FactAnswerer(self._finder, self._analyzer)
        self._facts.chance = stock.point_or(
            lambda: operating_point(self._finder, self._facts, self._analyzer)
        )
        self._catalogue = Listings(self._finder, self._facts, self._analyzer)
        vocabulary = Vocabulary(index, self._analyzer, self._shelf.indexed_text)
        self._speller = Corrector(vocabulary, stock.tables)
        self._mended = remembered(self._mend, _AT_ONCE)
        self._searcher = Searcher(self._finder, self._analyzer)
        self._verifier = Verifier(self._shelf, index)
        self._prover = Prover(stock.files, stock.store.find)
        self.version = self._shelf.version()

    @classmethod
    def open(cls, path: Path, synonyms: Path | None = None, index: Path | None = None) -> Library:
        """Read and index the reports at `path`: a folder of article files, or a JSONL file.

        `synonyms` is the operator's own list, one group of words a line; `index` a folder for the
        index and the texts, opened in place of reading the reports while these are unchanged.
        """
        return cls(on_disk(path, index) if index else read(path), synonyms)

    def prepare(self) -> None:
        """Make now what first questions would wait for; tables are kept beside the index."""
        wanted.prepare()
        self._thesaurus.prepare()
        self._speller.prepare()

    @property
    def articles(self) -> Sequence[Article]:
        """The reports, in order."""
        return self._shelf.articles

    def ids(self) -> Iterator[str]:
        """Yield the ids of the reports, in order."""
        return self._shelf.ids()

    def article(self, article_id: str) -> Article:
        """Return the article of that id; KeyError when there is none."""
        return self._shelf.find(article_id)

    def resolve(self, address: str) -> Reference | None:
        """Return what a typed address names: `a07-3`, `a07-3-5`, `a07`; None when nothing does."""
        return resolve(address, self.article)

    def verify(self, text: str) -> Verdict:
        """Tell whether the reports say what `text` claims they say, piece by piece."""
        return self._verifier.verify(text)

    def prove(self, quote: Quote) -> Evidence:
        """Compare a quote with the stored report; ProofError when it does not stand there now."""
        return self._prover.prove(quote)

    def unproved(self, quotes: Iterable[Quote]) -> list[ProofError | None]:
        """Return why each quote does not stand there now, None where it does; each file read once.

        Many quotes take less time so than by `prove`.
        """
        return self._prover.unproved(quotes)

    def search(self, words: str, limit: int = 10) -> tuple[Passage, ...]:
        """Return up to `limit` passages that hold any of the words, best first.

        Phrases in quotation marks must all stand there; 作者: 标题: 地点: tell in which reports.
        """
        return self._searcher.search(words[:LONGEST], limit)

    def headed(self, words: str) -> Iterator[Article]:
        """Yield reports that may have `words` in their titles, the first 1,500 of them."""
        return self._searcher.headed(fold(words))

    def terms(self, text: str) -> tuple[str, ...]:
        """Return the words of a question that carry content, folded, without the rest of it."""
        asked = understand(_closed_up(text), self._analyzer)
        words = (term.text for term in asked.terms if term.word)
        return tuple(dict.fromkeys(word for word in words if not word.isspace()))

    def explain(self, question: Question) -> Explanation | None:
        """Tell what decides on a question about what is said; None when nothing was looked up."""
        text, _ = self._mended(question.text)
        judged = self._facts.look_up(text, standing(question.about, self._shelf.find))
        return explain(judged, self._shelf, self.version) if judged else None

    def leans(self, text: str) -> bool:
        """Whether the answer to `text` may depend on what its asker was last told."""
        mended, _ = self._mended(text)
        return leans(mended) or enquiry(mended, Told("")) is not None

    def in_full(self, question: Question) -> str:
        """Return the words of a question, with those it borrows from what was told last."""
        told = standing(question.about, self._shelf.find)
        text = close_up(fold(question.text))[:LONGEST]
        if told is None or not self._facts.leans(text, told):
            return question.text
        return in_full(text, told, self._shelf.find(told.article))

    def answer(self, question: Question, seconds: float = math.inf) -> Answer:
        """Answer with quotes, a list of reports, or an honest no.

        When an archive has not answered within so many `seconds`, the no says so, and comes with
        the passages that a quick look finds.
        """
        try:
            with within(seconds):
                return self._answer(question)
        except OutOfTimeError:
            asked = understand(_closed_up(question.text), self._analyzer)
            found = self._finder.find(asked, _HASTY)
            nearest = self._finder.quotes(found, _HASTY) if found else ()
            told = standing(question.about, self._shelf.find)
            return NotFound(Reason(Why.OUT_OF_TIME, nearest=nearest), told=told)

    def _mend(self, text: str) -> tuple[str, tuple[Correction, ...]]:
        return self._speller.mend(_closed_up(text))

    def _answer(self, question: Question) -> Answer:
        if not len(self._shelf):
            return NotFound(Reason(Why.EMPTY_CORPUS))
        text, corrections = self._mended(question.text)
        told = standing(question.about, self._shelf.find)
        about = enquiry(text, told)
        answer = about and self._catalogue.answer(about, told)
        return replace(answer or self._facts.answer(text, told), corrections=corrections)


def _closed_up(text: str) -> str:
    """Return what is read of a question, as it is read."""
    return close_up(fold(text))[:LONGEST]
