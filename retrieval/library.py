"""Library: the whole of retrieval in a dozen lines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from retrieval.analysis.normalizer import fold
from retrieval.answer import (
    Answer,
    Passage,
    Question,
    SearchResults,
)
from retrieval.answering.answerer import Answerer
from retrieval.answering.calibration import operating_point
from retrieval.answering.examples import ExampleQuestions
from retrieval.answering.explanation import Explanation, explain
from retrieval.answering.judge import Judge
from retrieval.answering.paraphrase import Paraphrases
from retrieval.answering.report_selector import ReportSelector
from retrieval.answering.search import Searcher
from retrieval.answering.trend import Trend, trend
from retrieval.article import Article, Quote
from retrieval.claims import verdicts
from retrieval.claims.criterion import Criterion
from retrieval.claims.statements import (
    Agrees,
    HoldsAll,
    OtherFigure,
    Selected,
)
from retrieval.claims.stored_reports import StoredReports
from retrieval.corpus import Corpus, Problem, read
from retrieval.correction.corrector import Corrector
from retrieval.correction.vocabulary import Vocabulary
from retrieval.entities.directory import Directory, NamedEntity
from retrieval.entities.name_finder import KnownNames, NameKind
from retrieval.expansion.synonyms import Thesaurus
from retrieval.held_reports import HeldReports
from retrieval.index.known_terms import KnownTerms
from retrieval.index.open_index import OpenIndex, in_memory, on_disk
from retrieval.index.term_statistics import TermStatistics
from retrieval.lexicon import nouns
from retrieval.query import answer_type
from retrieval.query.builder import QueryBuilder
from retrieval.query.claim import claim_in
from retrieval.query.query import Query
from retrieval.query.reading import LONGEST
from retrieval.ranking.retriever import Retriever
from retrieval.verification import draft
from retrieval.verification.draft import DraftVerdict
from retrieval.verification.verdict import Verdict
from retrieval.verification.verifier import Verifier


class Library(HeldReports):
    """Reports that answer questions with their own words.

    It is one version of them and never changes: whatever becomes of the files, what it quotes is
    what it read. `retrieval.library_source` makes the next one when the files have changed.
    """

    def __init__(
        self,
        reports: Corpus | OpenIndex,
        synonyms: Path | Thesaurus | None = None,
        names: KnownNames | None = None,
    ) -> None:
        """Take `reports`, indexed here if they are a corpus.

        What is broken in them or in the file of `synonyms` is in `problems`. `names` are those of
        the version before.
        """
        opened = in_memory(reports) if isinstance(reports, Corpus) else reports
        thesaurus = synonyms if isinstance(synonyms, Thesaurus) else Thesaurus(synonyms)
        self.problems: tuple[Problem, ...] = opened.problems + thesaurus.problems
        self._thesaurus, self._analyzer = thesaurus, opened.analyzer
        self._corrector = Corrector(
            Vocabulary(opened.index, opened.analyzer, opened.store.indexed_text)
        )
        statistics = TermStatistics(opened.index, opened.analyzer, len(opened.store))
        # What the reports themselves say is not corrected.
        plain = QueryBuilder(opened.analyzer, statistics, thesaurus)
        self._builder = QueryBuilder(opened.analyzer, statistics, thesaurus, self._corrector)
        self._retriever = Retriever(opened.store, opened.analyzer, opened.index, statistics)
        self._judge = Judge(
            self._retriever,
            lambda unset: opened.point_or(lambda: operating_point(self._retriever, unset, plain)),
        )
        # Words alone find the operating point, which is thus the same with vectors and without.
        self._retriever.meaning = opened.meaning
        selector, store = ReportSelector(self._retriever), opened.store
        self._selector, self._directory = selector, Directory(store, opened.analyzer, names)
        super().__init__(store, StoredReports(store, self._judge.absence, selector, store.find))
        self._answerer = Answerer(self._judge, self._builder, self._directory, self._reports)
        self._paraphrases = Paraphrases(self._retriever, plain, self._directory)
        self._searcher = Searcher(self._retriever, self._builder)
        self._verifier = Verifier(store, opened.index, opened.analyzer)

    @classmethod
    def open(cls, path: Path, synonyms: Path | None = None, index: Path | None = None) -> Library:
        """Read and index the reports at `path`: a folder of article files, or a JSONL file.

        `synonyms` is the operator's own list, one group of words a line; `index` a folder for the
        index and the texts, opened in place of reading the reports while these are unchanged.
        """
        return cls(on_disk(path, index) if index else read(path), synonyms)

    def beside(self, articles: Sequence[Article]) -> Library:
        """Return a library of some other articles, with the dictionary and synonyms of this one."""
        known = KnownTerms(self._analyzer)
        return Library(in_memory(Corpus(tuple(articles)), known), self._thesaurus)

    def prepare(self) -> None:
        """Read now what first questions would wait for."""
        answer_type.prepare()
        nouns.prepare()
        self._thesaurus.prepare()
        self._answerer.prepare()
        self._retriever.extractor.prepare()
        self._judge.absence.prepare()
        self._corrector.prepare()
        if self._retriever.meaning:
            self._retriever.meaning.prepare()

    def about(self, name: str) -> Answer:
        """Tell the sentences that name somebody or something, in order; or that there are none.

        Of somebody who is told of in none, the reports that they signed.
        """
        return self._answerer.about(fold(name.strip())[:LONGEST])

    def named(self, kind: NameKind) -> Sequence[NamedEntity]:
        """Return who or what of a kind the reports name, in the order they first stand in."""
        return self._directory.named(kind)

    def trend(self, words: str) -> Trend | None:
        """Count the reports that hold `words`, by their dates; None of too many to look through."""
        criterion = Criterion((fold(words.strip()),))
        reports = self._selector.reports(criterion)
        if reports is None:
            return None
        return trend(Selected(criterion, tuple(reports[:1]), len(reports)), reports)

    def examples(self, seconds: float = 5.0) -> tuple[str, ...]:
        """Return up to three questions made of the reports' own names, known to be answered."""
        # Made anew: held, it would hold this library, which then outlived its last reader.
        return ExampleQuestions(self._directory, self.answer, self._analyzer.words).choose(seconds)

    def claim_in(self, text: str, *, is_passed_on: bool = False) -> str:
        """Return what is claimed in a question whether it is so (…，是真的吗); or nothing.

        Of what `is_passed_on`, what others said, each statement is such a claim.
        """
        read = self._builder.reader.read(text)
        return claim_in(read.tokens, read.text, is_passed_on=is_passed_on)

    def paraphrase(self, claim: str) -> Agrees | OtherFigure | None:
        """Return which sentence says the same in other words, or has another number; or nothing."""
        judged = self._paraphrases.judge(claim)
        return judged if judged and self.hold([judged]) else None

    def verify(self, text: str) -> Verdict:
        """Tell whether the reports say what `text` claims they say, quotation by quotation.

        All that the verdict says of the reports is proved by the stored texts.
        """
        return verdicts.proved(self._verifier.verify(text), self._store.find)

    def verify_draft(self, text: str) -> DraftVerdict:
        """Tell of each quotation in a whole text whether the reports say it."""
        return draft.judged(text, self.verify)

    def search(self, words: str, limit: int = 10) -> tuple[Passage, ...]:
        """Return up to `limit` passages that hold words of `words`, those with all of them first.

        Phrases in quotation marks must all stand there, and what follows a minus must not; 作者:
        标题: 地点: 来源: 日期: tell in which reports.
        """
        return self.look_up(words, limit).passages

    def look_up(self, words: str, limit: int = 10) -> SearchResults:
        """Search as `search` does; tell what holds all, what a part, and what was misread."""
        found = self._searcher.search(words, limit)
        whole = (one for one in found.whole if self.hold([HoldsAll(one.quote, found.words)]))
        return replace(found, whole=tuple(whole))

    def holding(self, words: str, limit: int) -> tuple[Quote, ...]:
        """Return up to `limit` places that hold all of `words`, as `search` reads them."""
        return self._searcher.holding(words[:LONGEST], limit)

    def spread(self, words: str) -> Selected | None:
        """Tell in how many reports all of `words` stand; None when they are no words."""
        return self._searcher.spread(words[:LONGEST])

    def headed(self, words: str) -> Iterator[Article]:
        """Yield reports that may have `words` in their titles, the first 1,500 of them."""
        return self._searcher.headed(fold(words))

    def terms(self, text: str) -> tuple[str, ...]:
        """Return the words of a question that carry content, normalised, without the rest of it."""
        said = (word for word in self._builder.build(text).words if word[0].isalnum())
        return tuple(dict.fromkeys(said))

    def query(self, question: Question) -> Query:
        """Understand a question, and how it leans on what its asker was last told."""
        return self._answerer.query(question)

    def explain(self, question: Question) -> Explanation | None:
        """Tell what decides on a question about what is said; None when nothing was looked up."""
        _, judged = self._answerer.look_up(question)
        return explain(judged, self._store, self.version) if judged else None

    def leans(self, text: str) -> bool:
        """Whether the answer to `text` may depend on what its asker was last told."""
        return self._answerer.leans(text)

    def in_full(self, question: Question) -> str:
        """Return the words of a question, with those it borrows from what was told last."""
        return self._answerer.in_full(question)

    def answer(self, question: Question, seconds: float = math.inf) -> Answer:
        """Answer with quotes, a list of reports, or an honest no.

        When an archive has not answered within so many `seconds`, the no says so, and comes with
        the passages that a quick look finds. When the machines that hold the reports cannot be
        asked, it says that; all else here then raises UnreachableError.
        """
        return self._answerer.answer(question, seconds)
