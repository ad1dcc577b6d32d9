"""Library: the whole of retrieval in a dozen lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from retrieval.analysis import Analyzer
from retrieval.answer import Answer, NotFound, Passage, Question, Reason, Why
from retrieval.article import Article, Quote
from retrieval.calibration import operating_point
from retrieval.catalogue import Catalogue
from retrieval.corpus import Corpus, Problem, read
from retrieval.enquiry import enquiry
from retrieval.facts import Facts
from retrieval.finding import Finder
from retrieval.folding import close_up, fold
from retrieval.index import PostingsBM25
from retrieval.lexicon import corpus_names
from retrieval.proof import Evidence, Prover
from retrieval.question import understand
from retrieval.reference import Reference, resolve
from retrieval.shelf import Shelf
from retrieval.thesaurus import Thesaurus
from retrieval.verdict import Verdict
from retrieval.verification import Verifier


class Library:
    """Reports that answer questions with their own words."""

    def __init__(self, corpus: Corpus, synonyms: Path | None = None) -> None:
        """Index `corpus`; what is broken in it or in the file of `synonyms` is in `problems`."""
        thesaurus = Thesaurus(synonyms)
        self.problems: tuple[Problem, ...] = corpus.problems + thesaurus.problems
        self._shelf = Shelf(corpus.articles)
        self._analyzer = Analyzer()
        self._analyzer.learn(corpus_names(self._shelf, self._analyzer.commonness))
        self._analyzer.learn(name for article in corpus.articles for name in article.authors)
        index = PostingsBM25(map(self._analyzer.index_terms, self._shelf))
        self._finder = Finder(self._shelf, self._analyzer, index, thesaurus)
        self._facts = Facts(self._finder, self._analyzer)
        self._facts.chance = operating_point(self._finder, self._facts, self._analyzer)
        self._catalogue = Catalogue(self._finder, self._facts, self._analyzer)
        self._verifier = Verifier(self._shelf, index)
        self._prover = Prover(corpus)
        self.version = self._shelf.version()

    @classmethod
    def open(cls, path: Path, synonyms: Path | None = None) -> Library:
        """Read and index the reports at `path`: a folder of article files, or a JSONL file.

        `synonyms` is the operator's own list, one group of words a line.
        """
        return cls(read(path), synonyms)

    @property
    def articles(self) -> Sequence[Article]:
        """The reports, in order."""
        return self._shelf.articles

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

    def search(self, words: str, limit: int = 10) -> tuple[Passage, ...]:
        """Return up to `limit` passages that hold any of the words, best first."""
        found = self._finder.find(understand(close_up(fold(words)), self._analyzer), max(limit, 1))
        if found is None:
            return ()
        ranked = found.ranking.ranked[:limit]
        return tuple(Passage(self._finder.quote(found, one), one.score) for one in ranked)

    def answer(self, question: Question) -> Answer:
        """Answer with quotes, a list of reports, or an honest no."""
        if not len(self._shelf):
            return NotFound(Reason(Why.EMPTY_CORPUS))
        text = close_up(fold(question.text))
        about = enquiry(text, question.about)
        answer = about and self._catalogue.answer(about, question.about)
        return answer or self._facts.answer(text, question.about)
