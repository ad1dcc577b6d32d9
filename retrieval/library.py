"""Library: the whole of retrieval in a dozen lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from retrieval.analysis.normalizer import fold
from retrieval.answer import (
    Aim,
    Answer,
    NotFound,
    Part,
    Passage,
    Question,
    Reason,
    SearchResults,
    Told,
    Why,
)
from retrieval.answering.calibration import operating_point
from retrieval.answering.examples import ExampleQuestions
from retrieval.answering.explanation import Explanation, explain
from retrieval.answering.facts import FactAnswerer
from retrieval.answering.identity import Identities
from retrieval.answering.judge import Judge
from retrieval.answering.listing import Listings
from retrieval.answering.outline import points_at_report
from retrieval.answering.overview import Overviews
from retrieval.answering.paraphrase import Paraphrases
from retrieval.answering.report_selector import ReportSelector
from retrieval.answering.search import Searcher
from retrieval.answering.several import together
from retrieval.answering.signatures import Signatures
from retrieval.answering.trend import Trend, trend
from retrieval.article import Article, Quote
from retrieval.citation.address import Reference, resolve
from retrieval.claims import answers, verdicts
from retrieval.claims.criterion import Criterion
from retrieval.claims.holdings import Holdings
from retrieval.claims.statements import (
    Agrees,
    HoldsAll,
    OtherFigure,
    Selected,
    Statement,
    holds,
)
from retrieval.claims.stored_reports import StoredReports
from retrieval.corpus import Corpus, Problem, read
from retrieval.correction.corrector import Corrector
from retrieval.correction.vocabulary import Vocabulary
from retrieval.deadline import OutOfTimeError, within
from retrieval.entities.directory import Directory, NamedEntity
from retrieval.entities.name_finder import KnownNames, NameKind
from retrieval.expansion.synonyms import Thesaurus
from retrieval.index.engine import UnreachableError
from retrieval.index.known_terms import KnownTerms
from retrieval.index.open_index import OpenIndex, in_memory, on_disk
from retrieval.index.term_statistics import TermStatistics
from retrieval.query import answer_type
from retrieval.query.builder import LONGEST, QueryBuilder
from retrieval.query.claim import claim_in
from retrieval.query.follow_up import Lean, follow_up, lent_words, standing
from retrieval.query.metadata import MetadataQuestion, metadata_question
from retrieval.query.overview import asks_what_it_says
from retrieval.query.query import Query
from retrieval.query.several import Separate, separate
from retrieval.ranking.retriever import Retriever
from retrieval.verification import draft
from retrieval.verification.draft import DraftVerdict
from retrieval.verification.negation import Negators
from retrieval.verification.prover import ProofError, Prover
from retrieval.verification.verdict import Verdict
from retrieval.verification.verifier import Verifier

_HASTY = 3
"""So many passages are read when there is no time for more."""


class Library:
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
        self._thesaurus, self._store = thesaurus, opened.store
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
        negators = Negators(opened.analyzer)
        self._facts = FactAnswerer(self._retriever, self._judge, self._builder, negators)
        self._selector = selector = ReportSelector(self._retriever)
        self._signatures = Signatures(self._retriever, selector)
        self._identities = Identities(self._retriever, self._signatures)
        self._listings = Listings(self._retriever, self._judge, self._builder, selector)
        directory = Directory(opened.store, opened.analyzer, names)
        self._overviews = Overviews(self._retriever, self._builder, directory, self._signatures)
        self._directory, self._analyzer = directory, opened.analyzer
        self._paraphrases = Paraphrases(self._retriever, plain, directory, opened.analyzer.words)
        self._searcher = Searcher(self._retriever, self._builder)
        self._verifier = Verifier(opened.store, opened.index, opened.analyzer)
        self._prover = Prover(opened.store.digest)
        self._reports = StoredReports(opened.store, statistics, selector, opened.store.find)
        self.version = opened.store.version()

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
        self._thesaurus.prepare()
        self._overviews.prepare()
        self._corrector.prepare()
        if self._retriever.meaning:
            self._retriever.meaning.prepare()

    @property
    def articles(self) -> Sequence[Article]:
        """The reports, in order."""
        return self._store.articles

    @property
    def passages(self) -> int:
        """How many passages the reports have."""
        return len(self._store)

    @property
    def holdings(self) -> Holdings:
        """What there is in all; of very many reports it takes long to be counted, once."""
        return self._reports.holdings

    def id_of(self, fingerprint: int) -> str:
        """Return the id that has that fingerprint (of `serialization`); KeyError when none has."""
        return self._store.id_of(fingerprint)

    def digests(self) -> Iterator[tuple[str, bytes]]:
        """Yield the id and the digest of each report as it was read; no report is read for it."""
        return zip(self._store.ids(), self._store.digests(), strict=True)

    def digest(self, article_id: str) -> bytes:
        """Return the digest of the report of that id; KeyError when there is none."""
        return self._store.digest(article_id)

    def has(self, article_id: str) -> bool:
        """Whether there is a report of that id."""
        try:
            self._store.digest(article_id)
        except KeyError:
            return False
        return True

    def article(self, article_id: str) -> Article:
        """Return the article of that id; KeyError when there is none."""
        return self._store.find(article_id)

    def resolve(self, address: str) -> Reference | None:
        """Return what a typed address names: `a07-3`, `a07-3-5`, `a07`; None when nothing does."""
        return resolve(address, self.article)

    def about(self, name: str) -> Answer:
        """Tell the sentences that name somebody or something, in order; or that there are none.

        Of somebody who is told of in none, the reports that they signed.
        """
        said = fold(name.strip())[:LONGEST]
        found = self._signatures.reports_of(said) or self._overviews.about(said)
        found = found or NotFound(Reason(Why.ABSENT_TERMS, (said,)))
        return answers.proved(found, self._reports)

    def named(self, kind: NameKind) -> Sequence[NamedEntity]:
        """Return who or what of a kind the reports name, in the order they first stand in."""
        return self._directory.named(kind)

    def trend(self, words: str) -> Trend | None:
        """Count the reports that hold `words`, by their dates; None of too many to look through."""
        criterion = Criterion((fold(words.strip()),))
        chosen = self._selector.select(criterion)
        if chosen is None or not chosen.whole:
            return None
        reports = [self._store.articles[number] for number in chosen.numbers.tolist()]
        return trend(Selected(criterion, tuple(reports[:1]), len(reports)), reports)

    def examples(self, seconds: float = 5.0) -> tuple[str, ...]:
        """Return up to three questions made of the reports' own names, known to be answered."""
        # Made anew: held, it would hold this library, which then outlived its last reader.
        return ExampleQuestions(self._directory, self.answer, self._analyzer.words).choose(seconds)

    def claim_in(self, text: str, *, is_passed_on: bool = False) -> str:
        """Return what is claimed in a question whether it is so (…，是真的吗); or nothing.

        Of what `is_passed_on`, what others said, each statement is such a claim.
        """
        read = self._builder.read(text)
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

    def prove(self, quote: Quote) -> None:
        """Raise ProofError when a quote does not stand in the reports as this library read them."""
        self._prover.prove(quote)

    def unproved(self, quotes: Iterable[Quote]) -> list[ProofError | None]:
        """Return why each quote does not stand in the reports, None where it does."""
        return self._prover.unproved(quotes)

    def hold(self, statements: Iterable[Statement]) -> bool:
        """Whether all that is said of the reports is true of them as they are stored now."""
        return all(holds(statement, self._reports) for statement in statements)

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
        sought, numbers = self._searcher.spread(words[:LONGEST])
        if not sought:
            return None
        first = tuple(self.articles[int(number)] for number in numbers[:1])
        return Selected(Criterion(sought), first, len(numbers), at_least=True)

    def headed(self, words: str) -> Iterator[Article]:
        """Yield reports that may have `words` in their titles, the first 1,500 of them."""
        return self._searcher.headed(fold(words))

    def terms(self, text: str) -> tuple[str, ...]:
        """Return the words of a question that carry content, normalised, without the rest of it."""
        said = (word for word in self._builder.build(text).words if word[0].isalnum())
        return tuple(dict.fromkeys(said))

    def query(self, question: Question) -> Query:
        """Understand a question, and how it leans on what its asker was last told."""
        told = standing(question.about, self._store.find)
        lent = None if told is None else lent_words(told, self._store.find(told.article))
        return self._builder.build(question.text, lent)

    def explain(self, question: Question) -> Explanation | None:
        """Tell what decides on a question about what is said; None when nothing was looked up."""
        told = standing(question.about, self._store.find)
        _, judged = self._facts.look_up(self.query(question), told)
        return explain(judged, self._store, self.version) if judged else None

    def leans(self, text: str) -> bool:
        """Whether the answer to `text` may depend on what its asker was last told."""
        read = self._builder.read(text)
        follows = follow_up(read.tokens, read.asking).lean is not Lean.NONE
        follows = follows or points_at_report(read.text) or asks_what_it_says(read.tokens)
        return follows or metadata_question(read.tokens, Told("")) is not None

    def in_full(self, question: Question) -> str:
        """Return the words of a question, with those it borrows from what was told last."""
        told = standing(question.about, self._store.find)
        query = self.query(question)
        if told is None:
            return question.text
        leaning, _ = self._facts.look_up(query, told)
        if not leaning.leans:
            return question.text
        both = f"{leaning.content[: leaning.own]} {leaning.content[leaning.own :]}"
        said = [word for word in both.split() if any(map(str.isalnum, word))]
        longest = (w for w in said if not any(w != other and w in other for other in said))
        return " ".join(dict.fromkeys(longest))

    def answer(self, question: Question, seconds: float = math.inf) -> Answer:
        """Answer with quotes, a list of reports, or an honest no.

        When an archive has not answered within so many `seconds`, the no says so, and comes with
        the passages that a quick look finds. When the machines that hold the reports cannot be
        asked, it says that; all else here then raises UnreachableError.
        """
        try:
            with within(seconds):
                return self._answer_all(question)
        except OutOfTimeError:
            query = self.query(question)
            found = self._retriever.find(query, _HASTY)
            nearest = self._retriever.quotes(found, _HASTY) if found else ()
            told = standing(question.about, self._store.find)
            return NotFound(Reason(Why.OUT_OF_TIME, nearest=nearest), told=told)
        except UnreachableError:
            return NotFound(Reason(Why.UNREACHABLE))

    def _answer_all(self, question: Question) -> Answer:
        """Answer each question of a message, and lead with the first that has an answer."""
        if not len(self._store):
            return NotFound(Reason(Why.EMPTY_CORPUS))
        read = self._builder.shortened(question.text)
        # What is too long to be read whole asks one thing: its end, or what it begins with.
        whole = read == question.text
        asked = separate(read, self._builder) if whole else Separate((read,))
        if len(asked.questions) < 2:  # noqa: PLR2004 - one question is answered as it is
            return self._answer(replace(question, text=asked.questions[0]))
        parts: list[Part] = []
        about = question.about
        for text in asked.questions:
            answer = self._answer(Question(text, about))
            about = answer.told or about
            parts.append(Part(text, answer))
        return together(parts, asked.left)

    def _answer(self, question: Question) -> Answer:
        told = standing(question.about, self._store.find)
        query = self.query(question)
        overview = self._overviews.answer(query, told)
        about, of = (None, told) if overview else self._asked_of_reports(query, told)
        answer = overview or (about and self._listings.answer(query, about, of))
        answer = answer or self._identities.answer(query) or self._facts.answer(query, told)
        return answers.proved(replace(answer, corrections=query.corrections), self._reports)

    def _asked_of_reports(
        self, query: Query, told: Told | None
    ) -> tuple[MetadataQuestion | None, Told | None]:
        """Return what is asked about reports, and of which one: 第三篇是谁写的 names it."""
        named = self._overviews.named(query.text, told)
        if named and named[1]:
            own = named[1].article.id
            of = told if told and told.article == own else Told(own)
            (start, stop), rest = named[0], query.tokens
            rest = tuple(t for t in rest if not start <= t.start < stop)
            asked = metadata_question(rest, of)
            if asked and asked.aim in (Aim.AUTHOR, Aim.TITLE) and not asked.subject:
                return asked, of
        return metadata_question(query.tokens, told), told
